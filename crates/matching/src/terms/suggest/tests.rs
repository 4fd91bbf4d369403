//! Mistyped texts: what is put right, and what stays.

use crate::terms::{Lexicon, TermList};

fn suggested(lexicon: &Lexicon, text: &str, known: &[&str]) -> String {
    lexicon.suggest(text, &|word| known.contains(&word)).map_or_else(String::new, |suggestion| suggestion.text)
}

#[test]
fn slips_are_put_right() {
    let lexicon = Lexicon::new(vec![TermList::own()]);
    let table = [
        ("neodimium", "neodymium"),
        ("Neodimium oxide", "Neodymium oxide"),
        ("praseodimuim", "praseodymium"),
        ("SINTRED magnets", "SINTERED magnets"),
        ("grain boundery difusion", "grain boundary diffusion"),
        ("汝铁硼", "钕铁硼"),
        ("烧结汝铁硼", "烧结钕铁硼"),
        ("晶界阔散", "晶界扩散"),
        ("氟碳式矿的选矿", "氟碳铈矿的选矿"),
        ("neodimium 与汝铁硼", "neodymium 与钕铁硼"),
    ];
    for (given, expected) in table {
        assert_eq!(suggested(&lexicon, given, &[]), expected, "{given}");
    }
}

#[test]
fn what_is_right_or_known_stays() {
    let lexicon = Lexicon::new(vec![TermList::own()]);
    let table: &[(&str, &[&str])] = &[
        ("", &[]),
        ("neodymium magnets", &[]),
        ("Magnet", &[]),
        ("neodimium", &["neodimium"]),
        ("mag", &[]),
        ("Nd2Fe14C", &[]),
        ("zzzzzzzzzz", &[]),
        ("烧结钕铁硼", &[]),
        ("单晶金刚石离子注入", &[]),
        ("产业化技术", &[]),
        ("safe hose", &[]),
        ("汝铁硼", &["汝铁", "铁硼"]),
        ("磁", &[]),
        ("\u{0}😀 .*?[", &[]),
    ];
    for (given, known) in table {
        assert_eq!(suggested(&lexicon, given, known), "", "{given}");
    }
}

#[test]
fn changes_say_where_they_were_made() {
    let lexicon = Lexicon::new(vec![TermList::own()]);
    let suggestion = lexicon.suggest("用 neodimium 做", &|_| false).unwrap();
    assert_eq!(suggestion.changes.len(), 1);
    assert_eq!(suggestion.changes[0].bytes, 4..13);
    assert_eq!((&*suggestion.changes[0].from, &*suggestion.changes[0].to), ("neodimium", "neodymium"));
}

#[test]
fn a_long_text_is_read_at_its_start_only() {
    let lexicon = Lexicon::new(vec![TermList::own()]);
    let text = format!("neodimium {}neodimium", "磁 ".repeat(50_000));
    let suggestion = lexicon.suggest(&text, &|_| false).unwrap();
    assert_eq!(suggestion.changes.len(), 1);
    assert_eq!(suggestion.text.len(), text.len());
}

#[test]
fn where_several_terms_would_do_none_is_suggested() {
    let (list, _) = TermList::read("ours", "zh,en\n氧化镧粉,la\n氧化铈粉,ce\n".as_bytes()).unwrap();
    assert_eq!(suggested(&Lexicon::new(vec![list]), "氧化汝粉", &[]), "");
}
