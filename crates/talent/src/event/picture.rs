//! Codes as pictures: drawn for a badge, found again in a photograph of it.

use std::io::Cursor;

use base::Refusal;
use base::store::Fault;
use image::ImageReader;
use qrcode::{EcLevel, QrCode};

/// The largest side of a picture that is read, in pixels; a larger one is first made smaller.
const MOST_SIDE: u32 = 2000;
/// The largest side of a picture that is looked at at all: what claims more would fill the memory.
const MOST_CLAIMED: u32 = 12_000;

/// A code as the dark squares of a QR code, each by its column and row, and how many squares a side has, with the quiet
/// zone of four that scanners want (ISO/IEC 18004).
///
/// # Errors
/// The text is too long for any QR code.
pub fn drawn(text: &str) -> Result<(usize, Vec<(usize, usize)>), Fault> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M);
    let code = code.map_err(|error| Fault::Refused(error.to_string()))?;
    let width = code.width();
    let squares = code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == qrcode::Color::Dark);
    let squares = squares.map(|(at, _)| (at % width + QUIET, at / width + QUIET)).collect();
    Ok((width + 2 * QUIET, squares))
}

/// The text of the first QR code that a PNG or JPEG picture shows.
///
/// # Errors
/// The file is no such picture; nothing in it can be read as a code.
pub fn code_in(bytes: &[u8]) -> Result<String, Refusal> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Refusal::NotAPicture {})?;
    let mut limits = image::Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MOST_CLAIMED), Some(MOST_CLAIMED));
    reader.limits(limits);
    let picture = reader.decode().map_err(|_| Refusal::NotAPicture {})?;
    let is_large = picture.width() > MOST_SIDE || picture.height() > MOST_SIDE;
    let picture = if is_large { picture.thumbnail(MOST_SIDE, MOST_SIDE) } else { picture };
    let luma = picture.to_luma8();
    let (width, height) = (luma.width() as usize, luma.height() as usize);
    let light = |x: usize, y: usize| luma.as_raw()[y * width + x];
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, light);
    let read = prepared.detect_grids().into_iter().find_map(|grid| grid.decode().ok());
    read.map(|(_, text)| text).ok_or(Refusal::NoCodeInPicture {})
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, GrayImage, ImageFormat, Luma};

    use super::*;

    /// A code as a photograph might show it: some pixels a square, grey on off-white, on a larger ground.
    fn photograph(text: &str, format: ImageFormat) -> Vec<u8> {
        let (side, squares) = drawn(text).unwrap();
        let (scale, edge) = (7, 60);
        let length = u32::try_from(side * scale + 2 * edge).unwrap();
        let mut picture = GrayImage::from_pixel(length, length, Luma([225]));
        for (x, y) in squares {
            for (inner_x, inner_y) in (0..scale).flat_map(|x| (0..scale).map(move |y| (x, y))) {
                let at = |square: usize, inner: usize| u32::try_from(square * scale + inner + edge).unwrap();
                picture.put_pixel(at(x, inner_x), at(y, inner_y), Luma([45]));
            }
        }
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageLuma8(picture).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn what_was_drawn_is_read_again() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            assert_eq!(code_in(&photograph("7KQ-M2X-9RT", format)), Ok("7KQ-M2X-9RT".to_owned()), "{format:?}");
        }
    }

    #[test]
    fn what_shows_no_code_is_told_from_what_is_no_picture() {
        let mut blank = Cursor::new(Vec::new());
        GrayImage::from_pixel(200, 100, Luma([200])).write_to(&mut blank, ImageFormat::Png).unwrap();
        let whole = photograph("7KQ-M2X-9RT", ImageFormat::Png);
        let table = [
            ("an empty picture", blank.into_inner(), Refusal::NoCodeInPicture {}),
            ("nothing", Vec::new(), Refusal::NotAPicture {}),
            ("a text", "签到码 7KQ-M2X-9RT".as_bytes().to_vec(), Refusal::NotAPicture {}),
            ("half a picture", whole[..whole.len() / 2].to_vec(), Refusal::NotAPicture {}),
        ];
        for (case, bytes, wanted) in table {
            assert_eq!(code_in(&bytes), Err(wanted), "{case}");
        }
    }
}
