//! Makes vectors of the lines it is given: `cargo run --release -p didymium-encoder --example vectors use-v3:PATH`.
//!
//! Each vector goes to a line of its own; how long a text took is said at the end.

use std::error::Error;
use std::io::{Write, read_to_string, stderr, stdin, stdout};
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let named = std::env::args().nth(1).ok_or("name an encoder: use-v3:PATH, onnx:FOLDER or http:URL#MODEL")?;
    let encoder = encoder::open(&named)?;
    let text = read_to_string(stdin())?;
    let lines: Vec<&str> = text.split('\n').filter(|line| !line.is_empty()).collect();
    let begun = Instant::now();
    let vectors = encoder.encode(&lines)?;
    let each = begun.elapsed().as_secs_f64() * 1e3 / lines.len().max(1) as f64;
    for vector in vectors {
        let numbers: Vec<String> = vector.iter().map(ToString::to_string).collect();
        writeln!(stdout(), "{}", numbers.join(" "))?;
    }
    writeln!(stderr(), "{}: {each:.2} ms a text", encoder.card())?;
    Ok(())
}
