//! Lists that are read: what is left out of them, in which encodings, what lies over what.

use super::*;
use crate::terms::{AboutKind, Lexicon};

fn rows_of(troubles: &[Trouble]) -> Vec<String> {
    troubles.iter().map(Trouble::to_string).collect()
}

#[test]
fn the_list_that_ships_is_in_no_trouble() {
    let (list, troubles) = TermList::read("rare-earth", OWN).unwrap();
    assert_eq!(rows_of(&troubles), Vec::<String>::new());
    assert!(list.terms().len() >= 1500, "{}", list.terms().len());
    assert!(list.terms().iter().all(|term| !term.about.is_empty() || !term.source.is_empty()));
    assert_eq!(TermList::own(), list);
}

#[test]
fn what_is_wrong_is_told_by_row_and_the_rest_stays() {
    let long = "长".repeat(201);
    let many = vec!["x1"; 70].join("|");
    let csv = format!(
        "zh,en,zh_also,en_also,written,about,source\n\
        磁体,magnet,磁鐵|磁体,,,commodity:magnet_n|property:remanence,ours\n\
        ,,别的,,,,\n\
        ,,,,NdFeB,,\n\
        磁體,other,,,,,\n\
        {long},long,,,,,\n\
        多,many,,,{many},,\n\
        坏,bad,,,,mineral:x,\n\
        号,sign,,——,,,\n\
        \n\
        ,only English,,,,,\n\
        短\n"
    );
    let (list, troubles) = TermList::read("ours", csv.as_bytes()).unwrap();
    assert_eq!(
        rows_of(&troubles),
        [
            "row 4: neither a Chinese nor an English term",
            "row 5: “磁體” already stands in row 2",
            "row 6: 201 characters in “zh”, 200 are the most",
            "row 7: 70 forms in “written”, 64 are the most",
            "row 8: “mineral:x” is none of commodity:…, activity:…, property:…",
            "row 9: “——” has nothing that could be found in a text",
        ]
    );
    let heads: Vec<&str> = list.terms().iter().map(Term::head).collect();
    assert_eq!(heads, ["磁体", "别的", "only English", "短"]);
    assert_eq!(list.terms()[0].about[1].kind, AboutKind::Property);
}

#[test]
fn circles_of_synonyms_are_cut_at_their_first_row() {
    let table: &[(&str, &[&str], &str)] = &[
        ("zh,en,zh_also\n甲,a1,乙\n乙,b1,甲\n丙,c1,甲\n", &["row 3: a circle of synonyms with row 2: 甲, 乙"], "甲丙"),
        ("zh,en,zh_also\n甲,a1,乙\n乙,b1,\n", &[], "甲乙"),
        (
            "zh,en,en_also\n甲,one,two\n乙,two,three\n丙,three,ones\n",
            &[
                "row 3: a circle of synonyms with row 2: 甲, 乙, 丙",
                "row 4: a circle of synonyms with row 2: 甲, 乙, 丙",
            ],
            "甲",
        ),
        ("zh,en,zh_also\n甲,a1,甲\n", &[], "甲"),
    ];
    for (csv, expected, heads) in table {
        let (list, troubles) = TermList::read("ours", csv.as_bytes()).unwrap();
        assert_eq!(&rows_of(&troubles), expected, "{csv}");
        assert_eq!(&list.terms().iter().map(Term::head).collect::<String>(), heads, "{csv}");
    }
}

#[test]
fn encodings_are_found_out() {
    let csv = "zh,en\n烧结钕铁硼,sintered NdFeB\n氧化镨钕,didymium oxide\n";
    let (gb18030, _, _) = encoding_rs::GB18030.encode(csv);
    let utf16: Vec<u8> = "\u{feff}".chars().chain(csv.chars()).map(|c| c as u16).flat_map(u16::to_le_bytes).collect();
    let (expected, _) = TermList::read("ours", csv.as_bytes()).unwrap();
    for bytes in [format!("\u{feff}{csv}").into_bytes(), gb18030.into_owned(), utf16] {
        assert_eq!(TermList::read("ours", &bytes), Ok((expected.clone(), Vec::new())));
    }
}

#[test]
fn rows_in_another_encoding_are_left_out() {
    let (gb18030, _, _) = encoding_rs::GB18030.encode("氧化铈,ceria\n");
    let bytes = ["zh,en\n磁体,magnet\n".as_bytes(), &gb18030, "氧化镧,lanthana\n".as_bytes()].concat();
    let (list, troubles) = TermList::read("ours", &bytes).unwrap();
    assert_eq!(rows_of(&troubles), ["row 3: it is not in the encoding of the list"]);
    assert_eq!(list.terms().len(), 2);
    let latin = b"zh,en\n\xe9\xff,caf\xe9\n\xff\xfe,\xe9\n";
    assert_eq!(TermList::read("ours", latin), Err(Unreadable::Encoding));
}

#[test]
fn what_is_no_list_is_refused_by_name() {
    let table: &[(&[u8], Unreadable)] = &[
        (b"", Unreadable::NoColumn(Column::Zh)),
        (b"zh,english\nx,y\n", Unreadable::NoColumn(Column::En)),
        (b"zh,en,EN\nx,y,z\n", Unreadable::ColumnTwice(Column::En)),
        (
            &vec![b'x'; rows::BYTES_MOST + 1],
            Unreadable::TooLarge { bytes: rows::BYTES_MOST + 1, most: rows::BYTES_MOST },
        ),
    ];
    for (bytes, expected) in table {
        assert_eq!(TermList::read("ours", bytes).as_ref(), Err(expected));
    }
    assert!(TermList::read("ours", "中文,英文,备注\n磁体,magnet,x\n".as_bytes()).is_ok());
}

#[test]
fn a_list_of_terms_is_checked_like_a_file() {
    let term = |zh: &str| Term { zh: vec![zh.to_owned()], ..Term::default() };
    let (list, troubles) = TermList::new("of the base", vec![term("磁体"), Term::default(), term("磁體")]);
    assert_eq!(
        rows_of(&troubles),
        ["row 2: neither a Chinese nor an English term", "row 3: “磁體” already stands in row 1"]
    );
    assert_eq!(&*list.terms()[0].layer, "of the base");
}

#[test]
fn the_later_layer_counts_by_head() {
    let read = |name: &str, csv: &str| TermList::read(name, csv.as_bytes()).unwrap().0;
    let general = read("general", "zh,en\n烧结,to clinker\n磁体,magnet body\n电解质,electrolyte\n");
    let ours = read("ours", "zh,en,en_also\n烧结,sintering,electrolyte\n");
    let lexicon = Lexicon::new(vec![general, ours]);
    let translated = |text: &str, to: Language| -> Vec<String> {
        lexicon.translate(text, to).into_iter().flat_map(|pair| pair.to).collect()
    };
    assert_eq!(translated("烧结磁体", Language::English), ["sintering", "electrolyte", "magnet body"]);
    assert_eq!(translated("electrolyte", Language::Chinese), ["烧结"]);
    assert_eq!(lexicon.find("to clinker"), None);
    assert_eq!(lexicon.terms().count(), 3);
}
