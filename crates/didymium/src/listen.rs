//! Accepting connections: so many at a time, none slower than it may be, all finished before the end.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;
use web::TrustedProxies;

/// Connections held at once; more wait to be accepted.
const MOST_CONNECTIONS: usize = 1024;
/// A visitor who has not sent the head of a request by then is let go.
const PATIENCE: Duration = Duration::from_secs(15);
/// Answers still being written when the end comes have this long.
const FAREWELL: Duration = Duration::from_secs(10);

/// Serves a router until `stopped` is ready.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    proxies: TrustedProxies,
    stopped: impl Future<Output = ()>,
) -> io::Result<()> {
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let farewell = GracefulShutdown::new();
    let proxies = Arc::new(proxies);
    // Without the look for HTTP/2, which waits for the first byte as long as it takes.
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    let builder = Arc::new(builder);
    let mut stopped = std::pin::pin!(stopped);
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { break };
        let accepted = tokio::select! {
            () = &mut stopped => break,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, from)) = accepted else {
            // Too many open files, or a visitor who left at once: others may still come.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        // Whoever guesses passwords is counted by where they come from.
        let proxies = Arc::clone(&proxies);
        let service = TowerToHyperService::new(router.clone().map_request(move |mut request: Request<_>| {
            let peer = proxies.caller(from.ip(), request.headers());
            request.extensions_mut().insert(peer);
            request
        }));
        let builder = Arc::clone(&builder);
        let watcher = farewell.watcher();
        tokio::spawn(async move {
            let connection = builder.serve_connection(TokioIo::new(stream), service);
            // A connection that breaks concerns nobody but the one who broke it.
            let _ = watcher.watch(connection.into_owned()).await;
            drop(place);
        });
    }
    // What is not finished by then is cut off.
    let _ = timeout(FAREWELL, farewell.shutdown()).await;
    Ok(())
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
        serve(listener, router, TrustedProxies::of(&["127.0.0.1".to_owned()]).unwrap(), asked).await.unwrap();
    }
}
