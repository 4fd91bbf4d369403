//! Arrays as `NumPy` writes them: an archive of files, each a head that says its shape and then its numbers.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use ndarray::{Array1, Array2};
use zip::ZipArchive;

/// The largest an array may be.
const BYTES_MOST: u64 = 64 << 20;

/// The arrays of an archive, by name.
pub(super) struct Arrays(HashMap<String, Raw>);

/// An array as its file has it.
struct Raw {
    shape: Vec<usize>,
    kind: String,
    bytes: Vec<u8>,
}

impl Arrays {
    /// Reads an archive.
    pub fn read(archive: Vec<u8>) -> Result<Self, String> {
        let mut archive = ZipArchive::new(Cursor::new(archive)).map_err(|error| error.to_string())?;
        let mut arrays = HashMap::new();
        for place in 0..archive.len() {
            let member = archive.by_index(place).map_err(|error| error.to_string())?;
            let name = member.name().map_err(|error| error.to_string())?.trim_end_matches(".npy").to_owned();
            let mut bytes = Vec::new();
            member.take(BYTES_MOST).read_to_end(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
            let raw = Raw::read(&bytes).ok_or_else(|| format!("{name} is no array"))?;
            arrays.insert(name, raw);
        }
        Ok(Self(arrays))
    }

    /// A matrix of this shape.
    pub fn matrix(&self, name: &str, shape: (usize, usize)) -> Result<Array2<f32>, String> {
        let numbers = self.numbers(name, &[shape.0, shape.1])?;
        Array2::from_shape_vec(shape, numbers).map_err(|error| format!("{name}: {error}"))
    }

    /// A row of so many numbers.
    pub fn row(&self, name: &str, length: usize) -> Result<Array1<f32>, String> {
        Ok(Array1::from_vec(self.numbers(name, &[length])?))
    }

    /// A single number.
    pub fn number(&self, name: &str) -> Result<f32, String> {
        let raw = self.of(name, &[], "<f8")?;
        let eight = raw.bytes.as_slice().try_into().map_err(|_| format!("{name} is no number"))?;
        #[expect(clippy::cast_possible_truncation, reason = "the network is in single precision")]
        Ok(f64::from_le_bytes(eight) as f32)
    }

    /// A matrix of small whole numbers, taken out of the archive.
    pub fn taken(&mut self, name: &str, columns: usize) -> Result<Vec<u8>, String> {
        let raw = self.0.remove(name).ok_or_else(|| format!("{name} is missing"))?;
        if raw.kind != "|u1" || raw.shape.len() != 2 || raw.shape[1] != columns {
            return Err(format!("{name} has the shape {:?} of {}", raw.shape, raw.kind));
        }
        Ok(raw.bytes)
    }

    fn numbers(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, String> {
        let raw = self.of(name, shape, "<f4")?;
        let number = |four: &[u8]| four.try_into().map(f32::from_le_bytes).unwrap_or_default();
        Ok(raw.bytes.chunks_exact(4).map(number).collect())
    }

    fn of(&self, name: &str, shape: &[usize], kind: &str) -> Result<&Raw, String> {
        let raw = self.0.get(name).ok_or_else(|| format!("{name} is missing"))?;
        if raw.shape != shape || raw.kind != kind {
            let (found, of) = (&raw.shape, &raw.kind);
            return Err(format!("{name} has the shape {found:?} of {of}, not {shape:?} of {kind}"));
        }
        Ok(raw)
    }
}

impl Raw {
    /// Reads the format of `NumPy`, versions 1 to 3; `None` where it is another, or cut short.
    fn read(bytes: &[u8]) -> Option<Self> {
        let (head, begin) = match (bytes.get(..6)? == b"\x93NUMPY", bytes.get(6)?) {
            (true, 1) => (usize::from(u16::from_le_bytes(bytes.get(8..10)?.try_into().ok()?)), 10),
            (true, 2 | 3) => (u32::from_le_bytes(bytes.get(8..12)?.try_into().ok()?) as usize, 12),
            _ => return None,
        };
        let text = std::str::from_utf8(bytes.get(begin..begin + head)?).ok()?;
        let after = |mark: &str| text.split_once(mark).map(|(_, rest)| rest.trim_start());
        let kind = after("'descr':")?.trim_start_matches('\'').split('\'').next()?.to_owned();
        let shape = after("'shape':")?.trim_start_matches('(').split(')').next()?;
        let shape: Vec<usize> = shape
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        let each: usize = kind.get(2..)?.parse().ok()?;
        let bytes = bytes.get(begin + head..)?.to_vec();
        let fits = bytes.len() == shape.iter().try_fold(each, |size, count| size.checked_mul(*count))?;
        (after("'fortran_order':")?.starts_with("False") && fits).then_some(Self { shape, kind, bytes })
    }
}
