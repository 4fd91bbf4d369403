//! `didymium demo` and `didymium serve`: the pages over HTTP until somebody stops them.

use std::io::{IsTerminal, stdout};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use chain::{Pack, Text};
use measure::SystemClock;
use tokio::net::TcpListener;
use web::language::Messages;

use crate::arguments::Serve;
use crate::chain_commands::{names, shock};
use crate::listen;
use crate::output;
use crate::pack;
use crate::stop::Stop;

/// Serves the demo base: the chain that ships.
pub fn demo(serve: &Serve, t: Messages) -> Result<(), Stop> {
    let name = Text::new("稀土产业联合创新基地（演示）", "Rare-earth joint innovation base (demo)");
    run(&name, Pack::read(&pack::shipped())?, serve, t)
}

/// Serves a base on a pack.
pub fn serve(path: &Path, serve: &Serve, t: Messages) -> Result<(), Stop> {
    let pack = pack::read(path)?;
    run(&pack.chain.name.clone(), pack, serve, t)
}

fn run(name: &Text, pack: Pack, serve: &Serve, t: Messages) -> Result<(), Stop> {
    let failed = |error| Stop::NoListener { address: serve.listen.clone(), error };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failed)?;
    runtime.block_on(async {
        let listener = TcpListener::bind(&serve.listen).await.map_err(failed)?;
        let address = format!("http://{}/", listener.local_addr().map_err(failed)?);
        let model = pack::model(pack.chain.clone(), 1)?;
        // The records last as long as the program runs.
        let folder = tempfile::tempdir().map_err(failed)?;
        let store = store::Sqlite::open(&folder.path().join("base.sqlite"));
        let state = web::State::of(web::Setting {
            name: name.clone(),
            pack,
            model,
            threads: shock::threads(None),
            store: Arc::new(store.map_err(|fault| failed(std::io::Error::other(fault)))?),
            clock: Arc::new(SystemClock),
            files: folder.path().to_owned(),
        });
        state.warm();
        let said = t.say("cli-serving").with("name", names::text(t, name)).with("address", address.clone());
        output::line(&said.to_string())?;
        if !serve.no_open && stdout().is_terminal() {
            open(&address);
        }
        listen::serve(listener, web::router(state), stopped(t)).await.map_err(failed)
    })
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
