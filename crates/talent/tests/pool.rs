//! What files of people and works bring, what of them is broken, and what becomes of them in the pool.
#![allow(clippy::unwrap_used, reason = "tests")]

mod house;

use base::Trouble;
use base::people::Viewer;
use base::record::kinds::{AffiliationRole, Person};
use base::record::{Kind, RecordId};
use house::{House, both, on};
use talent::pool::{Brought, Flaw, Into, Source, Taken, matched, read, take};

const ORCID: &str = r#"{
  "orcid-identifier": {"uri": "https://orcid.org/0000-0002-1825-0097", "path": "0000-0002-1825-0097", "host": "orcid.org"},
  "person": {
    "name": {"given-names": {"value": "Xiaoming"}, "family-name": {"value": "Li"}, "credit-name": null},
    "other-names": {"other-name": [{"content": "X. Li"}, {"content": "李小明"}]},
    "keywords": {"keyword": [{"content": "rare earth magnets"}]}
  },
  "activities-summary": {
    "employments": {"affiliation-group": [{"summaries": [{"employment-summary": {
      "role-title": "Engineer", "organization": {"name": "示例研究院"},
      "start-date": {"year": {"value": "2012"}, "month": {"value": "09"}, "day": null}, "end-date": null}}]}]},
    "educations": {"affiliation-group": [{"summaries": [{"education-summary": {
      "role-title": "PhD", "organization": {"name": "Sample University"},
      "start-date": {"year": {"value": "2008"}}, "end-date": {"year": {"value": "2012"}, "month": {"value": "02"}}}}]}]},
    "works": {"group": [
      {"work-summary": [{"title": {"title": {"value": "Grain boundary diffusion in Nd-Fe-B"}},
        "journal-title": {"value": "Sample Journal"}, "publication-date": {"year": {"value": "2019"}},
        "external-ids": {"external-id": [{"external-id-type": "doi", "external-id-value": "10.1000/abc.1"}]}}]},
      {"work-summary": [{"title": {"title": {"value": ""}}, "publication-date": null, "external-ids": null}]}
    ]}
  }
}"#;

const BIBTEX: &str = r#"
@string{jre = "Journal of Rare Earths"}
@article{one, title = {Solvent extraction of {Nd} and {P}r}, author = {Li, Xiaoming and M{\"u}ller, J.}, journal = jre, year = 2020, doi = {10.1000/abc.2}}
@article{broken, title = {Never closed, year = 2021
@inproceedings{two, title = "钕铁硼磁体晶界扩散", author = "李小明 and 王芳", booktitle = {示例会议}, year = {2021}}
@article{untitled, author = {Nobody}, year = 2018}
@comment{not a work}
"#;

const RIS: &str = "TY  - JOUR\nTI  - 镝用量的降低\nAU  - 李小明\nPY  - 2022/03/01\nJO  - 示例学报\nDO  - 10.1000/abc.3\nER  - \n\
    TY  - JOUR\nAU  - Nobody\nPY  - 2020\nER  - \nTY  - CONF\nTI  - Cut off\nTY  - CONF\nT1  - After it\nY1  - 2017\nER  -\n";

fn titles(brought: &Brought) -> Vec<String> {
    let of_people = brought.people.iter().flat_map(|person| &person.works);
    let works = of_people.chain(&brought.works);
    works.map(|work| work.title.as_ref().unwrap().0.clone()).collect()
}

/// Name, file, what it is taken for, people in it, the titles of their works, and how many records are broken.
type Form<'a> = (&'a str, &'a [u8], Source, usize, &'a [&'a str], usize);

#[test]
fn every_form_is_read_and_a_broken_record_fails_alone() {
    let authors = r#"{"meta": {"count": 3}, "results": [
      {"id": "https://openalex.org/A1", "display_name": "李小明", "orcid": "https://orcid.org/0000-0002-1825-0097",
       "works_count": 3, "affiliations": [{"institution": {"display_name": "示例研究院"}, "years": [2021, 2015]}],
       "topics": [{"display_name": "Rare-earth magnets"}]},
      {"id": "https://openalex.org/A2", "display_name": "Bad Digit", "orcid": "https://orcid.org/0000-0002-1825-0098", "works_count": 1},
      {"id": "https://openalex.org/A3", "display_name": "Ольга Петрова", "orcid": null, "works_count": 9}]}"#;
    let works = r#"[{"title": "Ionic clay leaching", "publication_year": 2018, "doi": "https://doi.org/10.1000/abc.4",
       "primary_location": {"source": {"display_name": "Sample Journal"}},
       "authorships": [{"author": {"id": "A1", "display_name": "李小明", "orcid": null}, "institutions": [{"display_name": "示例研究院"}]},
                       {"author": {"id": "A4", "display_name": "王芳", "orcid": null}, "institutions": []}]},
      {"title": null, "display_name": null, "authorships": []}]"#;
    let table = "id,display_name,publication_year,doi,authorships.author.display_name,authorships.author.orcid\n\
       W1,Magnet recycling,2021,10.1000/abc.5,李小明|王芳,https://orcid.org/0000-0002-1825-0097|\n\
       W2,,2021,,李小明,\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(RIS);
    let forms: [Form; 7] = [
        ("ORCID", ORCID.as_bytes(), Source::Orcid, 1, &["Grain boundary diffusion in Nd-Fe-B"], 1),
        ("authors", authors.as_bytes(), Source::OpenAlexAuthors, 2, &[], 1),
        ("works", works.as_bytes(), Source::OpenAlexWorks, 2, &["Ionic clay leaching", "Ionic clay leaching"], 1),
        ("a table of works", table.as_bytes(), Source::OpenAlexWorks, 2, &["Magnet recycling", "Magnet recycling"], 1),
        ("BibTeX", BIBTEX.as_bytes(), Source::Bibtex, 0, &["Solvent extraction of Nd and Pr", "钕铁硼磁体晶界扩散"], 2),
        ("RIS", RIS.as_bytes(), Source::Ris, 0, &["镝用量的降低", "After it"], 2),
        ("RIS in GB18030", &gb, Source::Ris, 0, &["镝用量的降低", "After it"], 2),
    ];
    for (name, bytes, source, people, wanted, broken) in forms {
        let brought = read(bytes).unwrap();
        assert_eq!((brought.source, brought.people.len()), (source, people), "{name}");
        assert_eq!(titles(&brought), wanted, "{name}");
        assert_eq!(brought.broken.len(), broken, "{name}: {:?}", brought.broken);
    }
    let flaws = |bytes: &str| read(bytes.as_bytes()).unwrap().broken;
    assert_eq!(flaws(authors)[0].flaw, Flaw::BadOrcid("https://orcid.org/0000-0002-1825-0098".to_owned()));
    assert_eq!((flaws(RIS)[0].at, &flaws(RIS)[0].flaw, &flaws(RIS)[1].flaw), (8, &Flaw::NoTitle, &Flaw::NoEnd));
    assert_eq!(flaws(BIBTEX).iter().map(|one| one.at).collect::<Vec<_>>(), [4, 6]);
}

#[test]
fn what_is_none_of_the_forms_is_refused_by_name() {
    let table = [
        ("<!DOCTYPE html><html><body>ORCID</body></html>", "base-refusal-pool-web-page"),
        ("\u{feff}\n <html lang=\"en\">", "base-refusal-pool-web-page"),
        ("{\"orcid-identifier\": ", "base-refusal-pool-not-read"),
        ("{\"error\": \"not found\"}", "base-refusal-pool-unknown"),
        ("姓名,单位\n李小明,示例研究院\n", "base-refusal-pool-unknown"),
        ("", "base-refusal-pool-unknown"),
        ("[]", "base-refusal-pool-unknown"),
    ];
    for (text, wanted) in table {
        assert_eq!(read(text.as_bytes()).unwrap_err().key(), wanted, "{text}");
    }
    let bad = ORCID.replace("0000-0002-1825-0097", "0000-0002-1825-0090");
    assert!(matches!(read(bad.as_bytes()).unwrap().broken[0].flaw, Flaw::BadOrcid(_)));
}

fn taken(house: &House, viewer: &Viewer, brought: &Brought, at: usize, into: Into) -> Result<Taken, Trouble> {
    let (occasion, brought) = (on(viewer, "2026-06-01"), brought.clone());
    house.store.writing(move |shelf| take(shelf, &occasion, &brought, &brought.people[at].clone(), into))
}

#[test]
fn a_record_of_orcid_becomes_a_person_and_comes_again_without_doubling_anything() {
    for house in both() {
        let (name, owner) = (house.name, house.organisation("示例研究院"));
        let member = house.member("member", Some((owner, true)), None);
        let brought = read(ORCID.as_bytes()).unwrap();
        let first = taken(&house, &member, &brought, 0, Into::New { owner }).unwrap();
        let person: Person = first.record.content.body();
        assert!(first.new, "{name}");
        let titles = ["title_zh", "title_en"].map(|field| first.record.content.text(field));
        assert_eq!(titles, ["李小明", "Xiaoming Li"], "{name}");
        assert_eq!(person.orcid.unwrap().as_str(), "0000-0002-1825-0097", "{name}");
        let posts: Vec<_> = person
            .affiliations
            .iter()
            .map(|post| {
                let day = |day: &Option<base::record::Day>| day.as_ref().map(|day| day.0.clone());
                (post.role.unwrap(), day(&post.since), day(&post.until))
            })
            .collect();
        let day = |text: &str| Some(text.to_owned());
        let wanted = [
            (AffiliationRole::Home, day("2012-09-01"), None),
            (AffiliationRole::Student, day("2008-01-01"), day("2012-02-29")),
        ];
        assert_eq!(posts, wanted, "{name}");
        let occasion = on(&member, "2026-06-01");
        let here = house.store.reading(|shelf| matched(shelf, &occasion, &brought)).unwrap();
        assert_eq!(here[0].known.as_ref().map(|record| record.id), Some(first.record.id), "{name}");
        assert_eq!((here[0].new_works, here[0].new_posts, here[0].may), (0, 0, true), "{name}");
        let again = taken(&house, &member, &brought, 0, Into::Person(first.record.id)).unwrap();
        assert_eq!((again.record.version, again.works, again.new), (1, 0, false), "{name}");
        let works = read(BIBTEX.as_bytes()).unwrap().of_one().unwrap();
        let more = Brought { people: vec![works], ..brought.clone() };
        let more = taken(&house, &member, &more, 0, Into::Person(first.record.id)).unwrap();
        assert_eq!((more.works, more.record.content.body::<Person>().works.len()), (2, 3), "{name}");
    }
}

#[test]
fn nobody_is_taken_for_another_of_the_same_name_and_who_may_not_write_does_not() {
    for house in both() {
        let (name, owner, other) = (house.name, house.organisation("示例研究院"), house.organisation("示例磁材公司"));
        let namesake = house.person("李小明", other, &[]);
        let with_id = house.person("李小明", other, &[("orcid", "0000-0001-5109-3700")]);
        house.person("王芳", other, &[("visibility", "private")]);
        let (member, stranger) =
            (house.member("member", Some((owner, true)), None), house.member("stranger", None, None));
        let brought = read(ORCID.as_bytes()).unwrap();
        let occasion = on(&member, "2026-06-01");
        let here = house.store.reading(|shelf| matched(shelf, &occasion, &brought)).unwrap();
        let ids: Vec<RecordId> = here[0].namesakes.iter().map(|record| record.id).collect();
        assert_eq!((here[0].known.is_none(), ids), (true, vec![namesake]), "{name}: not {with_id}");
        let key = |result: Result<Taken, Trouble>| match result.unwrap_err() {
            Trouble::Refused(refusal) => refusal.key().to_owned(),
            Trouble::Fault(fault) => panic!("{fault}"),
        };
        assert_eq!(
            key(taken(&house, &member, &brought, 0, Into::Person(namesake))),
            "base-refusal-not-allowed",
            "{name}"
        );
        assert_eq!(
            key(taken(&house, &stranger, &brought, 0, Into::New { owner })),
            "base-refusal-not-allowed",
            "{name}"
        );
        assert_eq!(
            key(taken(&house, &member, &brought, 0, Into::New { owner: other })),
            "base-refusal-slips",
            "{name}"
        );
        let nobody = house.write(
            Kind::Team,
            &Viewer::Operator,
            &[("title_zh", "队"), ("owner", &other.to_string()), ("fields", "磁体"), ("visibility", "members")],
        );
        assert_eq!(
            key(taken(&house, &member, &brought, 0, Into::Person(nobody.id))),
            "base-refusal-not-found",
            "{name}"
        );
    }
}
