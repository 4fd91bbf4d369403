//! Chromium behind its driver, fresh for each journey.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::Screen;
use crate::failure::Failure;
use crate::process::Running;

const MEND: &str = "On Debian: `apt-get install chromium chromium-driver fonts-noto-cjk`; \
    or run `cargo xtask test`, which installs what is missing.";

const SWITCHES: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--no-first-run",
    "--no-default-browser-check",
];

/// A browser and its driver.
pub(crate) struct Browser {
    /// What gives it orders.
    pub client: Client,
    screen: Screen,
    profile: PathBuf,
    _driver: Running,
}

impl Browser {
    /// Starts a driver on a free port and a browser with a profile of its own.
    pub(crate) async fn start(screen: Screen) -> Result<Self, Failure> {
        let chromium = find("chromium")?;
        let mut command = Command::new(find("chromedriver")?);
        command.arg("--port=0");
        let (driver, port) = Running::start(command, port).await?;
        let profile = env::temp_dir().join(format!("didymium-e2e-{}-{port}", std::process::id()));
        let mut switches: Vec<String> = SWITCHES.map(str::to_owned).into();
        switches.push(format!("--user-data-dir={}", profile.display()));
        let wishes = json!({
            "browserName": "chrome",
            "goog:chromeOptions": { "binary": chromium, "args": switches },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let wishes: Capabilities = wishes.as_object().cloned().unwrap_or_default();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wishes)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await?;
        let browser = Self { client, screen, profile, _driver: driver };
        browser.size(None).await?;
        Ok(browser)
    }

    /// Saves a picture of the whole page.
    pub(crate) async fn picture(&self, path: &std::path::Path) -> Result<(), Failure> {
        let height = self.client.execute("return document.documentElement.scrollHeight", Vec::new()).await?;
        self.size(height.as_u64()).await?;
        let picture = self.client.screenshot().await?;
        self.size(None).await?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(path, picture)?)
    }

    /// What the page complained of since last asked, as the console shows it.
    pub(crate) async fn complaints(&self) -> Result<Vec<String>, Failure> {
        let log = self.client.issue_cmd(Order { path: "se/log", body: json!({ "type": "browser" }) }).await?;
        let severe = log.as_array().into_iter().flatten().filter(|entry| entry["level"] == "SEVERE");
        Ok(severe.filter_map(|entry| Some(entry["message"].as_str()?.to_owned())).collect())
    }

    /// Closes the browser and takes its profile away.
    pub(crate) async fn close(self) {
        let _ = self.client.close().await;
        let _ = fs::remove_dir_all(self.profile);
    }

    /// Gives the page its screen; `height` where more than the screen's own is wanted.
    async fn size(&self, height: Option<u64>) -> Result<(), Failure> {
        let (width, usual, phone) = match self.screen {
            Screen::Desk => (1280, 800, false),
            Screen::Phone => (390, 844, true),
        };
        let height = height.unwrap_or(usual).clamp(usual, 8000);
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        let body = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": metrics });
        self.client.issue_cmd(Order { path: "goog/cdp/execute", body }).await?;
        Ok(())
    }
}

/// An order that only Chromium's driver knows.
#[derive(Debug)]
struct Order {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Order {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

fn find(program: &'static str) -> Result<PathBuf, Failure> {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).map(|folder| folder.join(program)).find(|candidate| candidate.is_file());
    found.ok_or(Failure::Absent { program, mend: MEND })
}

/// Reads the line in which the driver names its port
fn port(line: &str) -> Option<u16> {
    line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
}
