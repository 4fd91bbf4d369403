//! The schemas of innovation, by name.

use base::notice::Topic;
use base::record::kinds::{BidStage, BlindMode, CallStage, ConflictGround, DayCount, Recommendation};
use base::record::{Choice, Kind};
use serde_json::{Value, json};

use super::super::super::schema::{
    about, day, flag, instant, line, list, nullable, object, one_of, reference, short_list, text, uuid, whole,
};
use super::calls::STEPS;
use super::problems::VIRTUES;

/// Every schema of innovation.
pub(in super::super::super) fn components() -> Vec<(&'static str, Value)> {
    [calls(), bids(), reviews(), problems(), threads()].into_iter().flatten().collect()
}

fn codes(choices: &[Choice]) -> Value {
    one_of(choices.iter().map(|choice| choice.code))
}

/// A text of several lines.
fn prose(most: usize) -> Value {
    json!({ "type": "string", "maxLength": most })
}

fn points() -> Value {
    json!({ "type": ["number", "null"] })
}

fn calls() -> Vec<(&'static str, Value)> {
    let stages = CallStage::CHOICES.iter().map(|choice| choice.code).filter(|code| *code != "announced");
    let standings = ["draft", "closed"].into_iter().chain(stages);
    let step = object([
        ("step", one_of(STEPS)),
        ("is", one_of(["done", "now", "ahead", "never"])),
        ("when", about(text(), "The day, or the moment; empty where it is not known.")),
    ]);
    let standing = object([
        ("call", uuid()),
        (
            "standing",
            about(one_of(standings), "By its stage and by the clock: `closed` is past the deadline and not opened."),
        ),
        ("takes_bids", flag()),
        ("leads", about(flag(), "Whether the caller leads it.")),
        ("now", about(instant(), "The server's clock.")),
        ("steps", list(reference("CallStep"))),
        ("charter", about(list(text()), "The fields that are frozen and can be amended.")),
    ]);
    let after = about(json!({}), "How the clause reads from now on, as the call's field has it.");
    let amendment =
        object([("clause", about(line(1, 100), "The name of the field.")), ("after", after), ("reason", prose(500))]);
    let proposal = object([
        ("winners", about(short_list(uuid(), 100), "The bids.")),
        ("content", about(prose(20_000), "What the notice says.")),
        ("begins?", about(day(), "Today where nothing is said.")),
        ("days?", about(whole(1, 365), "As many as the rule asks for where nothing is said.")),
        ("day_count?", codes(DayCount::CHOICES)),
        ("how_to_object?", prose(5000)),
    ]);
    vec![
        ("CallStep", step),
        ("CallStanding", standing),
        ("NewCallQuestion", object([("question", prose(20_000))])),
        ("CallAnswer", object([("answer", prose(20_000))])),
        ("NewCallAmendment", amendment),
        ("AwardProposal", proposal),
        ("CallContract", object([("signed", day())])),
        ("CallEnd", object([("ending", one_of(["no-award", "cancelled"])), ("reason", prose(500))])),
    ]
}

fn bids() -> Vec<(&'static str, Value)> {
    let due = about(
        json!({ "type": "string", "maxLength": 40, "examples": ["2026-05-20 17:00"] }),
        "By the clock of Asia/Shanghai.",
    );
    vec![
        ("BidIneligibility", object([("reason", about(prose(500), "Why; empty takes it in again."))])),
        ("NewBidReview", object([("person", uuid()), ("due?", due)])),
    ]
}

fn reviews() -> Vec<(&'static str, Value)> {
    let ranked = object([
        ("bid", uuid()),
        ("stage", codes(BidStage::CHOICES)),
        ("mean", about(points(), "Of a hundred; null before any review was handed in.")),
        ("lowest", points()),
        ("highest", points()),
        ("handed_in", whole(0, i64::MAX)),
        ("asked", whole(0, i64::MAX)),
        ("supports", whole(0, i64::MAX)),
    ]);
    let tie = object([("ground", nullable(codes(ConflictGround::CHOICES))), ("evidence", nullable(text()))]);
    let candidate = object([
        ("person", uuid()),
        (
            "conflicts",
            about(
                list(reference("ConflictOfInterest")),
                "Of today, with any bid of the call; none may be asked who has one.",
            ),
        ),
    ]);
    let minutes = object([
        ("chair", about(uuid(), "The person who chaired the panel.")),
        ("conclusion", prose(20_000)),
        ("proceedings?", prose(20_000)),
    ]);
    let criterion =
        object([("criterion", nullable(text())), ("weight_percent", nullable(text())), ("most", whole(1, 1000))]);
    let sheet = object([
        ("review", uuid()),
        ("call", uuid()),
        ("number", about(whole(1, i64::MAX), "Of the bid among those of the call.")),
        ("title", about(nullable(object([("zh", text()), ("en", text())])), "Null where it is not shown.")),
        ("blind", nullable(codes(BlindMode::CHOICES))),
        ("bid", about(json!({ "type": "object" }), "The fields of the bid, as far as they are shown.")),
        ("rubric", list(reference("RubricLine"))),
    ]);
    let row = object([("points", about(line(1, 20), "From 0 to the most of the line.")), ("remark?", prose(500))]);
    let scores = object([
        ("points", about(short_list(reference("RubricPoints"), 100), "One for each line of the rubric, in its order.")),
        ("recommendation", codes(Recommendation::CHOICES)),
        ("comment", about(prose(20_000), "Told to the bidders after the award.")),
        ("confidential?", about(prose(20_000), "For the panel only.")),
    ]);
    let answers = ["accept", "decline", "declare"];
    vec![
        ("RankedBid", ranked),
        ("BidRanking", object([("items", list(reference("RankedBid")))])),
        ("ConflictOfInterest", tie),
        ("ReviewCandidate", candidate),
        ("ReviewCandidates", object([("items", list(reference("ReviewCandidate")))])),
        ("PanelMinutes", minutes),
        ("RubricLine", criterion),
        ("ReviewSheet", sheet),
        (
            "ReviewAnswer",
            object([("answer", one_of(answers)), ("why?", about(prose(500), "Why it is declined, or which tie."))]),
        ),
        ("RubricPoints", row),
        ("ReviewScores", scores),
    ]
}

fn problems() -> Vec<(&'static str, Value)> {
    let ranked = object([
        ("problem", uuid()),
        ("worth", about(json!({ "type": ["number", "null"] }), "A year; null where the chain was not asked.")),
        ("currency", text()),
        ("endorsements", whole(0, i64::MAX)),
        ("needs", whole(0, i64::MAX)),
        ("weak_link", list(text())),
    ]);
    let group = object([("alike_hundredths", whole(0, 100)), ("needs", list(uuid()))]);
    let gathering = object([
        ("needs", short_list(uuid(), 500)),
        ("into?", about(uuid(), "The problem they go into; a new one where nothing is said.")),
        ("title?", about(prose(500), "Of a new problem.")),
        ("owner?", about(uuid(), "For which organisation a new one is written.")),
    ]);
    let endorsement = object([
        ("organisation", uuid()),
        ("commitment?", json!({ "type": "string", "maxLength": 100, "examples": ["50万元"] })),
        ("benefit?", prose(500)),
    ]);
    let fixes = [
        "fill",
        "longer",
        "no-indicator",
        "few-indicators",
        "no-target",
        "no-unit",
        "no-bound",
        "no-figure",
        "open-budget",
        "over",
        "vague",
    ];
    let fix =
        object([("fix", one_of(fixes)), ("about", about(text(), "The field, the indicator, the word or the day."))]);
    let part = object([
        ("asked", one_of(VIRTUES)),
        ("points", whole(0, 100)),
        ("most", whole(0, 100)),
        ("fixes", list(reference("NeedFix"))),
    ]);
    vec![
        ("RankedProblem", ranked),
        ("ProblemRanking", object([("items", list(reference("RankedProblem")))])),
        ("SimilarGroup", group),
        ("SimilarNeeds", object([("items", list(reference("SimilarGroup")))])),
        ("NeedGathering", gathering),
        ("NewEndorsement", endorsement),
        ("EndorsementReversal", object([("organisation", uuid())])),
        ("NeedFix", fix),
        ("HonestyPart", part),
        ("NeedHonesty", object([("score", whole(0, 100)), ("parts", list(reference("HonestyPart")))])),
    ]
}

fn threads() -> Vec<(&'static str, Value)> {
    let strand = object([
        ("id", uuid()),
        ("kind", one_of(Kind::ALL.iter().map(|kind| kind.code()))),
        ("title", object([("zh", text()), ("en", text())])),
        ("steps", about(whole(-1000, 1000), "Before (negative) or after the record that was asked for.")),
        ("from", about(list(uuid()), "What it arose from.")),
    ]);
    let notice = object([
        ("id", uuid()),
        ("at", instant()),
        ("topic", one_of(Topic::ALL.iter().map(|topic| topic.code()))),
        ("about", about(uuid(), "The record.")),
        ("fact", about(text(), "A number or a name that belongs to it.")),
        ("seen", flag()),
    ]);
    let until = about(instant(), "Up to which instant; now where nothing is said.");
    vec![
        ("Strand", strand),
        ("Thread", object([("items", list(reference("Strand")))])),
        ("Notice", notice),
        ("Notices", object([("items", list(reference("Notice")))])),
        ("NoticesSeen", object([("until?", until)])),
    ]
}
