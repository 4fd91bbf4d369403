//! `didymium demo` and `didymium serve`: the pages over HTTP until somebody stops them.

use std::io::{IsTerminal, stdout};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use axum::middleware::from_fn;
use base::record::Places;
use base::store::Store;
use chain::{Pack, Text};
use measure::SystemClock;
use tokio::net::TcpListener;
use web::language::Messages;

use crate::arguments::{Place, Serve};
use crate::chain_commands::{names, shock};
use crate::configuration::Configuration;
use crate::demo::{self, Sample};
use crate::index::Index;
use crate::listen;
use crate::log;
use crate::output::{self, Sheet};
use crate::pack;
use crate::settling;
use crate::stop::Stop;

/// Works that may be under way at once: more than share a commit, so that others go on while that one hangs.
const MOST_WORKS: usize = 1024;
/// At the end, works that nobody waits for any more have this long.
const LAST_WORKS: Duration = Duration::from_secs(2);

/// Serves the demo base: the chain that ships, and sample records where the base holds nothing yet.
pub fn demo(place: &Place, serve: &Serve, t: Messages) -> Result<(), Stop> {
    let name = Text::new("稀土产业联合创新基地（演示）", "Rare-earth joint innovation base (demo)");
    // Without a folder of its own the demo lasts as long as the program runs.
    let failed = |error| Stop::unwritable(&std::env::temp_dir(), error);
    let temporary = if place.dir.is_none() { Some(tempfile::tempdir().map_err(failed)?) } else { None };
    let folder = temporary.as_ref().map(|folder| folder.path().to_owned());
    let place = Place { dir: place.dir.clone().or(folder), ..place.clone() };
    let configuration = Configuration::of(&place)?;
    begin_log(&configuration, serve);
    let pack = Pack::read(&pack::shipped())?;
    let store: Arc<dyn Store> = Arc::new(configuration.open()?);
    let samples = demo::fill(&store, &Places::of(&pack))?;
    let index = Index::open(&configuration, &store, t)?;
    // Who opens the demo looks for something at once.
    index.catch_up()?;
    run(&name, pack, (store, index), &configuration, serve, &samples, t)
}

/// Serves a base.
pub fn serve(place: &Place, pack: Option<&Path>, serve: &Serve, t: Messages) -> Result<(), Stop> {
    let configuration = Configuration::of(place)?;
    begin_log(&configuration, serve);
    let pack = pack.or(configuration.pack.as_deref()).unwrap_or(Path::new(pack::SHIPPED));
    let pack = pack::read(pack)?;
    let name = configuration.name.clone().map_or_else(|| pack.chain.name.clone(), |(zh, en)| Text::new(zh, en));
    let store: Arc<dyn Store> = Arc::new(configuration.open()?);
    if store.reading(|shelf| shelf.administrators())? == 0 {
        output::line(&t.get("cli-no-administrator"))?;
    }
    let index = Index::open(&configuration, &store, t)?;
    run(&name, pack, (store, index), &configuration, serve, &[], t)
}

fn begin_log(configuration: &Configuration, serve: &Serve) {
    log::begin(serve.log.as_deref().unwrap_or(&configuration.log));
}

fn run(
    name: &Text,
    pack: Pack,
    (store, index): (Arc<dyn Store>, Index),
    configuration: &Configuration,
    serve: &Serve,
    samples: &[Sample],
    t: Messages,
) -> Result<(), Stop> {
    let listen = serve.listen.clone().unwrap_or_else(|| configuration.listen.clone());
    let failed = |error| Stop::NoListener { address: listen.clone(), error };
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.enable_all().max_blocking_threads(MOST_WORKS).build().map_err(failed)?;
    let model = pack::model(pack.chain.clone(), 1)?;
    let (engine, waited_for) = (store.engine(), Arc::clone(&store));
    let mailing = crate::post::mailing(configuration, &serve.mail)?;
    let state = web::State::of(web::Setting {
        name: name.clone(),
        pack,
        model,
        threads: shock::threads(None),
        store,
        engine: index.engine(),
        clock: Arc::new(SystemClock),
        files: configuration.files_folder(),
        mailing,
    });
    let following = index.follow();
    let telling = crate::post::tell(&state);
    let settling = settling::settle(&waited_for);
    let served = runtime.block_on(async {
        let listener = TcpListener::bind(&listen).await.map_err(failed)?;
        let address = format!("http://{}/", listener.local_addr().map_err(failed)?);
        state.warm();
        accounts(samples, t)?;
        let said = t.say("cli-serving").with("name", names::text(t, name)).with("address", address.clone());
        output::line(&said.to_string())?;
        tracing::info!(address, engine, database = %configuration.database, "serving");
        if !serve.no_open && stdout().is_terminal() {
            open(&address);
        }
        let router = web::router(state.clone()).layer(from_fn(log::request));
        let proxies = configuration.trusted_proxies.clone();
        listen::serve(listener, router, proxies, stopped(t), || state.close()).await.map_err(failed)
    });
    // A database that hangs does not keep the program from ending.
    runtime.shutdown_timeout(LAST_WORKS);
    following.end(LAST_WORKS);
    settling.end(LAST_WORKS);
    if let Some(telling) = telling {
        telling.end(LAST_WORKS);
    }
    served
}

/// The sample accounts and their password.
fn accounts(samples: &[Sample], t: Messages) -> Result<(), Stop> {
    if samples.is_empty() {
        return Ok(());
    }
    let mut sheet = Sheet::new(&[t.get("cli-user-login"), t.get("cli-user-name"), t.get("cli-user-stands-for")]);
    for sample in samples {
        sheet.row(vec![sample.login.clone(), sample.name.clone(), sample.stands_for.clone()]);
    }
    sheet.print(&t.say("cli-demo-accounts").with("password", demo::PASSWORD).to_string())
}

/// Waits for Ctrl-C or a request to end.
async fn stopped(t: Messages) {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut ended) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
            return interrupted.await.unwrap_or(());
        };
        tokio::select! {
            _ = interrupted => {}
            _ = ended.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupted.await;
    // The terminal may be gone by now.
    let _ = output::line(&t.get("cli-stopping"));
}

/// Asks the system to show an address; where it cannot, the printed address is enough.
fn open(address: &str) {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(target_os = "windows") {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let quiet = Command::new(program).args(before).arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    drop(quiet);
}
