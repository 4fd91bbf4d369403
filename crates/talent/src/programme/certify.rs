//! The certificate: given where the sum fits, with a code that anybody can check.

use base::identifier::CertificateCode;
use base::people::Reach;
use base::record::kinds::{Enrolment, EnrolmentStage, Person, Presence, Programme};
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Kind, Record, RecordId, said};
use base::store::{Fault, Filter, Query, Shelf};
use base::{Refusal, Trouble};

use super::{Place, led_place, place_at, told};

/// What somebody reached, against what the programme wants.
///
/// ```text
/// attendance = Σ hours of sessions where present or late  ÷  Σ hours of all courses
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    /// Credits reached.
    pub credits: f64,
    /// Credits wanted; nothing where the programme wants none.
    pub needed: Option<f64>,
    /// Hours there.
    pub hours: f64,
    /// Hours of all courses; where the courses do not say, of the sessions that were noted.
    pub all: f64,
    /// The attendance wanted, in per cent; nothing where the programme wants none.
    pub least: Option<f64>,
}

impl Sum {
    /// The attendance, in per cent; nothing where no hours are known.
    pub fn attendance(&self) -> Option<f64> {
        (self.all > 0.0).then(|| 100.0 * self.hours / self.all)
    }

    /// Whether it is enough for the certificate.
    pub fn is_enough(&self) -> bool {
        let credits = self.needed.is_none_or(|needed| self.credits + 1e-9 >= needed);
        let came = self.least.is_none_or(|least| self.attendance().is_some_and(|came| came + 1e-9 >= least));
        credits && came
    }
}

/// What somebody reached.
pub fn sum(programme: &Programme, enrolment: &Enrolment) -> Sum {
    let number = |of: &Option<base::record::Decimal>| of.as_ref().and_then(|number| number.0.parse::<f64>().ok());
    let there = |presence: Option<Presence>| matches!(presence, Some(Presence::Present | Presence::Late));
    let sessions = || enrolment.attendance.iter().filter_map(|row| Some((row.presence, number(&row.hours)?)));
    let courses: f64 = programme.courses.iter().filter_map(|course| number(&course.hours)).sum();
    let noted: f64 = sessions().map(|(_, hours)| hours).sum();
    Sum {
        credits: enrolment.results.iter().filter_map(|row| number(&row.credits)).sum::<f64>() + 0.0,
        needed: number(&programme.credits_needed),
        hours: sessions().filter(|(presence, _)| there(*presence)).map(|(_, hours)| hours).sum::<f64>() + 0.0,
        all: if courses > 0.0 { courses } else { noted + 0.0 },
        least: number(&programme.attendance_percent),
    }
}

/// Gives somebody the certificate; what the programme teaches, they can from now on.
///
/// # Errors
/// The viewer does not lead the programme; the person does not attend; the sum is not enough.
pub fn certify(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let place = led_place(shelf, occasion, id)?;
    if place.enrolment.stage != Some(EnrolmentStage::Attending) {
        return Err(place_at(&place.enrolment).into());
    }
    let reached = sum(&place.cohort.programme, &place.enrolment);
    if !reached.is_enough() {
        let told = |number: Option<f64>| number.map_or_else(|| "—".to_owned(), |number| format!("{number:.1}"));
        return Err(Refusal::NotEnough {
            credits: told(Some(reached.credits)),
            needed: told(reached.needed),
            attendance: told(reached.attendance()),
            least: told(reached.least),
        }
        .into());
    }
    let mut enrolment = place.enrolment.clone();
    let code = CertificateCode::fresh().map_err(|error| Fault::Refused(error.to_string()))?;
    enrolment.stage = Some(EnrolmentStage::Certified);
    enrolment.certificate_code = Some(code);
    enrolment.certified = Some(Day(occasion.now.date().to_string()));
    let record = rewrite(shelf, occasion, &place.record, version, &enrolment, "enrolment.certify")?;
    learn(shelf, occasion, &place)?;
    told(shelf, occasion, &record, &enrolment)?;
    Ok(record)
}

/// Adds what a programme teaches to what the pool says that somebody can do.
fn learn(shelf: &mut dyn Shelf, occasion: &Occasion, place: &Place) -> Result<(), Trouble> {
    let record = place.enrolment.person.map(|id| shelf.record(id)).transpose()?.flatten();
    let Some(record) = record else { return Ok(()) };
    let mut person: Person = record.content.body();
    let knows = person.skills.len();
    for skill in &place.cohort.programme.skills {
        if !person.skills.contains(skill) {
            person.skills.push(skill.clone());
        }
    }
    if person.skills.len() > knows {
        rewrite(shelf, occasion, &record, None, &person, "person.learn")?;
    }
    Ok(())
}

/// Lets somebody leave without a certificate, with a reason.
///
/// # Errors
/// The viewer does not lead the programme; the person does not attend; no reason is given.
pub fn decline(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    reason: &str,
) -> Result<Record, Trouble> {
    let place = led_place(shelf, occasion, id)?;
    if place.enrolment.stage != Some(EnrolmentStage::Attending) {
        return Err(place_at(&place.enrolment).into());
    }
    let reason = said::reason(reason)?;
    let mut enrolment = place.enrolment.clone();
    enrolment.stage = Some(EnrolmentStage::NotCertified);
    enrolment.decision_reason = Some(reason);
    let record = rewrite(shelf, occasion, &place.record, version, &enrolment, "enrolment.decline")?;
    told(shelf, occasion, &record, &enrolment)?;
    Ok(record)
}

/// What a certificate says to whoever shows its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Whose it is.
    pub person: [String; 2],
    /// For what.
    pub programme: [String; 2],
    /// Which cohort.
    pub cohort: String,
    /// What the programme calls it.
    pub title: String,
    /// Who gave it.
    pub organisation: [String; 2],
    /// When.
    pub day: String,
    /// Its code.
    pub code: String,
}

/// The certificate of a code, whoever asks: nothing for a code that was not given out here, whatever is wrong with it.
///
/// # Errors
/// The store's.
pub fn certificate(shelf: &mut dyn Shelf, code: &str) -> Result<Option<Certificate>, Fault> {
    let Some(code) = CertificateCode::ours(code) else { return Ok(None) };
    let filter = Filter::published(Kind::Enrolment).marked("certificate_code", &code);
    let query = Query::first(Reach::Everything, filter, 1);
    let Some(record) = shelf.find(&query)?.records.into_iter().next() else { return Ok(None) };
    let enrolment: Enrolment = record.content.body();
    if enrolment.stage != Some(EnrolmentStage::Certified) {
        return Ok(None);
    }
    let of = |shelf: &mut dyn Shelf, id: Option<RecordId>| id.map(|id| shelf.record(id)).transpose();
    let (person, programme) = (of(shelf, enrolment.person)?.flatten(), of(shelf, enrolment.programme)?.flatten());
    let owner = programme.as_ref().and_then(|programme| programme.content.owner());
    let organisation = of(shelf, owner)?.flatten();
    let names = |record: &Option<Record>| {
        let title = |chinese: bool| record.as_ref().map_or("", |record| record.content.title(chinese)).to_owned();
        [title(true), title(false)]
    };
    let body: Programme = programme.as_ref().map(|programme| programme.content.body()).unwrap_or_default();
    Ok(Some(Certificate {
        person: names(&person),
        programme: names(&programme),
        cohort: body.cohort.map_or_else(String::new, |cohort| cohort.0),
        title: body.certificate.map_or_else(String::new, |title| title.0),
        organisation: names(&organisation),
        day: enrolment.certified.map_or_else(String::new, |day| day.0),
        code: code.as_str().to_owned(),
    }))
}
