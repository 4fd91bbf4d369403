//! The order of titles: digits, then Latin letters, then Chinese by pinyin, tone and character, whatever the database.

use pinyin::ToPinyin;

/// Characters of a title that count; keys stay short enough for the index of any database.
const COUNTED: usize = 80;
/// What stands before a Chinese character, so that it comes after the letters of ASCII.
const AFTER_LETTERS: char = '~';

/// The key by which a title is put in order, byte by byte. A character of several readings is taken by its usual one.
pub fn title_order(title: &str) -> String {
    let half = measure::full_width_to_half(title);
    let mut key = String::with_capacity(half.len() * 2);
    for character in half.trim().chars().take(COUNTED) {
        match character.to_pinyin().map(pinyin::Pinyin::with_tone_num_end) {
            Some(syllable) => {
                key.push(AFTER_LETTERS);
                key.push_str(syllable);
                // The light tone comes last; a digit also ends the syllable before any letter.
                if !syllable.ends_with(|end: char| end.is_ascii_digit()) {
                    key.push('5');
                }
                key.push(character);
            }
            None => key.extend(character.to_lowercase()),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_in_the_order_people_expect() {
        let sorted = [
            "",
            "2026 年度计划",
            "A 型磁体",
            "a型钕铁硼",
            "NdFeB 回收",
            "安徽大地熊",
            "北方稀土",
            "北京中科",
            "贝壳",
            "赤泥提钪",
            "镝铽减量",
            "晶界扩散",
            "镧铈利用",
            "妈妈",
            "马达",
            "吗啡",
            "钕铁硼回收",
            "镨钕",
            "西安",
            "先进磁材",
            "中国稀土",
        ];
        let mut titles = sorted.to_vec();
        titles.reverse();
        titles.sort_by_key(|title| title_order(title));
        assert_eq!(titles, sorted);
        assert_eq!(title_order("ＮｄＦｅＢ"), title_order("ndfeb"), "width and case do not count");
    }

    #[test]
    fn keys_are_short() {
        let longest = "庄".repeat(500);
        assert!(title_order(&longest).len() <= 1_000);
    }
}
