//! An endpoint that makes vectors of texts, as that of `OpenAI` does: `POST …/embeddings` with `model` and `input`.

use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use ureq::Agent;

use crate::trouble::Trouble;
use crate::{Card, Encoder, unit};

/// Texts that are sent at once.
const AT_ONCE: usize = 64;
/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often a request is sent again after the endpoint was too busy.
const AGAIN: u32 = 3;
/// How long is rested before the first of these; each time twice as long.
const REST: Duration = Duration::from_millis(250);
/// Characters of a refusal that are told.
const TOLD: usize = 200;
/// The largest answer that is read.
const BYTES_MOST: u64 = 64 << 20;

/// An endpoint.
pub struct Endpoint {
    agent: Agent,
    address: String,
    key: Option<String>,
    card: Card,
}

impl Endpoint {
    /// Reaches an endpoint that is named `https://host/v1#model`, and asks it how long its vectors are.
    ///
    /// # Errors
    /// [`Trouble`]: the name is wrong, or the endpoint does not answer as it should.
    pub fn open(named: &str, key: Option<String>) -> Result<Self, Trouble> {
        let wrong = || Trouble::Address { address: named.to_owned() };
        let (base, model) = named.split_once('#').filter(|(_, model)| !model.is_empty()).ok_or_else(wrong)?;
        if !base.starts_with("https://") && !base.starts_with("http://") {
            return Err(wrong());
        }
        let config = Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false);
        let digest = crate::hexadecimal(&Sha256::digest(named.as_bytes()));
        let mut endpoint = Self {
            agent: config.build().into(),
            address: format!("{}/embeddings", base.trim_end_matches('/')),
            key,
            card: Card { model: model.to_owned(), digest, dimension: 0 },
        };
        endpoint.card.dimension = endpoint.asked(&["didymium 镨钕"])?.first().map_or(0, Vec::len);
        if endpoint.card.dimension == 0 {
            return Err(endpoint.not_an_answer("an empty vector"));
        }
        Ok(endpoint)
    }

    fn asked(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, Trouble> {
        let body = json!({ "model": self.card.model, "input": texts, "encoding_format": "float" });
        let mut rest = REST;
        for tried in 0.. {
            let (status, said) = self.sent(&body)?;
            match status {
                200..300 => return self.read(&said, texts.len()),
                429 | 500..600 if tried < AGAIN => {
                    sleep(rest);
                    rest *= 2;
                }
                _ => {
                    let said = said.chars().filter(|letter| !letter.is_control()).take(TOLD).collect();
                    return Err(Trouble::Refuses { address: self.address.clone(), status, said });
                }
            }
        }
        Err(self.silent("too often too busy"))
    }

    fn sent(&self, body: &Value) -> Result<(u16, String), Trouble> {
        let mut request = self.agent.post(&self.address).header("Content-Type", "application/json");
        if let Some(key) = &self.key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        let answer = request.send(body.to_string());
        let mut answer = answer.map_err(|error| self.silent(&error.to_string()))?;
        let said = answer.body_mut().with_config().limit(BYTES_MOST).read_to_string();
        Ok((answer.status().as_u16(), said.map_err(|error| self.silent(&error.to_string()))?))
    }

    fn read(&self, said: &str, texts: usize) -> Result<Vec<Vec<f32>>, Trouble> {
        let answer: Value = serde_json::from_str(said).map_err(|error| self.not_an_answer(&error.to_string()))?;
        let rows = answer["data"].as_array().ok_or_else(|| self.not_an_answer("no list “data”"))?;
        if rows.len() != texts {
            return Err(self.not_an_answer(&format!("{} vectors for {texts} texts", rows.len())));
        }
        let mut vectors: Vec<Option<Vec<f32>>> = vec![None; texts];
        for (at, row) in rows.iter().enumerate() {
            let at = row["index"].as_u64().and_then(|index| usize::try_from(index).ok()).unwrap_or(at);
            let numbers = row["embedding"].as_array().ok_or_else(|| self.not_an_answer("no “embedding”"))?;
            #[expect(clippy::cast_possible_truncation, reason = "vectors are in single precision")]
            let vector: Vec<f32> = numbers.iter().filter_map(Value::as_f64).map(|number| number as f32).collect();
            let expected = self.card.dimension;
            if vector.len() != numbers.len() || vector.iter().any(|part| !part.is_finite()) {
                return Err(self.not_an_answer("an “embedding” with something else than numbers"));
            }
            if expected != 0 && vector.len() != expected {
                let (address, found) = (self.address.clone(), vector.len());
                return Err(Trouble::Dimension { address, expected, found });
            }
            let place = vectors.get_mut(at).ok_or_else(|| self.not_an_answer("an “index” beyond the texts"))?;
            *place = Some(unit(vector));
        }
        let vectors: Option<Vec<Vec<f32>>> = vectors.into_iter().collect();
        vectors.ok_or_else(|| self.not_an_answer("an “index” twice"))
    }

    fn silent(&self, why: &str) -> Trouble {
        Trouble::Silent { address: self.address.clone(), why: why.to_owned() }
    }

    fn not_an_answer(&self, why: &str) -> Trouble {
        Trouble::NotAnAnswer { address: self.address.clone(), why: why.to_owned() }
    }
}

impl Encoder for Endpoint {
    fn card(&self) -> &Card {
        &self.card
    }

    fn encode(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, Trouble> {
        let mut vectors = Vec::with_capacity(texts.len());
        for some in texts.chunks(AT_ONCE) {
            vectors.extend(self.asked(some)?);
        }
        Ok(vectors)
    }
}
