//! Transfer: a broker takes a match to a payout, two people approve it, an inventor reads every fen, an auditor verifies.

use didymium_e2e::{Failure, Reader, Tongue, at_a_desk, everywhere};

const MATCH: (&str, &str) = ("关节电机退磁↔厚件扩散工艺包", "Joint-motor magnets ↔ thick-part diffusion");

const RULE: &str = r#"format = 1
agreement = "GRE-RD-2026"
version = 1
agreed = "2026-05-01"
from = "2026-05-01"
currency = "CNY"
base = "net-income"
parties = [{ id = "完成人" }, { id = "合作方" }, { id = "单位" }]
[[steps]]
id = "分成"
clause = "第八条"
action = { split = { shares = { "完成人" = "1/3", "合作方" = "1/3", "单位" = "1/3" } } }
"#;

/// Goes to the desk of the deal that the match became.
async fn desk(reader: &Reader) -> Result<(), Failure> {
    reader.opens("/transfer?as=table").await?;
    reader
        .follows((
            "厚件多元合金晶界扩散工艺包 → 关节电机磁体180 ℃退磁",
            "厚件多元合金晶界扩散工艺包 → 关节电机磁体180 ℃退磁",
        ))
        .await
}

async fn as_somebody(reader: &Reader, login: &str) -> Result<(), Failure> {
    reader.signs_out().await?;
    reader.signs_in(login).await
}

/// From the match to terms on the table.
async fn negotiates(reader: &Reader) -> Result<(), Failure> {
    reader.signs_in("broker").await?;
    reader.opens("/matches").await?;
    reader.follows(MATCH).await?;
    reader.presses(("转为转化案", "Open a deal")).await?;
    reader.sees(("已转为转化案", "The deal is open")).await?;
    reader.unfolds("#parties details").await?;
    reader.presses_in_vain(("登记保密协议", "Note the non-disclosure agreement")).await?;
    reader.fills("[name=on]", "2026-06-02").await?;
    reader.presses(("登记保密协议", "Note the non-disclosure agreement")).await?;
    reader.keeps("opened").await?;
    reader.follows(("提出条款", "Propose terms")).await?;
    reader.chooses("new-kind", "upfront").await?;
    reader.presses(("增加条款", "Add a term")).await?;
    reader.presses_in_vain(("提出这一版", "Put this version on the table")).await?;
    reader.writes("t-amount", "300.01元").await?;
    reader.fills("[name=t-due]", "2026-07-01").await?;
    reader.chooses("pricing", "listed").await?;
    reader.writes("value", "300.01元").await?;
    reader.unfolds("#sharing details").await?;
    reader.fills("textarea[name=rule]", RULE).await?;
    reader.presses_in_vain(("提出这一版", "Put this version on the table")).await?;
    reader.sees(("没有对应的分配对象", "say who that is")).await?;
    let people = [
        ("1", "完成人", "李文博", "contributor"),
        ("2", "合作方", "中国稀土集团", "partner"),
        ("3", "单位", "有研稀土", "owner"),
    ];
    for (at, name, who, role) in people {
        reader.fills(&format!("#b{at}-name"), name).await?;
        reader.fills(&format!("#b{at}-who"), who).await?;
        reader.fills(&format!("#b{at}-role"), role).await?;
    }
    reader.writes("departure", "第九条").await?;
    reader.keeps("proposing").await?;
    reader.presses(("提出这一版", "Put this version on the table")).await?;
    reader.sees(("第 1 版", "version 1")).await
}

/// Both sides accept, it is made public, though it need not be, and signed.
async fn signs(reader: &Reader) -> Result<(), Failure> {
    for side in ["grirem-manager", "ruidong"] {
        as_somebody(reader, side).await?;
        desk(reader).await?;
        reader.presses(("接受这一版", "Accept this version")).await?;
    }
    as_somebody(reader, "broker").await?;
    desk(reader).await?;
    reader.unfolds("#publicity details").await?;
    reader.writes("content", "入门费300.01元，普通许可。").await?;
    reader.fills("#publicity [name=begins]", "2026-06-03").await?;
    reader.presses_in_vain(("发起公示", "Start a publicity")).await?;
    reader.sees(("已经过去", "is over")).await?;
    reader.fills("#publicity [name=begins]", "").await?;
    reader.presses(("发起公示", "Start a publicity")).await?;
    reader.keeps("public").await?;
    // A price found on an exchange waits for no publicity; this one goes on by itself.
    reader.presses_in_vain(("期满办结", "Close it clean")).await?;
    desk(reader).await?;
    for (field, text) in [
        ("#c-contract_type", "licence"),
        ("#c-contract_number", "GRE-RD-2026"),
        ("#c-signed", "2026-06-20"),
        ("#c-begins", "2026-06-20"),
    ] {
        reader.fills(field, text).await?;
    }
    reader.presses(("保存合同信息", "Save the contract")).await?;
    for _ in 0..7 {
        reader.presses(("进入这一阶段", "Go to this stage")).await?;
    }
    reader.sees(("履约", "Performance")).await?;
    reader.keeps("performing").await
}

/// Money comes in and goes out; two people approve.
async fn pays(reader: &Reader) -> Result<(), Failure> {
    as_somebody(reader, "finance").await?;
    desk(reader).await?;
    reader.follows(("登记到账", "Note a receipt")).await?;
    reader.writes("amount", "三百").await?;
    reader.presses_in_vain(("登记并入账", "Note and post it")).await?;
    reader.writes("amount", "300.01").await?;
    reader.fills("[name=received]", "2026-06-30").await?;
    reader.presses(("登记并入账", "Note and post it")).await?;
    reader.presses(("测算分配", "Work out a payout")).await?;
    reader.sees("100.01").await?;
    reader.keeps("worked-out").await?;
    let batch = reader.place().await?;
    for approver in ["creg-manager", "admin"] {
        as_somebody(reader, approver).await?;
        reader.opens(&batch).await?;
        reader.presses(("批准", "Approve")).await?;
    }
    reader.sees(("已批准", "Approved by two")).await?;
    as_somebody(reader, "finance").await?;
    reader.opens(&batch).await?;
    reader.presses(("登记发放", "Note the payment")).await?;
    reader.sees(("已发放", "Paid")).await?;
    reader.follows(("分配单（可打印）", "Statements (to print)")).await?;
    reader.sees(("最大余数法", "largest remainder")).await?;
    reader.keeps("paid").await
}

#[tokio::test]
async fn a_broker_takes_a_match_to_a_payout() -> Result<(), Failure> {
    at_a_desk("transfer", Tongue::Chinese, async |reader: &Reader| {
        negotiates(reader).await?;
        signs(reader).await?;
        pays(reader).await?;
        as_somebody(reader, "auditor").await?;
        reader.opens("/ledger?verify=1").await?;
        reader.sees(("已核验 15 张凭证", "15 entries verified")).await
    })
    .await
}

#[tokio::test]
async fn an_inventor_reads_their_own_statement_and_no_other() -> Result<(), Failure> {
    at_a_desk("statement", Tongue::Chinese, async |reader: &Reader| {
        reader.signs_in("song").await?;
        reader.opens("/transfer?form=licence").await?;
        reader
            .follows((
                "磁体无铬复合防护涂层 → 海上直驱发电机磁体的耐蚀与长寿",
                "磁体无铬复合防护涂层 → 海上直驱发电机磁体的耐蚀与长寿",
            ))
            .await?;
        let batches = reader.counts("#batches a").await?;
        reader.expects("who is no party sees the batch with their own share on the desk", batches == 1)?;
        reader.opens("/payouts").await?;
        let records = reader.counts("main a[href^='/payouts/0']").await?;
        reader.expects("the record of a batch is for who leads the unit and for finance", records == 0)?;
        reader.follows(("我的分配", "My shares")).await?;
        reader.keeps("mine").await?;
        reader.follows_first("main tbody th a").await?;
        reader.sees("542,037.74").await?;
        let statements = reader.counts("section.statement").await?;
        reader.expects("an inventor sees one statement", statements == 1)?;
        reader.keeps("own").await
    })
    .await
}

#[tokio::test]
async fn every_page_of_transfer_can_be_read_everywhere() -> Result<(), Failure> {
    everywhere("transfer-pages", async |reader: &Reader| {
        reader.signs_in("mingde-finance").await?;
        for (page, name) in [
            ("/transfer", "board"),
            ("/transfer?as=table", "table"),
            ("/transfer/receivables", "receivables"),
            ("/transfer/report?year=2026", "report"),
        ] {
            reader.opens(page).await?;
            reader.keeps(name).await?;
        }
        reader.opens("/transfer?as=table&form=licence&status=active").await?;
        reader.follows_first("main tbody tr:last-child th a").await?;
        reader.keeps("desk").await?;
        reader.follows(("协议摘要（可打印）", "Summary of the agreement (to print)")).await?;
        reader.keeps("agreement").await?;
        reader.follows_first("main .crumbs a[href$=desk]").await?;
        reader.follows(("合同登记材料", "Registration of the contract")).await?;
        reader.keeps("registration").await
    })
    .await
}
