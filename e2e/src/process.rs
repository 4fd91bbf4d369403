//! A program that runs beside a journey and ends with it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::failure::Failure;

const PATIENCE: Duration = Duration::from_secs(60);

/// A running program; it is ended when dropped.
pub(crate) struct Running(Child);

impl Running {
    /// Starts a program and waits for the first line on its standard output from which `read` reads something.
    pub(crate) async fn start<T: Send + 'static>(
        mut command: Command,
        read: impl Fn(&str) -> Option<T> + Send + 'static,
    ) -> Result<(Self, T), Failure> {
        let program = command.get_program().to_string_lossy().into_owned();
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(|error| {
            let (program, reason) = (program.clone(), error.to_string());
            Failure::NotStarted { program, reason }
        })?;
        let output = child.stdout.take();
        let running = Self(child);
        let (tell, told) = oneshot::channel();
        // The thread reads to the end, so that the program never waits for a full pipe.
        std::thread::spawn(move || {
            let mut tell = Some(tell);
            let mut seen = String::new();
            for line in output.into_iter().flat_map(|output| BufReader::new(output).lines()).map_while(Result::ok) {
                if let Some(found) = read(&line)
                    && let Some(tell) = tell.take()
                {
                    let _ = tell.send(Ok(found));
                } else if tell.is_some() {
                    seen.push_str(&line);
                    seen.push('\n');
                }
            }
            if let Some(tell) = tell {
                let _ = tell.send(Err(format!("it ended after printing “{}”", seen.trim())));
            }
        });
        let reason = match timeout(PATIENCE, told).await {
            Ok(Ok(Ok(found))) => return Ok((running, found)),
            Ok(Ok(Err(reason))) => reason,
            Ok(Err(_)) => "its output could not be read".to_owned(),
            Err(_) => format!("it said nothing expected for {} s", PATIENCE.as_secs()),
        };
        Err(Failure::NotStarted { program, reason })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
