//! A letter to one person, in plain text and in HTML.

use std::time::SystemTime;

use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};

use crate::trouble::{Again, Unsent};

/// A letter to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The address of the person; one, and nothing but it.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// What it says, as plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// What it is recognised by, without angle brackets: a second copy has the same (RFC 5322, 3.6.4).
    pub id: String,
    /// The address at which it can be cancelled without signing in, by one request `POST` (RFC 8058).
    pub stop: String,
    /// When it was written.
    pub at: SystemTime,
}

impl Letter {
    /// The letter as it goes over the line.
    pub(crate) fn message(&self, from: &Mailbox) -> Result<Message, Unsent> {
        let to: lettre::Address = self.to.parse().map_err(|_| Unsent::Address)?;
        let body = MultiPart::alternative_plain_html(self.text.clone(), self.html.clone());
        let built = Message::builder()
            .from(from.clone())
            .to(Mailbox::new(None, to))
            .subject(line(&self.subject))
            .message_id(Some(format!("<{}>", line(&self.id))))
            .date(self.at)
            .multipart(body);
        let mut message = built.map_err(|why| Unsent::Letter { said: why.to_string(), again: Again::Never })?;
        let headers = [
            ("List-Unsubscribe", format!("<{}>", line(&self.stop))),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
            // Programs that answer by themselves leave it alone (RFC 3834).
            ("Auto-Submitted", "auto-generated".to_owned()),
        ];
        for (name, value) in headers {
            message.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
        }
        Ok(message)
    }
}

/// A header is one line, whatever it was made of.
fn line(text: &str) -> String {
    text.chars().filter(|one| !one.is_control()).collect()
}
