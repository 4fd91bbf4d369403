//! Traditional characters and their simplified forms, from the table of `OpenCC` (data/opencc).

use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/opencc/TSCharacters.txt");
/// The block in which nearly all of them lie.
const FIRST: u32 = 0x3400;
const BEYOND: u32 = 0xa000;

struct Forms {
    block: Vec<char>,
    others: HashMap<char, char>,
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let mut block: Vec<char> = (FIRST..BEYOND).filter_map(char::from_u32).collect();
    let mut others = HashMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let Some((traditional, simplified)) = line.split_once('\t') else { continue };
        let (Some(from), Some(to)) = (traditional.chars().next(), simplified.chars().next()) else { continue };
        if let Some(place) = place(from).and_then(|place| block.get_mut(place)) {
            *place = to;
        } else {
            others.insert(from, to);
        }
    }
    Forms { block, others }
});

fn place(character: char) -> Option<usize> {
    let code = u32::from(character);
    if (FIRST..BEYOND).contains(&code) { usize::try_from(code - FIRST).ok() } else { None }
}

/// The simplified form of a character; itself where it has none.
pub(super) fn simplified(character: char) -> char {
    if let Some(place) = place(character) {
        FORMS.block.get(place).copied().unwrap_or(character)
    } else {
        FORMS.others.get(&character).copied().unwrap_or(character)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_characters_become_simplified() {
        let given = "鑭鈰鐠釹鉕釤銪釓鋱鏑鈥鉺銩鐿鎦鈧釔稀土氧化物";
        let text: String = given.chars().map(simplified).collect();
        assert_eq!(text, "镧铈镨钕钷钐铕钆铽镝钬铒铥镱镏钪钇稀土氧化物");
    }

    #[test]
    fn what_is_simplified_stays() {
        let text = "烧结钕铁硼磁体的矫顽力与居里温度，氧化物纯度不低于百分之九十九点九九，干燥后台里制系统";
        assert_eq!(text.chars().map(simplified).collect::<String>(), text);
    }
}
