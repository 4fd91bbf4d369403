# 导入与导出

exchange-no-such-id = 没有您可以修改的“{ $given }”号记录；要作为新记录导入，请清空这一格。
exchange-id-needed = 修改或删除记录必须填写编号。
exchange-unknown-action = “{ $given }”不是操作；可填 ADD（新增）、UPDATE（修改）、DELETE（删除）。
exchange-unknown-state = “{ $given }”不是记录的状态。
exchange-state-stays = 表格只能发布草稿，不能把“{ $from }”的记录改为“{ $to }”；请到记录页操作。
exchange-bad-version = “{ $given }”不是版本号。
exchange-repeats-id = 第 { $row } 行已经写到同一条记录。
exchange-cut-off = 导出时这一格因过长被截断；请到记录页修改。
exchange-file-unknown-kind = 这不是 XLSX、XLS、ODS 或 CSV 文件（{ $looks }）。
exchange-file-too-large = 文件超过 { $limit }。
exchange-file-bomb = 文件解开后远大于它看上去的大小，没有读取（{ $detail }）。
exchange-file-damaged = 文件已损坏，请用表格软件另存一份再试（{ $detail }）。
exchange-file-password = 文件有密码保护；请取消密码后再上传。
exchange-file-encoding = 第 { $line } 行第 { $column } 个字符的编码无法识别；请另存为 UTF-8 或 GB18030。
exchange-file-quote = 第 { $line } 行的引号没有结束。
exchange-file-sheets = 工作簿有 { $sheets } 张表，最多读取 { $limit } 张。
exchange-file-rows = 行数太多：第 { $row } 行超过了 { $limit } 行的上限。
exchange-file-columns = 第 { $row } 行的列数超过 { $limit }。
exchange-file-cell = 第 { $row } 行第 { $column } 列的文字超过 { $limit } 个字符。
exchange-file-text = 表中的文字超过 { $limit }。
exchange-file-no-sheet = 文件里没有这张表。
exchange-file-io = 文件无法读取（{ $detail }）。
exchange-file-gone = 上传的文件已不在；请重新上传。

exchange-status-add = 新增
exchange-status-update = 修改
exchange-status-delete = 删除
exchange-status-doubt = 待确认
exchange-status-duplicate = 疑似重复
exchange-status-bad = 有误
exchange-status-unchanged = 无变化
exchange-status-skipped = 跳过
exchange-status-written = 已写入
