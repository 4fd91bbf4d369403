//! The post: a relay, and whose name letters bear.

use std::sync::mpsc::channel;
use std::time::Duration;

use lettre::Message;
use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};

use crate::letter::Letter;
use crate::relay::{Answer, Relay, down, said};
use crate::trouble::{Again, PostRefusal, Unsent};

/// A relay that has not taken a letter by then hangs, even if it says a little now and then.
const PATIENCE: Duration = Duration::from_secs(60);

/// What letters leave by.
#[derive(Clone, Debug)]
pub struct Post {
    relay: Relay,
    from: Mailbox,
    patience: Duration,
}

impl Post {
    /// Letters over this relay, from this sender: an address, or a name with an address in angle brackets.
    ///
    /// # Errors
    /// [`PostRefusal::NoSender`].
    pub fn new(relay: Relay, from: &str) -> Result<Self, PostRefusal> {
        let from = from.parse().map_err(|_| PostRefusal::NoSender)?;
        Ok(Self { relay, from, patience: PATIENCE })
    }

    /// The same with another patience, for tests of relays that hang.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The relay.
    pub fn relay(&self) -> &Relay {
        &self.relay
    }

    /// Whose name letters bear.
    pub fn from(&self) -> String {
        self.from.to_string()
    }

    /// How long a letter may take at most.
    pub fn patience(&self) -> Duration {
        self.patience
    }

    /// Tries whether the relay answers.
    ///
    /// # Errors
    /// [`Unsent::Relay`].
    pub fn probe(&self) -> Result<Answer, Unsent> {
        let mine = self.clone();
        self.patiently(move || mine.relay.probe(mine.from.email.domain()))
    }

    /// Hands a letter over; it returns once the relay has taken it.
    ///
    /// # Errors
    /// [`Unsent`]; the relay may have taken the letter where it fell silent at the end.
    pub fn send(&self, letter: &Letter) -> Result<(), Unsent> {
        let message = letter.message(&self.from)?;
        let mine = self.clone();
        self.patiently(move || {
            let mut connection = mine.relay.connect(mine.from.email.domain())?;
            let handed = hand_over(&mut connection, &message);
            connection.abort();
            handed
        })
    }

    /// Waits for work no longer than patience lasts; work that hangs is left to end by itself.
    fn patiently<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Unsent> + Send + 'static,
    ) -> Result<T, Unsent> {
        let (give, take) = channel();
        std::thread::spawn(move || {
            // Whoever asked may have given up.
            let _ = give.send(work());
        });
        let hangs = || Unsent::Relay(format!("the relay hangs: no end within {} s", self.patience.as_secs_f64()));
        take.recv_timeout(self.patience).unwrap_or_else(|_| Err(hangs()))
    }
}

/// Each step by itself, since whom a refusal is for depends on the step.
fn hand_over(connection: &mut SmtpConnection, message: &Message) -> Result<(), Unsent> {
    let envelope = message.envelope();
    // Who may not send this way may not for anybody.
    connection.command(Mail::new(envelope.from().cloned(), Vec::new())).map_err(|error| down(&error))?;
    for to in envelope.to() {
        connection.command(Rcpt::new(to.clone(), Vec::new())).map_err(|error| refused(&error))?;
    }
    connection.command(Data).map_err(|error| refused(&error))?;
    connection.message(&message.formatted()).map_err(|error| refused(&error)).map(drop)
}

/// The relay answered and said no to this letter; or it answers nothing any more.
fn refused(error: &Error) -> Unsent {
    // 421: the relay closes the connection, whatever was asked (RFC 5321, 3.8).
    let closes = error.status().is_some_and(|code| code.to_string() == "421");
    if error.is_permanent() {
        Unsent::Letter { said: said(error), again: Again::Never }
    } else if error.is_transient() && !closes {
        Unsent::Letter { said: said(error), again: Again::Later }
    } else {
        down(error)
    }
}
