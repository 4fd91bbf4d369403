# 利益分配：拒绝的原因，以及 `didymium share` 的用语。
sharing-no-players = 博弈至少要有一个参与方；请写出参与方。
sharing-too-many-players = { $players } 个参与方过多，无法列出全部联盟；至多 { $most } 个。
sharing-table-size = 表中有 { $given } 个数；{ $players } 个参与方有 { $wanted } 个联盟。
sharing-empty-coalition = 空联盟的价值为 { $value }；应为 0。
sharing-not-finite = 联盟（{ $coalition }）的价值为 { $value }，不是有限的数。
sharing-duplicate-player = 有两个参与方都叫“{ $name }”；请各用不同的名称。
sharing-nameless-player = 第 { $place } 个参与方没有名称。
sharing-unknown-player = 没有第 { $place } 个参与方；共有 { $players } 个。
sharing-not-the-whole = 各份额合计 { $given }，不是全体共同所得的 { $whole }；请改正。
sharing-less-than-alone = { $player } 分得 { $share }，少于单独所得的 { $alone }；请改正。
sharing-shares = { $given } 个份额与 { $players } 个参与方不符，或其中有的不是有限的数。
sharing-no-imputation = 各参与方单独合计有 { $alone }，而全体的价值为 { $whole }：没有一种分法能让每一方都不少于单独所得。
sharing-unresolved = 没有得到经过验证的结果：{ $detail }。
sharing-unknown = { $party }：产业链中没有{ $what ->
    [owner] 所有者
    [capacity] 产能
    [market] 市场档
   *[patch] 技术
} { $id }；请改正编号。
sharing-held-twice = { $what ->
    [owner] 所有者
    [capacity] 产能
    [market] 市场档
   *[patch] 技术
} { $id } 同时属于 { $first } 和 { $second }；请只写其中一方。
sharing-holds-nothing = { $party } 既不持有产业链中的任何限额，也不持有技术；请写明所有者（owner）、产能（capacity）、市场档（market）或技术（patch）。
sharing-periods = 份额按一个时期计算；此计划有 { $periods } 个时期。
sharing-withdrawals = 产业链有 { $count } 项不论价值都必须交付的量；无法要求某个联盟承担。
sharing-too-many-parties = { $parties } 个参与方过多；至多 { $most } 个。
sharing-too-many-technologies = 有 { $parties } 个参与方持有技术；至多 { $most } 个。
sharing-no-plan = 联盟（{ $coalition }）没有最优计划。
sharing-endowment = 第 { $place } 项投入所指的限额或参与方不存在，或小于 0。
share-party-words = “{ $given }”不是参与方；请写 名称=owner:编号,capacity:编号,market:编号,patch:编号，至少一项。
share-patch-twice = { $patch } 已由 --patch 生效，又列为 { $party } 的技术；请只写一处。
share-title-parties = 各方投入
share-party = 参与方
share-capacities = 产能
share-markets = 市场档
share-technologies = 技术
share-alone = 单独所得，百万 { $currency }
share-title-answers = 各种分法对照，百万 { $currency }
share-range = 按产业链价格，从 … 到
share-canonical = 典范点
share-shapley = 沙普利值
share-nucleolus = 核仁
share-nobody = 不属于任何参与方
share-whole = 合计
share-says-owen = 典范点：各方所持限额按产业链价格所得；同样最优的其他价格，所付在“从”与“到”之间。
share-says-shapley = 沙普利值：各方得到其在一切加入次序中的平均贡献。
share-says-sampled = 沙普利值：各方得到其在加入次序中的平均贡献；按种子 { $seed } 抽取 { $pairs } 对次序，± 为 95 % 区间的一半。
share-says-nucleolus = 核仁：使各联盟中最大的不满尽可能小，然后是次大的，依此类推。
share-no-nucleolus = 核仁：未计算，因为没有一种分法能让每一方都不少于单独所得。
share-core = 没有联盟能单独得到更多。
share-left-over = 所分之数与各方共同所得不相等：差 { $amount } 百万 { $currency }。
share-objecting = 有 { $count } 个联盟能单独得到更多：
share-objection = { $parties }：多 { $amount } 百万 { $currency }
share-empty-core = 无论怎样分，总有联盟能单独多得 { $amount } 百万 { $currency }。
share-technology = { $party }：有其技术时全链价值 { $whole } 百万 { $currency }，没有时 { $without }；可以给它 0 到 { $most } 之间的任何数。仅凭产能价格，技术一无所得。
share-technology-core = 在没有异议的分法中，{ $party } 得 { $low } 到 { $high } 百万 { $currency }。
share-rest-at-chain-prices = 不属于任何参与方的限额，每个联盟都可按其在全链中的租值使用；这份租值不属于任何参与方。
share-rest-free = 不属于任何参与方的限额，每个联盟都可无偿使用；没有任何参与方时全链的价值不属于任何一方。
share-rest-absent = 不属于任何参与方的限额视为不存在；公开规则之下的限额除外，按其租值开放。
share-nothing = 这些参与方合起来一无所得：请补上从矿到买方之间各环节的所有者和买方，或用 --rest 让其余限额开放。

# 利益共享拒绝的理由与改正办法。
sharing-unreadable = 第 { $line } 行不是合格的 TOML，请检查字段名、等号和引号（读取程序的说明：{ $problem }）
sharing-bad-name = “{ $given }”不能作名称；请用 1 至 100 个字母、汉字、数字、连字符或下划线。
sharing-unknown-format = 本系统不识别格式 { $format } 的分配规则。
sharing-no-steps = 分配规则没有步骤；请至少写一步。
sharing-same-party = { $party } 声明了两次；请删去其一。
sharing-same-step = 有两个步骤都叫 { $step }；请改名。
sharing-unknown-party = 步骤 { $step } 提到的 { $party } 不是参与方；请先声明，或改正拼写。
sharing-unknown-step = 步骤 { $step } 提到的 { $named } 不是它之前可依据的步骤。
sharing-same-share = 步骤 { $step } 中 { $party } 出现了两次；请合并。
sharing-share-out-of-range = 步骤 { $step } 的份额 { $share } 不在 0 与 1 之间。
sharing-shares-not-one = 步骤 { $step } 的份额合计为 { $sum }，不是 1；请改正。
sharing-members-not-one = { $party } 各成员的份额合计为 { $sum }，不是 1；请改正。
sharing-tier-gap = 步骤 { $step } 没有档次覆盖 { $from } 至 { $to }；请补上。
sharing-tier-overlap = 步骤 { $step } 有两个档次都覆盖 { $from } 至 { $to }；请改正。
sharing-tier-not-ascending = 步骤 { $step } 有一档从 { $from } 到 { $to }；上限须大于下限。
sharing-tier-not-open = 步骤 { $step } 的最后一档不能有上限。
sharing-amount-not-positive = 步骤 { $step } 的金额是 { $amount }，须大于零。
sharing-amount-currency = 步骤 { $step } 的金额用 { $given }，而规则用 { $wanted }；请统一币种。
sharing-circular-recoupment = { $one } 从 { $other } 收回，{ $other } 又直接或间接从 { $one } 收回；请去掉一个。
sharing-same-pool = 有两个步骤都收回 { $pool }；请只留一个。
sharing-unknown-pool = 没有步骤收回 { $pool }；请增加收回步骤，或改正拼写。
sharing-from-group = 步骤 { $step } 从 { $party } 扣收，而它由多人组成；请写明是哪一位。
sharing-cap-below-guarantee = { $party } 的保底为 { $guarantee }，上限却只有 { $cap }；请改正其一。
sharing-nothing-takes-the-rest = 没有步骤分完剩余的金额；请在最后写明其余归谁。
sharing-never-reached = 到步骤 { $step } 时已无剩余；请调整次序。
sharing-catch-up-too-slow = 步骤 { $step } 的追赶比例 { $speed } 达不到目标 { $target }；须大于目标。
sharing-gross-unknown = 步骤 { $step } 以总收入计，而规则的基数不是总收入。
sharing-ends-before-it-begins = 第 { $version } 版 { $until } 终止，早于 { $from } 生效。
sharing-backdated = 第 { $version } 版于 { $agreed } 约定，不能从 { $from } 起倒签适用。
sharing-versions-out-of-order = 第 { $version } 版自 { $from } 起适用，不晚于上一版（{ $before }）；请按先后排列。
sharing-step-changed = 步骤 { $step } 在较早的版本中是另一种步骤，或收回另一项垫付；请另取名称。
sharing-other-agreement = { $one } 与 { $other } 不是同一协议、同一币种。
sharing-not-in-force = 第 { $version } 版自 { $from } 起适用，收入日期是 { $date }；请用收入当日有效的版本。
sharing-ended = 第 { $version } 版已于 { $until } 终止，收入日期是 { $date }。
sharing-no-version = { $date } 没有有效的分配规则。
sharing-negative-net = { $net } 小于零，不能分配；请作为待收回成本结转。
sharing-negative-costs = { $amount } 小于零；成本、预付款和资本不能为负。
sharing-costs-not-deducted = 规则不以净收入为基数；请把 { $costs } 列为待收回的成本。
sharing-no-rate = 规则用 { $wanted }，收入用 { $given }，而没有汇率；请补上汇率。
sharing-rate-not-positive = 汇率 { $rate } 须大于零。
sharing-over-distribution = 步骤 { $step } 要分 { $wanted }，而只有 { $available }。
sharing-party-left = { $party } 已于 { $left } 退出，不参与 { $date } 的收入分配；请订立新版规则。
sharing-takes-back = 此版规则要从 { $person } 收回已分配的 { $amount }；请使它只影响以后的收入。
sharing-receipt-out-of-order = { $last } 的收入已分配，{ $date } 的在其之前；请先冲销，再按次序分配。
sharing-too-large = 金额超出可记录的范围。
sharing-no-account = { $party } 没有收款科目；请先指定。
sharing-lines-differ = 各行合计 { $lines }，与所分配的 { $shared } 不符；请重新分配。
sharing-nothing-to-post = 没有可入账的金额。
sharing-floor-out-of-range = 下限 { $floor } 的比例 { $least } 不在 0 与 1 之间。
sharing-floor-violation = { $article }要求不低于 { $least }，现为 { $given }（{ $floor }）。
sharing-too-few-years = { $article }要求连续不少于 { $least } 年，约定只有 { $agreed } 年。

# 法定下限的答复。
sharing-floor-met = 不低于{ $article }的下限 { $least }。
sharing-floor-lifted = 按{ $article }由 { $from } 提高到 { $to }。
sharing-floor-refused = { $given } 低于{ $article }要求的 { $least }，不予支付。
sharing-floor-agreed-otherwise = { $article }在没有约定时适用；协议 { $clause } 另有约定。
sharing-floor-loss-year = 当年没有营业利润，{ $article }不要求支付，亏损不结转。
sharing-floor-years-over = { $article }的 { $years } 年已满。

# 分配规则逐步的说明。
sharing-step-percent = 从剩余金额中分：{ $shares }；其余进入下一步。
sharing-step-percent-gross = 按总收入分：{ $shares }；其余进入下一步。
sharing-step-split = 剩余全部分配：{ $shares }。
sharing-step-tier = 累计 { $from } 至 { $to } 的部分：{ $shares }。
sharing-step-tier-year = 当年累计 { $from } 至 { $to } 的部分：{ $shares }。
sharing-step-tier-open = 累计 { $from } 以上的部分：{ $shares }。
sharing-step-tier-open-year = 当年累计 { $from } 以上的部分：{ $shares }。
sharing-step-first = 最先的 { $amount }：{ $shares }。
sharing-step-first-year = 每年最先的 { $amount }：{ $shares }。
sharing-step-recoup = 先以不超过收入 { $charge } 的部分向 { $to } 偿还 { $pool }，未还清的结转。
sharing-step-recoup-from = 从 { $from } 所得中以不超过 { $charge } 的部分向 { $to } 偿还 { $pool }，未还清的结转。
sharing-step-preferred = 就尚未收回的 { $pool }，按年利率 { $rate } 单利向 { $to } 支付优先回报。
sharing-step-catch-up = { $to } 取得此后收入的 { $speed }，直到达到利润的 { $target }。
sharing-step-catch-up-beside = { $to } 取得此后收入的 { $speed }，其余归 { $beside }，直到 { $to } 达到利润的 { $target }。
sharing-step-cap = { $party } 每人累计最多 { $each }，超出部分进入下一步。
sharing-step-cap-year = { $party } 每人每年最多 { $each }，超出部分进入下一步。
sharing-step-cap-to = { $party } 每人累计最多 { $each }，超出部分归 { $to }。
sharing-step-cap-to-year = { $party } 每人每年最多 { $each }，超出部分归 { $to }。
sharing-step-cap-of = { $party } 每人从步骤 { $steps } 累计最多得 { $each }，超出部分进入下一步。
sharing-step-cap-of-year = { $party } 每人每年从步骤 { $steps } 最多得 { $each }，超出部分进入下一步。
sharing-step-cap-of-to = { $party } 每人从步骤 { $steps } 累计最多得 { $each }，超出部分归 { $to }。
sharing-step-cap-of-to-year = { $party } 每人每年从步骤 { $steps } 最多得 { $each }，超出部分归 { $to }。
sharing-step-guarantee = { $party } 累计至少得到 { $amount }，不足部分由 { $from } 的份额补足。
sharing-step-guarantee-year = { $party } 每年至少得到 { $amount }，不足部分由 { $from } 的份额补足。
