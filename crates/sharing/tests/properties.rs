//! What holds for every waterfall, tried on many drawn from a seed: the lines are the receipt, and however the same
//! income is divided into receipts, everybody has the same in the end.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use jiff::civil::date;
use measure::{Currency, Fraction, Money};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sharing::waterfall::{
    Action, Allocation, Band, Base, Lifetime, Member, Part, Party, PartyId, Period, PoolId, Receipt, Refusal, Rule,
    Shares, Step, StepId, allocate,
};

struct Draw(ChaCha8Rng);

const PARTIES: [&str; 5] = ["inventors", "department", "office", "unit", "fund"];

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0.next_u64() % end
    }

    fn fen(&mut self, end: u64) -> Money {
        Money::fen(i64::try_from(self.below(end)).unwrap())
    }

    fn party(&mut self) -> PartyId {
        party(PARTIES[usize::try_from(self.below(5)).unwrap()])
    }

    /// Shares of some parties that sum to `over / under` or less.
    fn shares(&mut self, whole: bool) -> Shares {
        let count = 1 + usize::try_from(self.below(4)).unwrap();
        let weights: Vec<i128> = (0..=count).map(|_| i128::from(self.below(9)) + 1).collect();
        let parties = &weights[..count];
        let sum = if whole { parties.iter().sum() } else { weights.iter().sum::<i128>() };
        let start = usize::try_from(self.below(5)).unwrap();
        let of =
            |(at, weight): (usize, &i128)| (party(PARTIES[(start + at) % 5]), Fraction::new(*weight, sum).unwrap());
        Shares(parties.iter().enumerate().map(of).collect())
    }

    fn period(&mut self) -> Period {
        if self.below(2) == 0 { Period::Lifetime } else { Period::Year }
    }

    fn action(&mut self, at: usize) -> Action {
        let one = Money::fen(1);
        match self.below(8) {
            1 => Action::First {
                amount: self.fen(3000).checked_add(one).unwrap(),
                shares: self.shares(true),
                per: self.period(),
            },
            2 => Action::Recoup {
                pool: pool(at),
                to: party("fund"),
                charge: Fraction::new(i128::from(self.below(5)) + 1, 5).unwrap(),
                from: None,
            },
            3 => Action::Recoup {
                pool: pool(at),
                to: party("fund"),
                charge: Fraction::new(i128::from(self.below(5)) + 1, 5).unwrap(),
                from: Some(party("unit")),
            },
            4 => Action::Cap {
                party: party("inventors"),
                each: self.fen(2000).checked_add(one).unwrap(),
                per: self.period(),
                steps: vec![],
                excess_to: (self.below(2) == 0).then(|| party("unit")),
            },
            5 => {
                let department = party("department");
                let (amount, per) = (self.fen(2000).checked_add(one).unwrap(), self.period());
                Action::Guarantee { party: department, amount, per, from: party("office") }
            }
            6 => {
                let to = self.party();
                Action::PercentOfRemaining { shares: Shares(vec![(to, Fraction::new(1, 3).unwrap())]) }
            }
            _ => Action::PercentOfRemaining { shares: self.shares(false) },
        }
    }

    fn rule(&mut self) -> Rule {
        let count = usize::try_from(self.below(6)).unwrap();
        let mut actions: Vec<Action> = (0..count).map(|at| self.action(at)).collect();
        let one = Money::fen(1);
        let (low, more) = (self.fen(3000).checked_add(one).unwrap(), self.fen(5000).checked_add(one).unwrap());
        let high = low.checked_add(more).unwrap();
        let bounds = [(Money::fen(0), Some(low)), (low, Some(high)), (high, None)];
        let bands = bounds.into_iter().map(|(from, to)| Band { from, to, shares: self.shares(true) }).collect();
        actions.push(Action::Tiers { bands, per: self.period() });
        let step = |(at, action)| Step { id: StepId::parse(&format!("s{at}")).unwrap(), clause: None, action };
        let members =
            ["anna", "bo", "chen"].map(|id| Member { id: party(id), share: Fraction::new(1, 3).unwrap(), left: None });
        let mut parties: Vec<Party> =
            PARTIES.iter().map(|id| Party { id: party(id), members: vec![], left: None }).collect();
        parties[0].members = members.to_vec();
        Rule {
            format: 1,
            agreement: "a".to_owned(),
            version: 1,
            agreed: date(2025, 1, 1),
            from: date(2025, 1, 1),
            until: None,
            currency: Currency::Cny,
            base: Base::Gross,
            parties,
            steps: actions.into_iter().enumerate().map(step).collect(),
        }
    }
}

fn party(id: &str) -> PartyId {
    PartyId::parse(id).unwrap()
}

fn pool(at: usize) -> PoolId {
    PoolId::parse(&format!("pool{at}")).unwrap()
}

fn people(life: &Lifetime) -> Vec<(String, Money)> {
    let all = PARTIES.into_iter().chain(["anna", "bo", "chen", "dana"]);
    all.map(|id| (id.to_owned(), life.given(&party(id)).unwrap())).collect()
}

/// Shares receipts one after the other; the lines of each are it, and none takes more than the rounding of its places.
fn run(rule: &Rule, mut life: Lifetime, receipts: &[Receipt]) -> Lifetime {
    for receipt in receipts {
        let allocation: Allocation = allocate(rule, &life, receipt).unwrap();
        let sum = Money::sum(rule.currency, allocation.lines.iter().map(|line| line.amount)).unwrap();
        assert_eq!(sum, receipt.amount);
        takes_no_more_than_rounding(&allocation);
        life = allocation.after;
    }
    life
}

/// A share over the lifetime may fall by a unit of the party and one of the member; only what moves a part to another
/// takes more, and in all nobody owes more than that for each line.
fn takes_no_more_than_rounding(allocation: &Allocation) {
    for (person, amount) in allocation.totals().unwrap() {
        let places = allocation.lines.iter().filter(|line| line.person == person).count();
        assert!(amount.minor_units() + 2 * i64::try_from(places).unwrap() >= 0, "{person}: {amount}");
    }
    let moves = |part: &Part| {
        matches!(part, Part::Charged { .. } | Part::Capped | Part::Excess | Part::ToppedUp | Part::ToppingUp)
    };
    for line in allocation.lines.iter().filter(|line| !moves(&line.part)) {
        assert!(line.amount.minor_units() >= -2, "{line:?}");
    }
}

#[test]
fn dividing_a_receipt_changes_nobodys_lifetime() {
    for seed in 0..400 {
        let mut draw = Draw(ChaCha8Rng::seed_from_u64(seed));
        let rule = draw.rule();
        rule.check().unwrap();
        let start = Lifetime::new("a", Currency::Cny);
        let (mut whole, mut divided) = (start.clone(), start);
        // Receipts of several years with costs and advances, each taken as it is and divided at will.
        for at in 0..4_i8 {
            let day = date(2025 + i16::from(at) / 2, 1 + at, 3);
            let mut receipt = Receipt::new("r", day, draw.fen(8000));
            for (step, known) in rule.steps.iter().zip(0..) {
                if matches!(step.action, Action::Recoup { .. }) && draw.below(2) == 0 {
                    receipt = receipt.claiming(pool(known), draw.fen(4000));
                }
            }
            let mut left = receipt.amount.minor_units();
            let mut pieces = vec![Receipt { amount: Money::fen(0), ..receipt.clone() }];
            while left > 0 {
                let piece = i64::try_from(draw.below(1 + left.unsigned_abs().min(900))).unwrap();
                let piece = if draw.below(4) == 0 { 1.min(left) } else { piece };
                pieces.push(Receipt::new("piece", day, Money::fen(piece)));
                left -= piece;
            }
            whole = run(&rule, whole, &[receipt]);
            divided = run(&rule, divided, &pieces);
            assert_eq!(people(&whole), people(&divided), "seed {seed}, receipt {at}: {rule:?}");
            assert_eq!(whole.outstanding(&rule), divided.outstanding(&rule), "seed {seed}");
        }
        // Nobody owes anything in the end, and all is with somebody.
        let people = people(&whole);
        assert!(people.iter().all(|(_, amount)| !amount.is_negative()), "seed {seed}: {people:?} {rule:?}");
        assert_eq!(Money::sum(Currency::Cny, people.into_iter().map(|(_, amount)| amount)), Ok(whole.shared));
    }
}

/// A later version of a rule: another person, other amounts and periods of the same steps.
fn next(draw: &mut Draw, rule: &Rule) -> Rule {
    let mut rule = Rule { version: 2, ..rule.clone() };
    let place = usize::try_from(draw.below(4)).unwrap();
    if let Some(member) = rule.parties[0].members.get_mut(place) {
        member.id = party("dana");
    }
    for step in &mut rule.steps {
        match &mut step.action {
            Action::Cap { each: amount, per, .. } | Action::Guarantee { amount, per, .. } => {
                (*amount, *per) = (draw.fen(4000).checked_add(Money::fen(1)).unwrap(), draw.period());
            }
            Action::Recoup { from: Some(from), .. } => {
                *from = party(["unit", "department"][usize::from(draw.below(2) == 0)]);
            }
            Action::First { per, .. } | Action::Tiers { per, .. } => *per = draw.period(),
            Action::PercentOfRemaining { .. }
            | Action::PercentOfGross { .. }
            | Action::Split { .. }
            | Action::Recoup { .. }
            | Action::Preferred { .. }
            | Action::CatchUp { .. } => {}
        }
    }
    rule
}

#[test]
fn a_new_version_loses_no_money_and_counts_none_twice() {
    let (mut shared, mut refused) = (0, 0);
    for seed in 0..600 {
        let mut draw = Draw(ChaCha8Rng::seed_from_u64(seed));
        let first = draw.rule();
        let second = next(&mut draw, &first);
        let day = |at: i8| date(2025 + i16::from(at) / 2, 1 + at, 3);
        let mut life = Lifetime::new("a", Currency::Cny);
        for at in 0..2 {
            life = run(&first, life, &[Receipt::new("r", day(at), draw.fen(8000))]);
        }
        for at in 1..4 {
            let (one, other) = (draw.fen(4000), draw.fen(4000));
            let receipt = |amount| Receipt::new("r", day(at), amount);
            let allocation = match allocate(&second, &life, &receipt(one.checked_add(other).unwrap())) {
                Ok(allocation) => allocation,
                // A lower cap may call back what was given: by name, and nothing else may happen.
                Err(Refusal::TakesBack { .. }) => {
                    refused += 1;
                    break;
                }
                Err(refusal) => panic!("seed {seed}: {refusal}"),
            };
            let people = people(&allocation.after);
            if let Ok(piece) = allocate(&second, &life, &receipt(one))
                && let Ok(piece) = allocate(&second, &piece.after, &receipt(other))
            {
                assert_eq!(self::people(&piece.after), people, "seed {seed}: {second:?}");
            }
            let sum = Money::sum(Currency::Cny, people.iter().map(|(_, amount)| *amount));
            assert_eq!(sum, Ok(allocation.after.shared), "seed {seed}");
            for (step, flow) in second.steps.iter().zip(&allocation.flows) {
                within_its_cap(&second, step, &allocation.after, seed);
                assert_eq!(step.id, flow.step);
            }
            life = allocation.after;
            shared += 1;
        }
    }
    assert!(shared > 1000 && refused < 200, "{shared} shared, {refused} refused");
}

/// What each person of a cap has of the steps up to it is at most the cap.
fn within_its_cap(rule: &Rule, step: &Step, life: &Lifetime, seed: u64) {
    let Action::Cap { each, per, .. } = &step.action else { return };
    for member in &rule.parties[0].members {
        let before = rule.steps.iter().take_while(|other| other.id != step.id);
        let given = before.chain([step]).filter_map(|step| life.steps[&step.id].given.get(&member.id));
        let given = given.map(|given| if *per == Period::Year { given.year } else { given.lifetime });
        let has = Money::sum(rule.currency, given).unwrap();
        assert!(has.minor_units() <= each.minor_units(), "seed {seed}: {} has {has} of {step:?}", member.id);
    }
}

#[test]
fn an_exact_share_is_never_missed_by_more_than_its_places() {
    for seed in 0..200 {
        let mut draw = Draw(ChaCha8Rng::seed_from_u64(seed));
        let rule = draw.rule();
        let mut life = Lifetime::new("a", Currency::Cny);
        for at in 0..6 {
            let receipt = Receipt::new("r", date(2025, 2, 1 + at), draw.fen(5000));
            let allocation = allocate(&rule, &life, &receipt).unwrap();
            for line in &allocation.lines {
                let off = Fraction::new(i128::from(line.amount.minor_units()), 1).unwrap();
                let off = off.checked_sub(line.exact).unwrap();
                // One unit of the party and one of the member, before and after.
                let most = Fraction::new(4, 1).unwrap();
                assert!(off < most && Fraction::ZERO.checked_sub(off).unwrap() < most, "seed {seed}: {line:?}");
                let grown = line.rounding.after - line.rounding.before;
                assert!(grown.abs() <= 4, "seed {seed}: {line:?}");
            }
            life = allocation.after;
        }
    }
}
