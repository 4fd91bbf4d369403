# Header, navigation and footer of every page
skip-to-content = Skip to content
nav-label = Main navigation
nav-overview = Overview
nav-chain = Chain
nav-weak-links = Weak links
nav-scenarios = Scenarios
nav-innovations = Innovations
nav-shocks = Shocks
nav-self-sufficiency = Self-sufficiency
nav-sources = Sources
footer-pack = Data and sources: { $pack } ({ $year })
footer-certificate = Solution checked: error ≤ { $residual }
footer-certificate-meaning = The largest of primal infeasibility, dual infeasibility and gap, recomputed from the original data; only what is at most 1e-7 is called optimal
back-to-overview = Back to the overview
nav-value = Whose value
