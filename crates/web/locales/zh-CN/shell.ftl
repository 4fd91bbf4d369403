# 每页的页眉、导航与页脚
skip-to-content = 跳到正文
nav-label = 主导航
nav-overview = 总览
nav-chain = 产业链
nav-weak-links = 薄弱环节
nav-scenarios = 情景
nav-innovations = 创新
nav-shocks = 冲击
nav-self-sufficiency = 自给率
nav-sources = 来源
footer-pack = 数据与来源：{ $pack }（{ $year } 年）
footer-certificate = 求解已验证：误差 ≤ { $residual }
footer-certificate-meaning = 由原始数据重新算出的原始可行性、对偶可行性与对偶间隙中最大的一个；不超过 1e-7 才称为最优
back-to-overview = 回到总览
nav-value = 价值归谁
