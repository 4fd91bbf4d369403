//! Joint projects: what was measured, and the chain before and after.

use axum::http::StatusCode;
use base::record::Kind;
use base::record::SlipReason;
use base::record::kinds::Cooperation;
use base::record::verb::show;
use cooperation::joint::{Measurement, note_measurement};
use measure::Quantity;

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::super::records::seen;
use super::super::said::{needed, slip, text};
use super::{told, writes};
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_effect(), effect);
    table.add(of_measurement(), measured);
}

fn of_effect() -> Documentation {
    let gives = Gives::Tagged(StatusCode::OK, "The chain before and after.", reference("JointEffect"));
    document(
        Method::Get,
        "/cooperations/{id}/effect",
        "show_joint_effect",
        "The chain before and after a joint project",
        gives,
    )
    .under("cooperation")
    .who(Who::PerRecord)
    .patient()
    .note("A patch that does not apply to the chain as it stands says why in `refused`.")
}

fn of_measurement() -> Documentation {
    writes(
        Kind::Cooperation,
        "/cooperations/{id}/measurements",
        "note_measurement",
        "Note what was measured of a target",
    )
    .takes_a("NewMeasurement")
    .refuses(["not-allowed", "day-to-come"])
}

fn effect(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let record = call.reading(|shelf| show(shelf, call.viewer(), id))?;
    if record.kind != Kind::Cooperation {
        return Err(base::Refusal::NotFound {}.into());
    }
    let body: Cooperation = record.content.body();
    let worked = body.patch.map(|patch| {
        let patch = chain::parse("patch.toml", patch.0.as_bytes())?;
        call.state.effect(&patch)
    });
    Ok(Answer::ok(told::effect(call.state.chain(), call.t, worked)).tagged(record.version))
}

fn measured(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, &call.body);
    let given = text(body, "value");
    let value = Quantity::parse(&given).map_err(|why| {
        let detail = why.to_string();
        slip("after", SlipReason::NotQuantity { given: given.clone(), detail_zh: detail.clone(), detail })
    })?;
    let target = body["target"].as_u64().and_then(|at| usize::try_from(at).ok()?.checked_sub(1));
    let target = target.ok_or(base::Refusal::NotFound {})?;
    let measurement = Measurement { target, value, day: needed(body, "day")?, note: text(body, "note") };
    call.writing(move |shelf, occasion| {
        let record = note_measurement(shelf, occasion, id, version, &measurement)?;
        seen::answer(&record, occasion, shelf)
    })
}
