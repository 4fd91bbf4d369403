//! What was asked lately and what the answer was, for as long as the journal ends where it ended then.
//!
//! Every change of a record is an entry of the journal in the same transaction, so an answer holds as long as its end
//! stays. The end is read in the transaction that asks: an answer is never older than what else that transaction
//! sees. Rights are part of the question, or are asked of each record after.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use base::store::Fault;

use crate::session::{Session, Value};

/// At most so many numbers are kept.
const MOST: usize = 2_000_000;
/// Of at most so many questions.
const MOST_QUESTIONS: usize = 128;

/// The end of a journal.
type End = (i64, Vec<u8>);

/// A question and its values.
type Question = (String, Vec<Value>);

/// What the readers of a base share.
#[derive(Default)]
pub struct Memory(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    end: End,
    answers: VecDeque<(Question, Arc<[i64]>)>,
    numbers: usize,
}

impl Memory {
    fn answer(&self, end: &End, question: &Question) -> Option<Arc<[i64]>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.end != *end {
            return None;
        }
        kept.answers.iter().find(|(known, _)| known == question).map(|(_, answer)| Arc::clone(answer))
    }

    fn keep(&self, end: End, question: Question, answer: &Arc<[i64]>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.end != end {
            if kept.end.0 > end.0 {
                // A reader that began before the last change; those who come know better.
                return;
            }
            *kept = Kept { end, ..Kept::default() };
        }
        kept.numbers += answer.len();
        kept.answers.push_back((question, Arc::clone(answer)));
        while kept.numbers > MOST || kept.answers.len() > MOST_QUESTIONS {
            let Some((_, oldest)) = kept.answers.pop_front() else { break };
            kept.numbers -= oldest.len();
        }
    }
}

/// The first column of what a question answers, in ascending order.
///
/// # Errors
/// The database's; the column holds no whole numbers.
pub fn numbers(session: &mut dyn Session, sql: &str, values: &[Value]) -> Result<Arc<[i64]>, Fault> {
    let Some(memory) = session.memory() else { return asked(session, sql, values) };
    let end = session.rows("SELECT number, hash FROM journal_head", &[])?;
    let end = end.first().ok_or_else(|| Fault::Damaged("the journal has no head".to_owned()))?;
    let end = (end.int(0)?, end.bytes(1)?.unwrap_or_default().to_vec());
    let question = (sql.to_owned(), values.to_vec());
    if let Some(answer) = memory.answer(&end, &question) {
        return Ok(answer);
    }
    let answer = asked(session, sql, values)?;
    memory.keep(end, question, &answer);
    Ok(answer)
}

fn asked(session: &mut dyn Session, sql: &str, values: &[Value]) -> Result<Arc<[i64]>, Fault> {
    let mut answer =
        session.rows_planned(sql, values)?.iter().map(|row| row.int(0)).collect::<Result<Vec<i64>, Fault>>()?;
    answer.sort_unstable();
    Ok(answer.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(number: i64) -> Question {
        ("SELECT".to_owned(), vec![Value::Int(number)])
    }

    #[test]
    fn an_answer_holds_until_the_journal_goes_on() {
        let memory = Memory::default();
        let (first, second) = ((1, vec![1]), (2, vec![2]));
        let answer: Arc<[i64]> = [7].into();
        memory.keep(first.clone(), question(1), &answer);
        assert_eq!(memory.answer(&first, &question(1)).as_deref(), Some(&[7][..]));
        assert_eq!(memory.answer(&first, &question(2)), None);
        assert_eq!(memory.answer(&second, &question(1)), None);
        memory.keep(second.clone(), question(2), &answer);
        assert_eq!(memory.answer(&first, &question(1)), None);
        memory.keep(first, question(1), &answer);
        assert!(memory.answer(&second, &question(2)).is_some(), "a late reader takes nothing away");
        assert_eq!(memory.answer(&(2, vec![3]), &question(2)), None, "the same number of another journal");
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let memory = Memory::default();
        let answer: Arc<[i64]> = vec![1; MOST / 2].into();
        for number in 0..3 {
            memory.keep((1, Vec::new()), question(number), &answer);
        }
        let kept: Vec<bool> = (0..3).map(|at| memory.answer(&(1, Vec::new()), &question(at)).is_some()).collect();
        assert_eq!(kept, [false, true, true]);
    }
}
