//! Alerts by mail: the post as it was set up, and who is due told in the background.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use mail::{Post, PostRefusal, Relay};
use web::{AlertTrouble, Alerts, Mailing, NoAddress, Round, State};

use crate::arguments::Mail;
use crate::background::Background;
use crate::configuration::Configuration;
use crate::stop::Stop;

/// Who is due is looked for so often.
const PAUSE: Duration = Duration::from_secs(5);
/// After the base could not be read or written.
const AFTER_TROUBLE: Duration = Duration::from_secs(30);
/// Where the relay's password stands, so that it is on no command line.
const PASSWORD: &str = "DIDYMIUM_SMTP_PASSWORD";

/// What is wrong with how mail was set up. It repeats no password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailRefusal {
    /// The relay, its authority or the sender.
    Post(PostRefusal),
    /// A relay was named, and no sender.
    SenderMissing,
    /// A relay was named, and no public address.
    AddressMissing,
    /// The public address is none.
    Address(NoAddress),
}

/// How alerts leave; `None` where no relay is named.
///
/// # Errors
/// Something of it is missing or wrong.
pub fn mailing(configuration: &Configuration, given: &Mail) -> Result<Option<Mailing>, Stop> {
    let said = &configuration.mail.said;
    let first = |given: &Option<String>, said: &Option<String>| {
        given.clone().or_else(|| said.clone()).filter(|word| !word.is_empty())
    };
    let Some(smtp) = first(&given.smtp, &said.smtp) else { return Ok(None) };
    let refused = |why| Stop::Mail { why };
    let post_refused = |why| refused(MailRefusal::Post(why));
    let mut relay = Relay::named(&smtp).map_err(post_refused)?;
    let password = std::env::var(PASSWORD).ok().or_else(|| configuration.mail.password.clone());
    if let Some(password) = password.filter(|password| !password.is_empty()) {
        relay = relay.with_password(&password);
    }
    let authority: Option<&PathBuf> = given.smtp_authority.as_ref().or(said.smtp_authority.as_ref());
    if let Some(path) = authority {
        let pem = fs::read(path).map_err(|error| Stop::unreadable(path, error))?;
        relay = relay.with_authority(&pem).map_err(post_refused)?;
    }
    let from = first(&given.from, &said.from).ok_or_else(|| refused(MailRefusal::SenderMissing))?;
    let site = first(&given.public_url, &said.public_url).ok_or_else(|| refused(MailRefusal::AddressMissing))?;
    let post = Post::new(relay, &from).map_err(post_refused)?;
    let mailing = Mailing::new(post, &site).map_err(|why| refused(MailRefusal::Address(why)))?;
    Ok(Some(mailing))
}

/// Tells who is due from now on; `None` where no relay is named. A letter that takes longer than the end waits is told
/// again at the next start.
pub fn tell(state: &State) -> Option<Background> {
    let alerts = Alerts::of(state)?;
    Some(Background::begin(move |ended| said(alerts.round(ended))))
}

/// Says in the log what a round did, and gives how long to rest. Addresses stay out of it.
fn said(round: Result<Round, AlertTrouble>) -> Duration {
    let round = match round {
        Ok(round) => round,
        Err(trouble) => {
            tracing::warn!(%trouble, "nobody can be told by mail");
            return AFTER_TROUBLE;
        }
    };
    if round.sent > 0 {
        tracing::info!(letters = round.sent, "told by mail");
    }
    for (account, _) in &round.refused {
        tracing::warn!(%account, "the mail relay refuses the letters of an account; the administration page says why");
    }
    match round.relay {
        Some(web::Relay::Down(said)) => {
            tracing::warn!(said, "the mail relay takes no letter; they are kept and go out later");
        }
        Some(web::Relay::Up) => tracing::info!("the mail relay takes letters again"),
        None => {}
    }
    PAUSE
}
