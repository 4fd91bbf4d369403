//! Titles that are mined: what is found in them and what is not told.

use super::*;
use crate::terms::TermList;

/// Titles of which some share a term in both languages, among others that share nothing.
fn titles() -> Vec<(String, String)> {
    let subjects =
        [("粉末", "powder"), ("薄膜", "film"), ("单晶", "single crystal"), ("涂层", "coating"), ("纤维", "fibre")];
    let methods = [("制备", "Preparation"), ("检测", "Inspection"), ("回收", "Recycling"), ("模拟", "Simulation")];
    let mut titles = Vec::new();
    for (zh, en) in subjects {
        for (zh_method, en_method) in methods {
            titles.push((format!("{zh}的{zh_method}"), format!("{en_method} of {en}")));
            titles.push((format!("钙钛矿{zh}的{zh_method}"), format!("{en_method} of perovskite {en}")));
        }
    }
    titles
}

fn mined(titles: &[(String, String)], lexicon: &Lexicon) -> Vec<Mined> {
    let titles: Vec<(&str, &str)> = titles.iter().map(|(zh, en)| (&**zh, &**en)).collect();
    mine(&titles, lexicon)
}

#[test]
fn terms_that_stand_together_are_found() {
    let found = mined(&titles(), &Lexicon::default());
    let shown: Vec<(&str, &str)> = found.iter().map(|mined| (&*mined.zh, &*mined.en)).collect();
    for expected in [("钙钛矿", "perovskite"), ("单晶", "single crystal"), ("涂层", "coating"), ("回收", "recycling")]
    {
        assert!(shown.contains(&expected), "{expected:?} in {shown:?}");
    }
    assert!(found.is_sorted_by(|one, next| one.score >= next.score));
    assert_eq!(found.iter().find(|mined| mined.zh == "单晶").map(|mined| mined.count), Some(8));
}

#[test]
fn pieces_of_terms_are_not_told() {
    let found = mined(&titles(), &Lexicon::default());
    for piece in ["钙钛", "钛矿", "single", "crystal"] {
        assert!(found.iter().all(|mined| mined.zh != piece && mined.en != piece), "{piece}");
    }
}

#[test]
fn what_is_put_together_of_others_is_not_told() {
    let found = mined(&titles(), &Lexicon::default());
    assert!(found.iter().all(|mined| mined.zh != "钙钛矿单晶"), "{found:?}");
}

#[test]
fn what_the_lexicon_has_is_not_told() {
    let (list, _) = TermList::read("ours", "zh,en\n钙钛矿,Perovskites\n".as_bytes()).unwrap();
    let found = mined(&titles(), &Lexicon::new(vec![list]));
    assert!(found.iter().all(|mined| mined.zh != "钙钛矿" && mined.en != "perovskite"), "{found:?}");
    assert!(!found.is_empty());
}

#[test]
fn the_order_of_titles_does_not_matter() {
    let forward = titles();
    let backward: Vec<(String, String)> = forward.iter().rev().cloned().collect();
    assert_eq!(mined(&forward, &Lexicon::default()), mined(&backward, &Lexicon::default()));
}

#[test]
fn a_title_counts_once() {
    let same = vec![("量子点".to_owned(), "quantum dots".to_owned()); 9];
    assert_eq!(
        mined(&[same, titles()].concat(), &Lexicon::default()),
        mined(&titles_and("量子点", "quantum dots"), &Lexicon::default())
    );
}

fn titles_and(zh: &str, en: &str) -> Vec<(String, String)> {
    titles().into_iter().chain([(zh.to_owned(), en.to_owned())]).collect()
}

#[test]
fn the_ratio_is_that_of_the_four_cells() {
    // Of a table 110, 2442, 111, 29114 (Dunning 1993, table 1: “the swiss”), 270.72.
    let score = log_likelihood(110, 110 + 2442, 110 + 111, 110.0 + 2442.0 + 111.0 + 29114.0);
    assert!((score - 270.72).abs() < 0.01, "{score}");
    assert_eq!(log_likelihood(1, 10, 10, 50.0), 0.0);
}

#[test]
fn odd_titles_give_nothing() {
    let table: &[&[(&str, &str)]] =
        &[&[], &[("", "")], &[("磁", "a"); 20], &[("、、、", "???"); 20], &[("的的的的", "of of of"); 20]];
    for titles in table {
        assert_eq!(mine(titles, &Lexicon::default()), [], "{titles:?}");
    }
}
