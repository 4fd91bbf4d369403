//! Accepting connections: so many at a time, none slower than it may be, all finished before the end.

use std::convert::Infallible;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::BoxError;
use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::Request;
use axum::response::Response;
use http_body_util::BodyExt;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};
use tower::{Service, ServiceExt, service_fn};
use web::TrustedProxies;

use crate::connections::{Connection, Connections};

/// Connections held at once, where as many files may be open.
const MOST_CONNECTIONS: usize = 1024;
/// Open files that are left to all else: the database, uploads, the log.
const OTHER_FILES: usize = 192;
/// A visitor who has not sent the head of a request by then is let go.
const PATIENCE: Duration = Duration::from_secs(15);
/// Answers still being written when the end comes have this long.
const FAREWELL: Duration = Duration::from_secs(10);
/// Then whoever still waits is told so within this.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Serves a router until `stopped` is ready; `close` ends the waiting of those who then wait too long.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    proxies: TrustedProxies,
    stopped: impl Future<Output = ()>,
    close: impl FnOnce(),
) -> io::Result<()> {
    let connections = Connections::new(MOST_CONNECTIONS.min(open_files().saturating_sub(OTHER_FILES)).max(16));
    let farewell = GracefulShutdown::new();
    let proxies = Arc::new(proxies);
    // Without the look for HTTP/2, which waits for the first byte as long as it takes.
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    let builder = Arc::new(builder);
    let mut stopped = std::pin::pin!(stopped);
    loop {
        let accepted = tokio::select! {
            () = &mut stopped => break,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, from)) = accepted else {
            // Too many open files, or a visitor who left at once: others may still come.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let held = tokio::select! {
            () = &mut stopped => break,
            held = connections.hold() => held,
        };
        let service = TowerToHyperService::new(answering(router.clone(), &held, &proxies, from.ip()));
        let builder = Arc::clone(&builder);
        let watcher = farewell.watcher();
        tokio::spawn(async move {
            let connection = builder.serve_connection(TokioIo::new(stream), service);
            tokio::select! {
                // A connection that breaks concerns nobody but the one who broke it.
                _ = watcher.watch(connection.into_owned()) => {}
                () = held.told_to_go() => {}
            }
        });
    }
    drop(listener);
    let mut finished = std::pin::pin!(farewell.shutdown());
    if timeout(FAREWELL, &mut finished).await.is_err() {
        close();
        // What is not finished by then is cut off.
        let _ = timeout(LAST_WORDS, finished).await;
    }
    Ok(())
}

/// The router for the requests of one connection.
fn answering<B>(
    router: Router,
    held: &Arc<Connection>,
    proxies: &Arc<TrustedProxies>,
    from: IpAddr,
) -> impl Service<Request<B>, Response = Response, Error = Infallible, Future: Send> + Clone + use<B>
where
    B: HttpBody<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    let (held, proxies) = (Arc::clone(held), Arc::clone(proxies));
    service_fn(move |mut request: Request<B>| {
        let (router, asked) = (router.clone(), held.begin());
        // Whoever guesses passwords is counted by where they come from.
        let peer = proxies.caller(from, request.headers());
        request.extensions_mut().insert(peer);
        async move {
            let Some(asked) = asked else { return std::future::pending().await };
            let response = router.oneshot(request.map(Body::new)).await?;
            // It lasts as long as the answer's body.
            let kept = move |_: &_| {
                let _ = &asked;
            };
            Ok(response.map(|body| Body::new(body.inspect_frame(kept))))
        }
    })
}

/// How many files this program may have open, which is made as many as the system lets it.
#[cfg(unix)]
fn open_files() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    // Where it cannot be raised, fewer connections are held.
    let raised = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }).is_ok();
    let most = if raised { limit.maximum } else { limit.current };
    most.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX))
}

/// How many files this program may have open.
#[cfg(not(unix))]
fn open_files() -> usize {
    usize::MAX
}

#[cfg(test)]
mod tests {
    use axum::Extension;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    use super::*;

    #[tokio::test]
    async fn a_request_carries_where_it_comes_from() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(async |Extension(peer): Extension<web::Peer>| peer.0.to_string()));
        let asked = async {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: base.test\r\nX-Forwarded-For: 1.2.3.4, 203.0.113.9\r\nConnection: close\r\n\r\n").await.unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await.unwrap();
            assert!(answer.ends_with("\r\n\r\n203.0.113.9"), "{answer}");
        };
        serve(listener, router, TrustedProxies::of(&["127.0.0.1".to_owned()]).unwrap(), asked, || ()).await.unwrap();
    }
}
