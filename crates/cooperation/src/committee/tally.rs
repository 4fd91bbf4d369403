//! What the votes on a motion come to.

use base::record::RecordId;
use base::record::kinds::{CommitteeRole, DecisionOutcome, Vote, VoteChoice, VotingRule};

/// How many voted how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// For it.
    pub of_for: i64,
    /// Against it.
    pub against: i64,
    /// For neither.
    pub abstained: i64,
}

impl Count {
    /// Counts votes.
    pub fn of<'a>(votes: impl IntoIterator<Item = &'a Vote>) -> Self {
        let mut count = Self::default();
        for vote in votes {
            match vote.choice {
                Some(VoteChoice::For) => count.of_for += 1,
                Some(VoteChoice::Against) => count.against += 1,
                Some(VoteChoice::Abstained) => count.abstained += 1,
                None => {}
            }
        }
        count
    }

    /// How many voted.
    pub fn cast(self) -> i64 {
        self.of_for + self.against + self.abstained
    }
}

/// What comes out of votes by a rule.
///
/// Fewer votes than the quorum put it off. A tie, as many for as against, is not carried, but where the chair decides:
/// then it is what the chair voted. Abstentions count among the votes cast.
pub fn outcome(
    votes: &[&Vote],
    rule: VotingRule,
    quorum: i64,
    chair_decides: bool,
    parties: &[RecordId],
) -> DecisionOutcome {
    let count = Count::of(votes.iter().copied());
    if count.cast() < quorum.max(1) {
        return DecisionOutcome::Postponed;
    }
    let carried = match rule {
        VotingRule::SimpleMajority => {
            let tie = count.of_for == count.against;
            2 * count.of_for > count.cast() || tie && chair_decides && chair_is_for(votes)
        }
        VotingRule::TwoThirds => 3 * count.of_for >= 2 * count.cast(),
        VotingRule::Unanimous => count.against == 0 && count.of_for > 0,
        VotingRule::EveryParty => {
            let of =
                |party: &RecordId| Count::of(votes.iter().copied().filter(|vote| vote.organisation == Some(*party)));
            !parties.is_empty() && parties.iter().map(of).all(|count| count.of_for > count.against)
        }
    };
    if carried { DecisionOutcome::Carried } else { DecisionOutcome::Rejected }
}

fn chair_is_for(votes: &[&Vote]) -> bool {
    votes.iter().any(|vote| vote.role == Some(CommitteeRole::Chair) && vote.choice == Some(VoteChoice::For))
}

#[cfg(test)]
mod tests {
    use super::*;
    use DecisionOutcome::{Carried, Postponed, Rejected};

    /// Votes as letters: `f`or, `a`gainst, `-` for neither; the first is the chair's, the first party's are in capitals.
    fn votes(text: &str, parties: &[RecordId; 2]) -> Vec<Vote> {
        let vote = |(at, letter): (usize, char)| Vote {
            role: Some(if at == 0 { CommitteeRole::Chair } else { CommitteeRole::Member }),
            organisation: Some(parties[usize::from(letter.is_lowercase())]),
            choice: Some(match letter.to_ascii_lowercase() {
                'f' => VoteChoice::For,
                'a' => VoteChoice::Against,
                _ => VoteChoice::Abstained,
            }),
            ..Vote::default()
        };
        text.chars().enumerate().map(vote).collect()
    }

    #[test]
    fn each_rule_says_what_its_votes_come_to() {
        let parties = [RecordId::of_bits(1), RecordId::of_bits(2)];
        let (simple, thirds) = (VotingRule::SimpleMajority, VotingRule::TwoThirds);
        let (unanimous, every) = (VotingRule::Unanimous, VotingRule::EveryParty);
        let table = [
            ("FFf", simple, 3, false, Carried),
            ("FFf", simple, 4, false, Postponed),
            ("", simple, 0, false, Postponed),
            ("FFaa", simple, 3, false, Rejected),
            ("FFaa", simple, 3, true, Carried),
            ("AFfa", simple, 3, true, Rejected),
            ("FFaa-", simple, 3, true, Carried),
            // Half of the votes cast is not more than half of them.
            ("FF--", simple, 3, false, Rejected),
            ("FF-", simple, 3, false, Carried),
            ("FFffa", thirds, 3, false, Carried),
            ("FFfaa", thirds, 3, true, Rejected),
            ("FF-", thirds, 3, false, Carried),
            ("FF--", thirds, 3, false, Rejected),
            ("FF-", unanimous, 3, false, Carried),
            ("FFfffa", unanimous, 3, false, Rejected),
            ("---", unanimous, 3, false, Rejected),
            ("FFf", every, 3, false, Carried),
            ("FFFFFa", every, 3, false, Rejected),
            // A party of which nobody voted did not agree.
            ("FFFFF", every, 3, false, Rejected),
            ("FFAff", every, 3, false, Carried),
        ];
        for (text, rule, quorum, chair, expected) in table {
            let votes = votes(text, &parties);
            let votes: Vec<&Vote> = votes.iter().collect();
            assert_eq!(outcome(&votes, rule, quorum, chair, &parties), expected, "{text} {rule:?} {quorum} {chair}");
        }
    }
}
