//! Journeys in a real browser: a person reads, clicks and types; each page is checked on the way.
//!
//! Each journey runs on a desk and on a phone, in Chinese and in English, against the built program,
//! which [`demo`] starts and [`browser`] looks at. What a person can do is a method of [`Reader`].

mod browser;
mod demo;
mod failure;
mod process;
mod reader;

pub use failure::Failure;
pub use reader::{Reader, Said};

use browser::Browser;
use demo::Demo;

/// Where a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// 1280 pixels wide.
    Desk,
    /// 390 pixels wide, touched.
    Phone,
}

/// In which language a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// 中文
    Chinese,
    /// English
    English,
}

/// Where the base is kept that a person visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// In a file.
    Sqlite,
    /// On a PostgreSQL server that the journeys start for themselves.
    Postgres,
}

/// Walks a journey on both screens in both languages.
///
/// # Errors
/// The first step that could not be taken, with the picture of where it stopped.
pub async fn everywhere(name: &str, journey: impl AsyncFn(&Reader) -> Result<(), Failure>) -> Result<(), Failure> {
    let demo = Demo::start(Database::Sqlite).await?;
    for screen in [Screen::Desk, Screen::Phone] {
        for tongue in [Tongue::Chinese, Tongue::English] {
            walk(&demo, name, screen, tongue, &journey).await?;
        }
    }
    Ok(())
}

/// Walks a journey once, at a desk.
///
/// # Errors
/// As [`everywhere`].
pub async fn at_a_desk(
    name: &str,
    tongue: Tongue,
    journey: impl AsyncFn(&Reader) -> Result<(), Failure>,
) -> Result<(), Failure> {
    at_a_desk_on(Database::Sqlite, name, tongue, journey).await
}

/// Walks a journey once, at a desk, in a base that is kept in this database.
///
/// # Errors
/// As [`everywhere`].
pub async fn at_a_desk_on(
    database: Database,
    name: &str,
    tongue: Tongue,
    journey: impl AsyncFn(&Reader) -> Result<(), Failure>,
) -> Result<(), Failure> {
    walk(&Demo::start(database).await?, name, Screen::Desk, tongue, &journey).await
}

async fn walk(
    demo: &Demo,
    name: &str,
    screen: Screen,
    tongue: Tongue,
    journey: &impl AsyncFn(&Reader) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let browser = Browser::start(screen).await?;
    let reader = Reader::new(browser, demo.address(), name, screen, tongue);
    let walked = journey(&reader).await;
    let walked = match walked {
        Ok(()) => Ok(()),
        Err(failure) => Err(reader.stopped(failure).await),
    };
    reader.leaves().await;
    walked
}
