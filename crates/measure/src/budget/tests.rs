//! Budgets as found in the tables of offices, and what is refused.

use super::*;

fn text_of(given: &str, column: Option<MoneyUnit>) -> String {
    match Budget::parse(given, column) {
        Ok(budget) => format!("{budget} {}", budget.low().or(budget.high()).map_or(0, Money::minor_units)),
        Err(refusal) => format!("refused: {refusal}"),
    }
}

#[test]
fn offices_are_understood() {
    let table = [
        ("50万元", "50万元 50000000"),
        ("3,000,000元", "3000000元 300000000"),
        ("１．２亿元", "1.2亿元 12000000000"),
        ("100-200万", "100-200万元 100000000"),
        ("100万-200万元", "100-200万元 100000000"),
        ("50万～80万元", "50-80万元 50000000"),
        ("５０万—１亿元", "50-10000万元 50000000"),
        ("0.8亿至1.2亿元", "0.8-1.2亿元 8000000000"),
        ("≥30万元", "≥30万元 30000000"),
        (">=30 万元", "≥30万元 30000000"),
        ("30万元以上", "≥30万元 30000000"),
        ("不低于30万", "≥30万元 30000000"),
        ("不超过100万元", "≤100万元 100000000"),
        ("100万元以内", "≤100万元 100000000"),
        ("at most USD 3 million", "≤USD 3000000 300000000"),
        ("面议", "面议 0"),
        (" Negotiable ", "面议 0"),
        ("USD 2.5 million", "USD 2500000 250000000"),
        ("US$2-3 million", "USD 2000000-3000000 200000000"),
        ("50万美元", "USD 500000 50000000"),
        ("JPY 1000000", "JPY 1000000 1000000"),
        ("€1,234.50", "EUR 1234.5 123450"),
        ("￥500000", "500000元 50000000"),
        ("人民币 50 万元整", "50万元 50000000"),
        ("RMB 500万", "500万元 500000000"),
        ("5百万元", "500万元 500000000"),
        ("3千元", "3000元 300000"),
        ("12.345678万元", "12.345678万元 12345678"),
        ("0元", "0元 0"),
    ];
    for (given, expected) in table {
        assert_eq!(text_of(given, None), expected, "{given}");
    }
}

#[test]
fn a_column_gives_its_unit_to_bare_numbers_only() {
    let table = [
        ("50", MoneyUnit::TenThousand, "50万元 50000000"),
        ("50-80", MoneyUnit::TenThousand, "50-80万元 50000000"),
        ("500000", MoneyUnit::One, "500000元 50000000"),
        ("1.2", MoneyUnit::HundredMillion, "1.2亿元 12000000000"),
        ("500000元", MoneyUnit::TenThousand, "500000元 50000000"),
        ("¥50", MoneyUnit::TenThousand, "50万元 50000000"),
        ("USD 50", MoneyUnit::TenThousand, "USD 50 5000"),
    ];
    for (given, column, expected) in table {
        assert_eq!(text_of(given, Some(column)), expected, "{given}");
    }
}

#[test]
fn what_is_no_budget_is_refused_by_name() {
    let table = [
        ("", "refused: the budget is empty"),
        ("50", "refused: “50” has no unit: 元, 万元 or 亿元?"),
        ("50万-80", "refused: “50万-80” has no unit: 元, 万元 or 亿元?"),
        ("约50万元", "refused: “约50万元” says only about how much: give an amount or a range"),
        ("50万元左右", "refused: “50万元左右” says only about how much: give an amount or a range"),
        ("50万元/年", "refused: “50万元/年” is not an amount of money: “/年” was not understood"),
        ("1亿2000万元", "refused: “1亿2000万元” is not an amount of money: “2000万元” was not understood"),
        ("充足", "refused: “充足” is not an amount of money: “充足” was not understood"),
        ("≥50万元以上", "refused: “≥50万元以上” is not an amount of money: “≥50万元以上” was not understood"),
        ("≥1-2万元", "refused: “≥1-2万元” is not an amount of money: “≥1-2万元” was not understood"),
        ("1,5万元", "refused: the commas in “1,5” do not part groups of three digits"),
        ("0.001元", "refused: 0.001 is finer than the minor unit of CNY"),
        ("-5万元", "refused: CNY -50000.00 is below zero"),
        ("200-100万元", "refused: the range runs backwards: from CNY 2000000.00 to CNY 1000000.00"),
        ("USD 1-2万元", "refused: USD and CNY are different currencies"),
        ("999999999999亿元", "refused: the amount is larger than can be held"),
    ];
    for (given, expected) in table {
        assert_eq!(text_of(given, None), expected, "{given}");
    }
}

#[test]
fn the_other_unit_is_suspected_by_name() {
    let table = [
        ("99999.99万元", None),
        ("100000万元", Some("yuan 100000元")),
        ("500000-800000万元", Some("yuan 500000-800000元")),
        ("≤3000000万元", Some("yuan ≤3000000元")),
        ("999.99元", Some("ten thousand 999.99万元")),
        ("50元", Some("ten thousand 50万元")),
        ("50-80元", Some("ten thousand 50-80万元")),
        ("50-8000元", None),
        ("1000元", None),
        ("0元", None),
        ("面议", None),
        ("USD 50", None),
        ("500亿元", None),
    ];
    for (given, expected) in table {
        let budget = Budget::parse(given, None).unwrap();
        let doubt = budget.unit_doubt().map(|doubt| match doubt {
            UnitDoubt::LooksLikeYuan { as_written, otherwise } => {
                assert_eq!(as_written, budget);
                format!("yuan {otherwise}")
            }
            UnitDoubt::LooksLikeTenThousand { as_written, otherwise } => {
                assert_eq!(as_written, budget);
                format!("ten thousand {otherwise}")
            }
        });
        assert_eq!(doubt.as_deref(), expected, "{given}");
    }
}

#[test]
fn what_is_shown_parses_to_the_same() {
    let mut draw = crate::draw::Draw::seeded(20_260_110);
    for _ in 0..20_000 {
        let currency = draw.one_of(&Currency::ALL);
        let unit = draw.one_of(&MoneyUnit::ALL);
        let (one, other) = (draw.amount(), draw.amount());
        let money = |minor: i64| Money::new(minor, currency);
        let meaning = match draw.below(5) {
            0 => BudgetMeaning::Exact(money(one)),
            1 => BudgetMeaning::Range { low: money(one.min(other)), high: money(one.max(other)) },
            2 => BudgetMeaning::AtLeast(money(one)),
            3 => BudgetMeaning::AtMost(money(one)),
            _ => BudgetMeaning::Negotiable,
        };
        let budget = Budget::new(meaning, unit).unwrap();
        assert_eq!(Budget::parse(&budget.show(), None), Ok(budget), "{}", budget.show());
    }
}
