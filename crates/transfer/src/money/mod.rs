//! Money in a deal: what is expected, reported, received, shared out, held against the floors, approved, paid.

mod approve;
mod batch;
mod bridge;
mod conversion;
mod floors;
mod lives;
mod mine;
mod outstanding;
mod pay;
mod receivable;
mod receive;
mod report;
mod statement;
mod sum;
mod take_receipt_back;
mod tax;
mod work_out;
mod years;

pub use approve::{approve, may_be_approved_by};
pub use batch::calculate;
pub use bridge::{Bridge, bridges};
pub use conversion::{Contract, Conversion, contracts, conversions, summed};
pub use floors::{Behind, floored};
pub use mine::{Mine, mine};
pub use outstanding::outstanding;
pub use pay::{pay, take_back};
pub use receivable::{Receivable, Standing, receivables_of};
pub use receive::{Posting, Receiving, receive};
pub use report::{Report, report};
pub use statement::{Statement, statements};
pub use sum::{exact, read_amount};
pub use take_receipt_back::take_receipt_back;
pub use work_out::{Worked, work_out};
pub use years::Years;

pub(crate) use work_out::unshared;
