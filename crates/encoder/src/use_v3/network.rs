//! The network: vectors of pieces, convolutions over their neighbours, then layers over their sum.
//!
//! ```text
//! x     = norm(e · P + p)                              e the vector of a piece; a third of x for each width
//! h     = x + relu(window(x) · W₁ + b₁),   c = h + relu(window(h) · W₂ + b₂)
//! s     = (Σ over pieces  norm([e, c₂, c₃, c₅])) · C + n·c,   divided by √n for n pieces
//! y₀    = relu(s · D₀),   y₁ = relu(s · P₁ + y₀ · D₁),   y₂ = relu(y₁ · D₂)
//! v     = tanh(y₁ · P₃ + y₂ · D₃),   brought to length 1
//! ```

use std::ops::Range;

use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut2, Axis, Slice, concatenate};

use super::array::Arrays;

/// How many numbers a vector has.
pub(super) const DIMENSION: usize = 512;
/// How wide each convolution is, and how many neighbours it has before.
const WIDTHS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
/// How many numbers a convolution gives.
const WIDE: usize = 256;
/// How many numbers a piece has before the last layers.
const FEATURES: usize = DIMENSION + WIDTHS.len() * WIDE;
/// Blocks that the vectors of pieces come in, each with a scale of its own.
const BLOCKS: usize = 17;
/// Width of the layers over the sum.
const NARROW: usize = 320;

/// The weights.
pub(super) struct Network {
    /// Vectors of pieces as small whole numbers: `value · scale + least`, by the block of the piece.
    blocks: Vec<Vec<u8>>,
    scale: Array1<f32>,
    least: Array1<f32>,
    begin: (Array2<f32>, Array1<f32>),
    begin_norm: Norm,
    widths: Vec<Width>,
    norm: Norm,
    sum: (Array2<f32>, Array1<f32>),
    layers: Layers,
}

/// A convolution.
struct Width {
    pieces: usize,
    before: usize,
    steps: [(Array2<f32>, Array1<f32>); 2],
}

/// A normalisation of rows to mean 0 and variance 1, then stretched and moved.
struct Norm {
    stretch: Array1<f32>,
    moved: Array1<f32>,
    least: f32,
}

struct Layers {
    d0: Array2<f32>,
    d1: Array2<f32>,
    d2: Array2<f32>,
    d3: Array2<f32>,
    p1: Array2<f32>,
    p3: Array2<f32>,
}

impl Network {
    /// Reads the weights; says what is wrong with them.
    pub fn read(archive: Vec<u8>) -> Result<Self, String> {
        let mut arrays = Arrays::read(archive)?;
        let blocks = (1..=BLOCKS).map(|block| arrays.taken(&format!("q{block}"), DIMENSION));
        let blocks = blocks.collect::<Result<Vec<_>, _>>()?;
        let least = arrays.number("eps")?;
        let norm = |stretch: &str, moved: &str, length| -> Result<Norm, String> {
            Ok(Norm { stretch: arrays.row(stretch, length)?, moved: arrays.row(moved, length)?, least })
        };
        let mut widths = Vec::new();
        for (pieces, before) in WIDTHS {
            let step = |at: usize| -> Result<_, String> {
                let matrix = arrays.matrix(&format!("w{at}_{pieces}"), (pieces * WIDE, WIDE))?;
                Ok((matrix, arrays.row(&format!("b{at}_{pieces}"), WIDE)?))
            };
            widths.push(Width { pieces, before, steps: [step(1)?, step(2)?] });
        }
        let matrices = WIDTHS.map(|(pieces, _)| arrays.matrix(&format!("proj{pieces}"), (DIMENSION, WIDE)));
        let matrices = matrices.into_iter().collect::<Result<Vec<_>, _>>()?;
        let side_by_side: Vec<ArrayView2<f32>> = matrices.iter().map(|matrix| matrix.view()).collect();
        let begin = concatenate(Axis(1), &side_by_side).map_err(|error| error.to_string())?;
        // The three are normalised together.
        let together = |name: &str| -> Result<Array1<f32>, String> {
            let rows = WIDTHS.map(|(pieces, _)| arrays.row(&format!("{name}{pieces}"), WIDE));
            let rows = rows.into_iter().collect::<Result<Vec<_>, _>>()?;
            Ok(rows.iter().flatten().copied().collect())
        };
        Ok(Self {
            begin: (begin, together("proj_b")?),
            begin_norm: Norm { stretch: together("ln_g")?, moved: together("ln_b")?, least },
            scale: arrays.row("scale", BLOCKS)?,
            least: arrays.row("lo", BLOCKS)?,
            norm: norm("ln_g", "ln_b", FEATURES)?,
            sum: (arrays.matrix("cnn_W", (FEATURES, DIMENSION))?, arrays.row("cnn_b", DIMENSION)?),
            layers: Layers {
                d0: arrays.matrix("d0", (DIMENSION, NARROW))?,
                d1: arrays.matrix("d1", (NARROW, NARROW))?,
                d2: arrays.matrix("d2", (NARROW, DIMENSION))?,
                d3: arrays.matrix("d3", (DIMENSION, DIMENSION))?,
                p1: arrays.matrix("p1", (DIMENSION, NARROW))?,
                p3: arrays.matrix("p3", (NARROW, DIMENSION))?,
            },
            widths,
            blocks,
        })
    }

    /// How many pieces have a vector.
    pub fn pieces(&self) -> usize {
        self.blocks.iter().map(|block| block.len() / DIMENSION).min().unwrap_or_default() * BLOCKS
    }

    /// A vector of length 1 for each text.
    pub fn vectors(&self, texts: &[Vec<usize>]) -> Vec<Vec<f32>> {
        let pieces: usize = texts.iter().map(Vec::len).sum();
        let mut features = Array2::zeros((pieces, FEATURES));
        for (mut row, piece) in features.rows_mut().into_iter().zip(texts.iter().flatten()) {
            self.spread(*piece, row.iter_mut().take(DIMENSION));
        }
        let bounds: Vec<(usize, usize)> = texts
            .iter()
            .scan(0, |end, text| {
                let start = *end;
                *end += text.len();
                Some((start, *end))
            })
            .collect();
        let mut x = columns(&features, 0..DIMENSION).dot(&self.begin.0) + &self.begin.1;
        self.begin_norm.apply(&mut x);
        for (at, width) in self.widths.iter().enumerate() {
            let found = width.over(columns(&x, at * WIDE..(at + 1) * WIDE).to_owned(), &bounds);
            let from = DIMENSION + at * WIDE;
            columns_mut(&mut features, from..from + WIDE).assign(&found);
        }
        self.norm.apply(&mut features);
        let mut sums = Array2::zeros((texts.len(), FEATURES));
        for (mut sum, (start, end)) in sums.rows_mut().into_iter().zip(&bounds) {
            sum.assign(&features.slice_axis(Axis(0), Slice::from(*start..*end)).sum_axis(Axis(0)));
        }
        let mut means = sums.dot(&self.sum.0);
        for (mut mean, (start, end)) in means.rows_mut().into_iter().zip(&bounds) {
            let count = (end - start) as f32;
            mean.scaled_add(count, &self.sum.1);
            mean /= count.sqrt();
        }
        let vectors = self.layers.over(&means);
        vectors.rows().into_iter().map(|row| crate::unit(row.to_vec())).collect()
    }

    /// The vector of a piece.
    fn spread<'a>(&self, piece: usize, into: impl Iterator<Item = &'a mut f32>) {
        let (block, row) = (piece % BLOCKS, piece / BLOCKS);
        let small = self.blocks[block].get(row * DIMENSION..(row + 1) * DIMENSION).unwrap_or_default();
        for (number, small) in into.zip(small) {
            *number = f32::from(*small) * self.scale[block] + self.least[block];
        }
    }
}

impl Width {
    fn over(&self, mut x: Array2<f32>, bounds: &[(usize, usize)]) -> Array2<f32> {
        for (matrix, moved) in &self.steps {
            let mut next = self.windows(&x, bounds).dot(matrix) + moved;
            relu(&mut next);
            x += &next;
        }
        x
    }

    /// Each piece with its neighbours in the same text; beyond its ends there is nothing.
    fn windows(&self, x: &Array2<f32>, bounds: &[(usize, usize)]) -> Array2<f32> {
        let mut windows = Array2::zeros((x.nrows(), self.pieces * WIDE));
        for (start, end) in bounds {
            for row in *start..*end {
                for place in 0..self.pieces {
                    let Some(from) =
                        (row + place).checked_sub(self.before).filter(|from| (*start..*end).contains(from))
                    else {
                        continue;
                    };
                    let into = windows.row_mut(row).into_iter().skip(place * WIDE);
                    into.zip(x.row(from)).for_each(|(into, part)| *into = *part);
                }
            }
        }
        windows
    }
}

impl Norm {
    fn apply(&self, rows: &mut Array2<f32>) {
        for mut row in rows.rows_mut() {
            let count = row.len() as f32;
            let mean = row.sum() / count;
            row -= mean;
            let variance = row.iter().map(|part| part * part).sum::<f32>() / count;
            row /= (variance + self.least).sqrt();
            row *= &self.stretch;
            row += &self.moved;
        }
    }
}

impl Layers {
    fn over(&self, means: &Array2<f32>) -> Array2<f32> {
        let mut y0 = means.dot(&self.d0);
        relu(&mut y0);
        let mut y1 = means.dot(&self.p1) + y0.dot(&self.d1);
        relu(&mut y1);
        let mut y2 = y1.dot(&self.d2);
        relu(&mut y2);
        let mut vectors = y1.dot(&self.p3) + y2.dot(&self.d3);
        vectors.mapv_inplace(f32::tanh);
        vectors
    }
}

fn columns(rows: &Array2<f32>, range: Range<usize>) -> ArrayView2<'_, f32> {
    rows.slice_axis(Axis(1), Slice::from(range))
}

fn columns_mut(rows: &mut Array2<f32>, range: Range<usize>) -> ArrayViewMut2<'_, f32> {
    rows.slice_axis_mut(Axis(1), Slice::from(range))
}

fn relu(rows: &mut Array2<f32>) {
    rows.mapv_inplace(|part| part.max(0.0));
}
