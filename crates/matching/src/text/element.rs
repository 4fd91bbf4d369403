//! The metals a text names, in Chinese or in English: what two titles differ by when all else is the same.

use std::collections::BTreeSet;

/// Symbol, Chinese name, English name. Left out are non-metals, gold and lead, which are parts of too
/// many other words (氧化, 合金, to lead).
const METALS: [(&str, char, &str); 56] = [
    ("Li", '锂', "lithium"),
    ("Be", '铍', "beryllium"),
    ("Na", '钠', "sodium"),
    ("Mg", '镁', "magnesium"),
    ("Al", '铝', "aluminium"),
    ("K", '钾', "potassium"),
    ("Ca", '钙', "calcium"),
    ("Sc", '钪', "scandium"),
    ("Ti", '钛', "titanium"),
    ("V", '钒', "vanadium"),
    ("Cr", '铬', "chromium"),
    ("Mn", '锰', "manganese"),
    ("Fe", '铁', "iron"),
    ("Co", '钴', "cobalt"),
    ("Ni", '镍', "nickel"),
    ("Cu", '铜', "copper"),
    ("Zn", '锌', "zinc"),
    ("Ga", '镓', "gallium"),
    ("Ge", '锗', "germanium"),
    ("Rb", '铷', "rubidium"),
    ("Sr", '锶', "strontium"),
    ("Y", '钇', "yttrium"),
    ("Zr", '锆', "zirconium"),
    ("Nb", '铌', "niobium"),
    ("Mo", '钼', "molybdenum"),
    ("Ru", '钌', "ruthenium"),
    ("Rh", '铑', "rhodium"),
    ("Pd", '钯', "palladium"),
    ("Ag", '银', "silver"),
    ("Cd", '镉', "cadmium"),
    ("In", '铟', "indium"),
    ("Sn", '锡', "tin"),
    ("Sb", '锑', "antimony"),
    ("Cs", '铯', "caesium"),
    ("Ba", '钡', "barium"),
    ("La", '镧', "lanthanum"),
    ("Ce", '铈', "cerium"),
    ("Pr", '镨', "praseodymium"),
    ("Nd", '钕', "neodymium"),
    ("Sm", '钐', "samarium"),
    ("Eu", '铕', "europium"),
    ("Gd", '钆', "gadolinium"),
    ("Tb", '铽', "terbium"),
    ("Dy", '镝', "dysprosium"),
    ("Ho", '钬', "holmium"),
    ("Er", '铒', "erbium"),
    ("Tm", '铥', "thulium"),
    ("Yb", '镱', "ytterbium"),
    ("Lu", '镥', "lutetium"),
    ("Hf", '铪', "hafnium"),
    ("Ta", '钽', "tantalum"),
    ("W", '钨', "tungsten"),
    ("Re", '铼', "rhenium"),
    ("Pt", '铂', "platinum"),
    ("Th", '钍', "thorium"),
    ("U", '铀', "uranium"),
];

/// The metals that a text names, by symbol.
///
/// ```
/// use matching::text::metals;
/// assert_eq!(metals("高纯氧化镧的制备").into_iter().collect::<Vec<_>>(), ["La"]);
/// assert_eq!(metals("Cerium oxide").into_iter().collect::<Vec<_>>(), ["Ce"]);
/// ```
pub fn metals(text: &str) -> BTreeSet<&'static str> {
    let lower = text.to_lowercase();
    let words: BTreeSet<&str> = lower.split(|sign: char| !sign.is_ascii_alphabetic()).collect();
    let named = METALS.iter().filter(|(_, chinese, english)| text.contains(*chinese) || words.contains(english));
    named.map(|(symbol, ..)| *symbol).collect()
}
