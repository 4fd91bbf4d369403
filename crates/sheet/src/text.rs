//! The encoding of a text file, and its characters one after the other.

use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8};

use crate::Refusal;
use crate::input::Stream;
use crate::kind::Looks;

/// So many characters beyond ASCII that are UTF-8 before the first that is not: then it is damaged UTF-8. A text in
/// GB18030 gets there by chance once in some billions.
const SURELY_UTF_8: usize = 8;

/// Bytes read at a time.
const CHUNK: usize = 64 << 10;

/// How a text is encoded, found by reading all of it.
#[derive(Clone, Copy)]
pub(crate) struct Text {
    encoding: &'static Encoding,
    /// Bytes of the byte order mark.
    mark: u64,
    /// Line ends, and one for the last line.
    pub lines: usize,
}

/// Where a text stops being what it was taken for.
struct Stop {
    line: usize,
    column: usize,
    byte: u64,
    beyond_ascii: usize,
}

impl Text {
    /// A byte order mark decides; else it is UTF-8 if all of it is, else GB18030 if all of it is.
    pub(crate) fn of(stream: &mut Stream) -> Result<Text, Refusal> {
        let mut start = Vec::new();
        stream.rewind()?;
        stream.by_ref().take(CHUNK as u64).read_to_end(&mut start)?;
        if let Some((encoding, mark)) = Encoding::for_bom(&start) {
            let text = Text { encoding, mark: mark as u64, lines: 0 };
            return text.check(stream)?.map_err(Stop::refusal);
        }
        if start.contains(&0) {
            return Err(Refusal::UnknownKind { looks: Looks::Binary });
        }
        let utf_8 = Text { encoding: UTF_8, mark: 0, lines: 0 };
        let stop = match utf_8.check(stream)? {
            Ok(text) => return Ok(text),
            Err(stop) => stop,
        };
        if stop.beyond_ascii >= SURELY_UTF_8 {
            return Err(stop.refusal());
        }
        let gb18030 = Text { encoding: GB18030, mark: 0, lines: 0 };
        gb18030.check(stream)?.map_err(Stop::refusal)
    }

    /// Reads all of the text, and counts its lines.
    fn check(self, stream: &mut Stream) -> Result<Result<Text, Stop>, Refusal> {
        let mut stop = Stop { line: 1, column: 1, byte: self.mark, beyond_ascii: 0 };
        let mut binary = false;
        let end = self.decode(stream, &mut |part| {
            for character in part.chars() {
                match character {
                    '\n' => (stop.line, stop.column) = (stop.line + 1, 1),
                    '\0' => binary = true,
                    _ => stop.column += 1,
                }
                stop.beyond_ascii += usize::from(!character.is_ascii());
            }
            if binary { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if binary {
            return Err(Refusal::UnknownKind { looks: Looks::Binary });
        }
        Ok(match end {
            None => Ok(Text { lines: stop.line, ..self }),
            Some(byte) => Err(Stop { byte, ..stop }),
        })
    }

    /// Hands over the text in parts; returns the offset of the first byte that is not of the encoding.
    pub(crate) fn decode(
        self,
        stream: &mut Stream,
        each: &mut dyn FnMut(&str) -> ControlFlow<()>,
    ) -> Result<Option<u64>, Refusal> {
        stream.seek(SeekFrom::Start(self.mark))?;
        let mut decoder = self.encoding.new_decoder_without_bom_handling();
        let mut bytes = vec![0; CHUNK];
        let mut text = String::with_capacity(4 * CHUNK);
        let mut before = self.mark;
        loop {
            let filled = stream.read(&mut bytes)?;
            let mut chunk = &bytes[..filled];
            loop {
                text.clear();
                let (result, read) = decoder.decode_to_string_without_replacement(chunk, &mut text, filled == 0);
                before += read as u64;
                chunk = &chunk[read..];
                if each(&text).is_break() {
                    return Ok(None);
                }
                match result {
                    DecoderResult::InputEmpty => break,
                    DecoderResult::OutputFull => {}
                    DecoderResult::Malformed(bad, after) => {
                        return Ok(Some(before.saturating_sub(u64::from(bad) + u64::from(after))));
                    }
                }
            }
            if filled == 0 {
                return Ok(None);
            }
        }
    }
}

impl Stop {
    fn refusal(self) -> Refusal {
        Refusal::Encoding { line: self.line, column: self.column, byte: self.byte }
    }
}
