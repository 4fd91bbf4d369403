//! The network: pieces in, a vector out.

use std::path::Path;

use rten::{Model, NodeId, Value, ValueOrView};
use rten_tensor::Layout;

use super::settings::Pooling;
use crate::trouble::Trouble;

/// The output that is a vector of the whole text already, as models of sentences export it.
const SENTENCE: &str = "sentence_embedding";
/// Outputs with a row for each piece, by the names they are given; else the first one is taken.
const PIECES: [&str; 2] = ["last_hidden_state", "token_embeddings"];

/// A network.
pub(super) struct Network {
    model: Model,
    inputs: Vec<(NodeId, Input)>,
    output: NodeId,
    pooling: Pooling,
}

/// What an input is given.
#[derive(Clone, Copy)]
enum Input {
    Pieces,
    /// 1 for each piece: none is there to fill up with.
    Mask,
    Parts,
    Places,
}

impl Input {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "input_ids" => Self::Pieces,
            "attention_mask" => Self::Mask,
            "token_type_ids" => Self::Parts,
            "position_ids" => Self::Places,
            _ => return None,
        })
    }
}

impl Network {
    pub fn open(path: &Path, pooling: Pooling) -> Result<Self, Trouble> {
        let wrong = |why: String| Trouble::NotOnnx { path: path.to_owned(), why };
        let model = Model::load_file(path).map_err(|error| wrong(error.to_string()))?;
        let name = |id: &NodeId| model.node_info(*id).and_then(|node| node.name()).unwrap_or_default().to_owned();
        let input = |id: &NodeId| {
            let known = Input::of(&name(id)).ok_or_else(|| wrong(format!("it asks for “{}”", name(id))))?;
            Ok((*id, known))
        };
        let inputs = model.input_ids().iter().map(input).collect::<Result<Vec<_>, _>>()?;
        if !inputs.iter().any(|(_, input)| matches!(input, Input::Pieces)) {
            return Err(wrong("it does not ask for “input_ids”".to_owned()));
        }
        let outputs = model.output_ids();
        let named = |wanted: &str| outputs.iter().find(|id| name(id) == wanted);
        let output = std::iter::once(SENTENCE).chain(PIECES).find_map(named).or(outputs.first()).copied();
        let output = output.ok_or_else(|| wrong("it gives nothing".to_owned()))?;
        Ok(Self { model, inputs, output, pooling })
    }

    /// The vector of a text of these pieces, not yet of length 1; says what is wrong with what the network gives.
    pub fn vector(&self, pieces: &[u32], parts: &[u32]) -> Result<Vec<f32>, String> {
        let count = pieces.len();
        if count == 0 {
            return Err("the tokenizer gives no pieces".to_owned());
        }
        let mut inputs: Vec<(NodeId, ValueOrView)> = Vec::new();
        for (id, input) in &self.inputs {
            let numbers = match input {
                Input::Pieces => whole(pieces)?,
                Input::Mask => vec![1; count],
                Input::Parts => whole(parts)?,
                Input::Places => (0..).take(count).collect(),
            };
            let value = Value::from_shape([1, count], numbers).map_err(|error| error.to_string())?;
            inputs.push((*id, value.into()));
        }
        let [given] = self.model.run_n(inputs, [self.output], None).map_err(|error| error.to_string())?;
        self.pooled(given, count)
    }

    /// `v = mean over pieces h`, or the first of them.
    fn pooled(&self, given: Value, count: usize) -> Result<Vec<f32>, String> {
        let wrong = format!("an output of the shape {:?} for {count} pieces of one text", given.shape());
        if given.ndim() == 2 {
            let ([texts, _], vector) = given.into_shape_vec::<f32, 2>().map_err(|error| error.to_string())?;
            return if texts == 1 { Ok(vector) } else { Err(wrong) };
        }
        let ([texts, rows, wide], numbers) = given.into_shape_vec::<f32, 3>().map_err(|error| error.to_string())?;
        if (texts, rows) != (1, count) || wide == 0 {
            return Err(wrong);
        }
        match self.pooling {
            Pooling::First => Ok(numbers[..wide].to_vec()),
            Pooling::Mean => {
                let mut mean = vec![0.0; wide];
                for row in numbers.chunks_exact(wide) {
                    mean.iter_mut().zip(row).for_each(|(sum, part)| *sum += part / count as f32);
                }
                Ok(mean)
            }
        }
    }
}

fn whole(numbers: &[u32]) -> Result<Vec<i32>, String> {
    let each = |number: &u32| i32::try_from(*number).map_err(|_| format!("a piece of the number {number}"));
    numbers.iter().map(each).collect()
}
