//! The OLE2 container around an XLS, and around any encrypted workbook.

use std::io::Read;

use crate::input::Stream;
use crate::kind::Looks;
use crate::{Limits, Refusal};

/// Takes the stream with the workbook out of its container.
pub(crate) fn workbook(stream: Stream, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let mut container = cfb::CompoundFile::open(stream).map_err(Refusal::damaged)?;
    let names: Vec<String> = container.read_root_storage().map(|entry| entry.name().to_lowercase()).collect();
    let has = |name: &str| names.iter().any(|found| found == name);
    if has("encryptedpackage") {
        return Err(Refusal::Password);
    }
    if !has("workbook") {
        let looks = match () {
            () if has("book") => Looks::OldXls,
            () if has("worddocument") => Looks::Document,
            () if has("powerpoint document") => Looks::Presentation,
            () => Looks::Ole2,
        };
        return Err(Refusal::UnknownKind { looks });
    }
    let mut bytes = Vec::new();
    let mut workbook = container.open_stream("/Workbook").map_err(Refusal::damaged)?.take(limits.file_bytes);
    workbook.read_to_end(&mut bytes).map_err(Refusal::damaged)?;
    Ok(bytes)
}
