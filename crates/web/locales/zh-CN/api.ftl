# API 的拒绝理由，给程序背后的人看
api-refusal-wrong-shape = 请求体有 { $count } 处与接口文档不符。
api-refusal-bad-parameter = { $name }：{ $detail }
api-refusal-unknown-parameter = 这里没有参数 { $name }；可用的有：{ $known }。
api-refusal-missing-parameter = 缺少参数 { $name }。
api-refusal-given-twice = 参数 { $name } 只能给一次。
api-refusal-not-json = 请求体不是 JSON：{ $detail }
api-refusal-broken-off = 请求体没有收完。
api-refusal-no-key-here = 这个操作的回答不保存，因此不接受幂等键。
api-refusal-too-slow = 请求体传得太慢，已放弃。
api-refusal-precondition-failed = 记录现在是第 { $current } 版，不是第 { $given } 版；请先取回，再在现有内容上修改。
api-refusal-too-large = 请求体超过 { $most }。
api-refusal-wrong-media-type = 请求体必须是 { $wanted }。
api-refusal-precondition-needed = 请用 If-Match 写明要修改的版本，即记录的 ETag。
api-refusal-days-unknown = 日历还没有到那么远：{ $detail }
api-refusal-terms-wrong = 术语表没有保存：{ $detail }
api-refusal-perhaps-known = 库中已有内容相近的记录：{ $records }。若确为另一条，请去掉 alike=refuse 重新提交。
api-refusal-span-too-long = 一次不能超过 { $most }。
