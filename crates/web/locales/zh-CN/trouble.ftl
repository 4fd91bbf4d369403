# 找不到、被拒绝、出故障
not-found-title = 没有这个页面
not-found-what = 地址 { $path } 下没有内容。
not-found-mend = 请检查地址有没有写错，或从上面的导航进入。
method-title = 不能这样访问
method-what = 地址 { $path } 不接受这种请求方式。
method-mend = 请从页面上的链接或表单进入。
refusal-title = 请求被拒绝
fault-title = 系统出了故障
fault-what = 处理这个请求时出了故障，没有改动任何数据。
fault-mend = 请再试一次；若仍然出错，请把下面的编号告诉管理员。
fault-reference = 编号 { $reference }
refusal-mend-scenario = 请从情景中去掉一项变动，或改用别的数值，然后再试。
