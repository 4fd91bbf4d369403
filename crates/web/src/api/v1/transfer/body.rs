//! What the bodies of requests about deals say of money.

use base::Refusal;
use ledger::AccountName;
use measure::Money;
use serde_json::Value;
use transfer::money::read_amount;

/// An amount.
pub(super) fn amount(body: &Value, name: &str) -> Result<Money, Refusal> {
    read_amount(body[name].as_str().unwrap_or_default())
}

/// An account of the ledger; the usual one where none is named.
pub(super) fn account(body: &Value, name: &str, usual: AccountName) -> Result<AccountName, ledger::Refusal> {
    body[name].as_str().map_or(Ok(usual), AccountName::parse)
}
