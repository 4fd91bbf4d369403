//! What a person does with a page, as sentences.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::Locator;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::browser::Browser;
use crate::failure::Failure;
use crate::{Screen, Tongue};

const PATIENCE: Duration = Duration::from_secs(20);
/// The password of every sample account, as the demo prints it.
const PASSWORD: &str = "demo-镨钕-2026";
const ACCESSIBILITY: &str = include_str!("accessibility.js");

/// A text in both languages, or one that is the same in both.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a>(&'a str, &'a str);

impl<'a> From<(&'a str, &'a str)> for Said<'a> {
    fn from((chinese, english): (&'a str, &'a str)) -> Self {
        Self(chinese, english)
    }
}

impl<'a> From<&'a str> for Said<'a> {
    fn from(same: &'a str) -> Self {
        Self(same, same)
    }
}

/// A person at a browser. Every page arrived at is checked for accessibility and for complaints.
pub struct Reader {
    browser: Browser,
    address: String,
    journey: String,
    screen: Screen,
    tongue: Tongue,
    pictures: Cell<usize>,
}

impl Reader {
    pub(crate) fn new(browser: Browser, address: &str, journey: &str, screen: Screen, tongue: Tongue) -> Self {
        let (address, journey) = (address.to_owned(), journey.to_owned());
        Self { browser, address, journey, screen, tongue, pictures: Cell::new(0) }
    }

    /// The screen in front of the person.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// Of a text in both languages, the one this person reads.
    pub fn reads<'a>(&self, said: impl Into<Said<'a>>) -> &'a str {
        let Said(chinese, english) = said.into();
        match self.tongue {
            Tongue::Chinese => chinese,
            Tongue::English => english,
        }
    }

    /// Types an address of the base, in this person's language.
    ///
    /// # Errors
    /// When the page that comes is not accessible or complains.
    pub async fn opens(&self, path: &str) -> Result<(), Failure> {
        self.goes(path).await?;
        self.arrives(&format!("opens {path}")).await
    }

    /// Signs in as a sample account of the demo.
    ///
    /// # Errors
    /// When the account is not let in.
    pub async fn signs_in(&self, login: &str) -> Result<(), Failure> {
        self.opens("/sign-in").await?;
        self.writes("login", login).await?;
        self.writes("password", PASSWORD).await?;
        self.presses(("登录", "Sign in")).await
    }

    /// Signs out, by the menu behind the person's name.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn signs_out(&self) -> Result<(), Failure> {
        self.unfolds("details.own").await?;
        self.presses(("退出登录", "Sign out")).await?;
        self.sees(("已退出登录。", "You are signed out.")).await
    }

    /// Types an address where a refusal is what the base should answer.
    ///
    /// # Errors
    /// When the page that comes is not accessible.
    pub async fn opens_in_vain(&self, path: &str) -> Result<(), Failure> {
        let step = format!("opens {path}");
        self.goes(path).await?;
        self.is_refused(&step).await?;
        self.looks_around(&step).await
    }

    /// Follows the first link with this text.
    ///
    /// # Errors
    /// When there is none, or the page that comes is not accessible or complains.
    pub async fn follows<'a>(&self, link: impl Into<Said<'a>>) -> Result<(), Failure> {
        let text = self.reads(link);
        let step = format!("follows “{text}”");
        let path = format!("//a[normalize-space()={}]", literal(text));
        self.leaves_by(&step, Locator::XPath(&path)).await?;
        self.arrives(&step).await
    }

    /// Follows the first link that a CSS selector finds.
    ///
    /// # Errors
    /// As [`Self::follows`].
    pub async fn follows_first(&self, selector: &str) -> Result<(), Failure> {
        let step = format!("follows the first {selector}");
        self.leaves_by(&step, Locator::Css(selector)).await?;
        self.arrives(&step).await
    }

    /// Presses the button with this text.
    ///
    /// # Errors
    /// As [`Self::follows`].
    pub async fn presses<'a>(&self, button: impl Into<Said<'a>>) -> Result<(), Failure> {
        let text = self.reads(button);
        let step = format!("presses “{text}”");
        let path = format!("//button[normalize-space()={}]", literal(text));
        self.leaves_by(&step, Locator::XPath(&path)).await?;
        self.arrives(&step).await
    }

    /// Presses the button with this text, where the answer says what is wrong.
    ///
    /// # Errors
    /// When there is none, or the page that comes is not accessible.
    pub async fn presses_in_vain<'a>(&self, button: impl Into<Said<'a>>) -> Result<(), Failure> {
        let text = self.reads(button);
        let step = format!("presses “{text}” in vain");
        let path = format!("//button[normalize-space()={}]", literal(text));
        self.leaves_by(&step, Locator::XPath(&path)).await?;
        self.is_refused(&step).await?;
        self.looks_around(&step).await
    }

    /// Presses the first button that a CSS selector finds, where the answer says what is wrong.
    ///
    /// # Errors
    /// As [`Self::presses_in_vain`].
    pub async fn presses_first_in_vain(&self, selector: &str) -> Result<(), Failure> {
        let step = format!("presses {selector} in vain");
        self.leaves_by(&step, Locator::Css(selector)).await?;
        self.is_refused(&step).await?;
        self.looks_around(&step).await
    }

    /// Chooses a file of the repository for a field.
    ///
    /// # Errors
    /// When there is no such field or file.
    pub async fn attaches(&self, name: &str, path: &str) -> Result<(), Failure> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path).canonicalize()?;
        let selector = format!("input[type=\"file\"][name=\"{name}\"]");
        let field = self.find(&format!("attaches {path}"), Locator::Css(&selector)).await?;
        Ok(field.send_keys(&file.to_string_lossy()).await?)
    }

    /// Downloads the file behind the first link that a CSS selector finds, as this person.
    ///
    /// # Errors
    /// When there is no such link, or the base does not hand the file out.
    pub async fn downloads(&self, selector: &str) -> Result<Vec<u8>, Failure> {
        let step = format!("downloads {selector}");
        self.find(&step, Locator::Css(selector)).await?;
        let script = "const [selector, done] = arguments; fetch(document.querySelector(selector).href).then(async (answer) => \
            done(answer.ok ? Array.from(new Uint8Array(await answer.arrayBuffer())) : `${answer.status}`), (error) => done(`${error}`));";
        let answer = self.browser.client.execute_async(script, vec![json!(selector)]).await?;
        serde_json::from_value(answer.clone()).map_err(|_| Failure::Step { step, reason: answer.to_string() })
    }

    /// Ticks the box, or chooses the circle, whose value is given.
    ///
    /// # Errors
    /// When there is none.
    pub async fn ticks(&self, name: &str, value: &str) -> Result<(), Failure> {
        let selector = format!("input[name=\"{name}\"][value=\"{value}\"]");
        self.clicks(&format!("ticks {name}={value}"), Locator::Css(&selector)).await
    }

    /// Ticks the box at a place of the page.
    ///
    /// # Errors
    /// When there is none.
    pub async fn ticks_at(&self, selector: &str) -> Result<(), Failure> {
        self.clicks(&format!("ticks {selector}"), Locator::Css(selector)).await
    }

    /// Chooses an entry of a list by its value.
    ///
    /// # Errors
    /// When there is no such list or entry.
    pub async fn chooses(&self, name: &str, value: &str) -> Result<(), Failure> {
        let selector = format!("select[name=\"{name}\"]");
        let list = self.find(&format!("chooses {name}={value}"), Locator::Css(&selector)).await?;
        Ok(list.select_by_value(value).await?)
    }

    /// Searches by the box in the header: writes, and strikes Enter.
    ///
    /// # Errors
    /// When there is no such box, or the page that comes is not accessible.
    pub async fn searches(&self, words: &str) -> Result<(), Failure> {
        let step = format!("searches {words}");
        let field = self.find(&step, Locator::Css("header [name=\"q\"]")).await?;
        field.send_keys(words).await?;
        self.marks().await?;
        field.send_keys("\u{e007}").await?;
        self.is_elsewhere(&step).await?;
        self.arrives(&step).await
    }

    /// Writes into a field of the page's main part, in place of what it held.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn writes(&self, name: &str, text: &str) -> Result<(), Failure> {
        let selector = format!("main [name=\"{name}\"]");
        let field = self.find(&format!("writes {name}={text}"), Locator::Css(&selector)).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Writes into the field that a CSS selector finds, or chooses there, where it is a list.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn fills(&self, selector: &str, text: &str) -> Result<(), Failure> {
        let field = self.find(&format!("fills {selector} with {text}"), Locator::Css(selector)).await?;
        if field.tag_name().await? == "select" {
            return Ok(field.select_by_value(text).await?);
        }
        if matches!(field.attr("type").await?.as_deref(), Some("date" | "datetime-local")) {
            // How a day is typed depends on the browser's own language.
            let script = "document.querySelector(arguments[0]).value = arguments[1];";
            self.browser.client.execute(script, vec![json!(selector), json!(text)]).await?;
            return Ok(());
        }
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Moves a slider to a value.
    ///
    /// # Errors
    /// When there is no such slider.
    pub async fn slides(&self, name: &str, value: &str) -> Result<(), Failure> {
        let selector = format!("input[type=range][name=\"{name}\"]");
        self.find(&format!("slides {name} to {value}"), Locator::Css(&selector)).await?;
        let script = "const s = document.querySelector(arguments[0]); s.value = arguments[1]; \
            s.dispatchEvent(new Event('input', { bubbles: true }));";
        self.browser.client.execute(script, vec![json!(selector), json!(value)]).await?;
        Ok(())
    }

    /// Moves the first slider of the page to a value.
    ///
    /// # Errors
    /// When there is none.
    pub async fn slides_first(&self, value: &str) -> Result<(), Failure> {
        let slider = self.find("finds a slider", Locator::Css("input[type=range]")).await?;
        let name = slider.attr("name").await?.unwrap_or_default();
        self.slides(&name, value).await
    }

    /// Opens the first thing that opens under a CSS selector, such as a number's “why”.
    ///
    /// # Errors
    /// When there is none.
    pub async fn unfolds(&self, selector: &str) -> Result<(), Failure> {
        let summary = format!("{selector} > summary");
        self.clicks(&format!("unfolds {selector}"), Locator::Css(&summary)).await
    }

    /// Presses a key on the keyboard.
    ///
    /// # Errors
    /// When nothing has the focus.
    pub async fn strikes(&self, key: char) -> Result<(), Failure> {
        Ok(self.browser.client.active_element().await?.send_keys(&key.to_string()).await?)
    }

    /// Sees a text, if need be after a while.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn sees<'a>(&self, said: impl Into<Said<'a>>) -> Result<(), Failure> {
        let text = self.reads(said);
        let end = Instant::now() + PATIENCE;
        loop {
            let page = self.text("body").await?;
            if page.contains(text) {
                return Ok(());
            }
            if Instant::now() > end {
                return Err(Failure::Step {
                    step: format!("sees “{text}”"), reason: format!("the page says\n{page}")
                });
            }
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// Does not see a text.
    ///
    /// # Errors
    /// When it is there.
    pub async fn misses<'a>(&self, said: impl Into<Said<'a>>) -> Result<(), Failure> {
        let text = self.reads(said);
        if self.text("body").await?.contains(text) {
            return Err(Failure::Step { step: format!("misses “{text}”"), reason: "it is there".to_owned() });
        }
        Ok(())
    }

    /// The text of the first thing a CSS selector finds, as it is shown.
    ///
    /// # Errors
    /// When there is none.
    pub async fn text(&self, selector: &str) -> Result<String, Failure> {
        // Found and read in one step: the page may replace the thing between two.
        let script = "const found = document.querySelector(arguments[0]); return found ? found.innerText : null;";
        let end = Instant::now() + PATIENCE;
        loop {
            let read = self.browser.client.execute(script, vec![json!(selector)]).await?;
            if let Some(text) = read.as_str() {
                return Ok(text.to_owned());
            }
            if Instant::now() > end {
                return Err(Failure::Step { step: format!("reads {selector}"), reason: "it is not there".to_owned() });
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// How many things a CSS selector finds.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn counts(&self, selector: &str) -> Result<usize, Failure> {
        Ok(self.browser.client.find_all(Locator::Css(selector)).await?.len())
    }

    /// The path and query of the page.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn place(&self) -> Result<String, Failure> {
        let url = self.browser.client.current_url().await?;
        Ok(url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path())))
    }

    /// Agrees that something holds, or stops.
    ///
    /// # Errors
    /// When it does not hold.
    pub fn expects(&self, sentence: &str, holds: bool) -> Result<(), Failure> {
        if holds {
            Ok(())
        } else {
            Err(Failure::Step { step: sentence.to_owned(), reason: "that is not so".to_owned() })
        }
    }

    /// Keeps a picture of the whole page in `target/e2e/`.
    ///
    /// # Errors
    /// When the picture cannot be taken or kept.
    pub async fn keeps(&self, name: &str) -> Result<(), Failure> {
        self.pictures.set(self.pictures.get() + 1);
        self.browser.picture(&self.picture(&format!("{}-{name}", self.pictures.get()))).await
    }

    pub(crate) async fn stopped(&self, failure: Failure) -> Failure {
        let path = self.picture("stopped");
        let seen = self
            .browser
            .picture(&path)
            .await
            .map_or_else(|_| String::new(), |()| format!("\n    picture: {}", path.display()));
        let place = self.place().await.unwrap_or_default();
        let step = format!("{} ({:?}, {:?}) at {place}", self.journey, self.screen, self.tongue);
        Failure::Step { step, reason: format!("{failure}{seen}") }
    }

    pub(crate) async fn leaves(self) {
        self.browser.close().await;
    }

    async fn goes(&self, path: &str) -> Result<(), Failure> {
        let (page, part) =
            path.split_once('#').map_or((path, String::new()), |(page, part)| (page, format!("#{part}")));
        let joint = if page.contains('?') { '&' } else { '?' };
        let language = self.reads(("zh", "en"));
        Ok(self.browser.client.goto(&format!("{}{page}{joint}lang={language}{part}", self.address)).await?)
    }

    async fn arrives(&self, step: &str) -> Result<(), Failure> {
        let complaints = self.browser.complaints().await?;
        if !complaints.is_empty() {
            return Err(Failure::Step { step: step.to_owned(), reason: complaints.join("\n") });
        }
        self.looks_around(step).await
    }

    /// The browser notes the status of an answer that refuses, and may do so some time after the page came.
    async fn is_refused(&self, step: &str) -> Result<(), Failure> {
        let begun = Instant::now();
        while self.browser.complaints().await?.is_empty() {
            if begun.elapsed() > PATIENCE {
                return Err(Failure::Step { step: step.to_owned(), reason: "nothing was refused".to_owned() });
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    async fn looks_around(&self, step: &str) -> Result<(), Failure> {
        let found = self.browser.client.execute(ACCESSIBILITY, Vec::new()).await?;
        let found: Vec<&str> = found.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if found.is_empty() {
            return Ok(());
        }
        Err(Failure::Step {
            step: step.to_owned(),
            reason: format!("the page is not accessible:\n  {}", found.join("\n  ")),
        })
    }

    /// Clicks on what leads to another page, and waits until that page is there whole.
    async fn leaves_by(&self, step: &str, locator: Locator<'_>) -> Result<(), Failure> {
        self.marks().await?;
        self.clicks(step, locator).await?;
        self.is_elsewhere(step).await
    }

    /// Marks the page, so that another is known from it even where the address is the same.
    async fn marks(&self) -> Result<(), Failure> {
        Ok(self.browser.client.execute("window.seenBefore = true;", Vec::new()).await.map(drop)?)
    }

    async fn is_elsewhere(&self, step: &str) -> Result<(), Failure> {
        let end = Instant::now() + PATIENCE;
        let there = "return !window.seenBefore && document.readyState === 'complete';";
        // Between two pages there is none to ask: that is no failure.
        while !matches!(self.browser.client.execute(there, Vec::new()).await, Ok(Value::Bool(true))) {
            if Instant::now() > end {
                return Err(Failure::Step { step: step.to_owned(), reason: "no other page came".to_owned() });
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Clicks on what is found; where the page was replaced meanwhile, on what stands there now.
    async fn clicks(&self, step: &str, locator: Locator<'_>) -> Result<(), Failure> {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.find(step, locator).await?.click().await {
                Err(error) if error.is_stale_element_reference() && Instant::now() < end => {
                    sleep(Duration::from_millis(50)).await;
                }
                clicked => return Ok(clicked?),
            }
        }
    }

    /// The first element on view that is found; what a menu hides at this width is passed over.
    async fn find(&self, step: &str, locator: Locator<'_>) -> Result<Element, Failure> {
        let end = Instant::now() + PATIENCE;
        loop {
            let found = self.browser.client.wait().at_most(PATIENCE).for_element(locator).await;
            let first = found.map_err(|error| Failure::Step { step: step.to_owned(), reason: error.to_string() })?;
            match self.on_view(locator).await {
                Ok(shown) => return Ok(shown.unwrap_or(first)),
                Err(error) if error.is_stale_element_reference() && Instant::now() < end => {
                    sleep(Duration::from_millis(50)).await;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    async fn on_view(&self, locator: Locator<'_>) -> Result<Option<Element>, CmdError> {
        for element in self.browser.client.find_all(locator).await? {
            if element.is_displayed().await? {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    fn picture(&self, name: &str) -> PathBuf {
        let screen = match self.screen {
            Screen::Desk => "desk",
            Screen::Phone => "phone",
        };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/e2e");
        folder.join(format!("{}-{screen}-{}-{name}.png", self.journey, self.reads(("zh", "en"))))
    }
}

/// A text as a path expression writes it, whatever quotes it holds.
fn literal(text: &str) -> String {
    let parts: Vec<String> = text.split('\'').map(|part| format!("'{part}'")).collect();
    if parts.len() == 1 { parts.concat() } else { format!("concat({})", parts.join(", \"'\", ")) }
}
