//! What the disk itself can do.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// Safe writes of 4 KiB a second: write, wait until it is safe, again.
///
/// # Errors
/// The file cannot be written.
pub fn safe_writes(folder: &Path) -> io::Result<f64> {
    let mut file = File::create(folder.join("safe"))?;
    let (begun, mut count) = (Instant::now(), 0_u32);
    while begun.elapsed() < Duration::from_secs(2) {
        file.write_all(&[0; 4096])?;
        file.sync_data()?;
        count += 1;
    }
    Ok(f64::from(count) / begun.elapsed().as_secs_f64())
}
