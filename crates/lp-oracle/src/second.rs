//! The last rungs of the ladder, for problems on which the own solver gave up.

use crate::highs::Highs;
use crate::interior::clarabel;
use crate::opinion::{Opinion, OracleFault, Status};

/// Who gave an opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// HiGHS, a simplex in C++.
    Highs,
    /// Clarabel, an interior-point method.
    Clarabel,
}

/// A second opinion; only an optimum can be certified.
#[derive(Clone, Debug, PartialEq)]
pub enum Second {
    /// An optimum whose certificate holds on the original data.
    Optimal {
        /// Who found it.
        source: Source,
        /// The point and its prices.
        opinion: Opinion,
        /// Recomputed from the original data.
        certificate: lp::Certificate,
    },
    /// A claim, without proof, that no point satisfies every limit.
    Infeasible {
        /// Who claims it.
        source: Source,
    },
    /// A claim, without proof, that the objective grows without end.
    Unbounded {
        /// Who claims it.
        source: Source,
    },
}

/// Asks HiGHS, where one is given, and then clarabel; an optimum is only passed on with a certificate that holds.
///
/// # Errors
/// The problem breaks a rule, or nobody gave an answer that holds.
pub fn solve_with_second_opinion(problem: &lp::Problem, highs: Option<&Highs>) -> Result<Second, OracleFault> {
    problem.check()?;
    let mut tried = Vec::new();
    let asked = highs.map(|highs| (Source::Highs, highs.solve(problem)));
    for (source, opinion) in asked.into_iter().chain(std::iter::once_with(|| (Source::Clarabel, clarabel(problem)))) {
        let opinion = match opinion {
            Ok(opinion) => opinion,
            Err(fault) => {
                tried.push(format!("{source:?}: {fault}"));
                continue;
            }
        };
        match opinion.status {
            Status::Infeasible => return Ok(Second::Infeasible { source }),
            Status::Unbounded => return Ok(Second::Unbounded { source }),
            Status::InfeasibleOrUnbounded | Status::Unknown => tried.push(format!("{source:?}: {:?}", opinion.status)),
            Status::Optimal => {
                let certificate = lp::certify(problem, &opinion.columns, &opinion.duals);
                if certificate.holds() {
                    return Ok(Second::Optimal { source, opinion, certificate });
                }
                tried.push(format!("{source:?}: certificate of {:.1e}", certificate.worst()));
            }
        }
    }
    Err(OracleFault::Unresolved { tried })
}
