//! Chemical formulae: `Nd2Fe14B`, `Nd₂O₃`, `(Nd,Pr)2O3`, `Nd(NO3)3·6H2O`, `La0.6Sr0.4CoO3`, `Ce4+`.

use super::glyph::Glyph;
use super::script::Script;

/// Symbols of the elements to copernicium, and those that stand for the rare earths together.
const SYMBOLS: &str = " H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br \
Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os \
Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn RE Ln ";
/// Molecules of one element.
const MOLECULES: &[&str] = &["h2", "n2", "o2", "o3", "f2", "cl2", "br2", "i2"];
/// Most characters of a formula, and how deep its brackets go.
const LENGTH_MOST: usize = 64;
const DEPTH_MOST: usize = 4;

/// A formula at the start of a stretch.
pub(super) struct Formula {
    /// In lower case, subscripts as plain digits, `·` between its parts.
    pub(super) text: String,
    /// How many glyphs it takes.
    pub(super) length: usize,
}

/// Reads a formula from left to right, noting what it has.
struct Reader<'a> {
    glyphs: &'a [Glyph],
    at: usize,
    elements: usize,
    counts: usize,
    small_letters: bool,
    charged: bool,
}

/// The formula with which a stretch begins, if what follows it is no part of a word.
pub(super) fn formula(glyphs: &[Glyph]) -> Option<Formula> {
    let glyphs = glyphs.get(..LENGTH_MOST + 1).unwrap_or(glyphs);
    let mut reader = Reader { glyphs, at: 0, elements: 0, counts: 0, small_letters: false, charged: false };
    reader.groups(0).then_some(())?;
    while reader.part() {}
    reader.charge();
    let text: String = glyphs.get(..reader.at)?.iter().map(normal).collect();
    let whole = reader.at <= LENGTH_MOST && reader.peek().is_none_or(|next| !next.script.is_wordly());
    let several = reader.elements >= 2 && (reader.counts > 0 || reader.small_letters);
    let one = reader.elements == 1 && (reader.charged || MOLECULES.contains(&&*text));
    (whole && (several || one) && !is_magnet(&text)).then_some(Formula { text, length: reader.at })
}

/// Whether it is rather the grade of a magnet, such as `N52SH`: no formula begins with twenty atoms of nitrogen.
fn is_magnet(text: &str) -> bool {
    text.strip_prefix('n').is_some_and(|rest| rest.bytes().take_while(u8::is_ascii_digit).count() >= 2)
}

/// Whether a word is the symbol of an element.
pub(super) fn is_symbol(word: &[Glyph]) -> bool {
    symbol_length(word).is_some_and(|length| length == word.len())
}

/// How long the symbol at the start is.
fn symbol_length(glyphs: &[Glyph]) -> Option<usize> {
    let is = |length: usize| {
        let symbol: String = glyphs.get(..length)?.iter().map(|glyph| glyph.cased).collect();
        let latin = symbol.bytes().all(|byte| byte.is_ascii_alphabetic());
        (latin && SYMBOLS.contains(&format!(" {symbol} "))).then_some(length)
    };
    is(2).or_else(|| is(1))
}

fn normal(glyph: &Glyph) -> char {
    if is_dot(glyph.cased) { '·' } else { glyph.lower }
}

fn is_dot(character: char) -> bool {
    matches!(character, '·' | '•' | '∙' | '⋅' | '‧' | '・')
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Glyph> {
        self.glyphs.get(self.at)
    }

    fn takes(&mut self, takes: impl Fn(char) -> bool) -> bool {
        let taken = self.peek().is_some_and(|glyph| takes(glyph.cased));
        self.at += usize::from(taken);
        taken
    }

    /// Elements and brackets with their counts, at least one.
    fn groups(&mut self, depth: usize) -> bool {
        let mut any = false;
        while self.element() || self.bracket(depth) {
            self.count();
            any = true;
        }
        any
    }

    fn element(&mut self) -> bool {
        let Some(length) = self.glyphs.get(self.at..).and_then(symbol_length) else { return false };
        self.elements += 1;
        self.small_letters |=
            length == 2 && self.glyphs.get(self.at + 1).is_some_and(|glyph| glyph.cased == glyph.lower);
        self.at += length;
        true
    }

    /// `(…)` or `[…]`, in which commas may stand between groups.
    fn bracket(&mut self, depth: usize) -> bool {
        let before = self.at;
        if depth < DEPTH_MOST && self.takes(|c| c == '(' || c == '[') && self.groups(depth + 1) {
            while self.takes(|c| c == ',' || c == '/') {
                if !self.groups(depth + 1) {
                    break;
                }
            }
            if self.takes(|c| c == ')' || c == ']') {
                return true;
            }
        }
        self.at = before;
        false
    }

    /// `2`, `0.6` or `x`.
    fn count(&mut self) {
        let before = self.at;
        while self.takes(|c| c.is_ascii_digit()) {}
        let fraction = self.at + 1;
        let digit_after = self.glyphs.get(fraction).is_some_and(|glyph| glyph.script == Script::Digit);
        if self.at > before && digit_after && self.takes(|c| c == '.') {
            while self.takes(|c| c.is_ascii_digit()) {}
        }
        if self.at == before {
            self.takes(|c| c == 'x');
        }
        self.counts += usize::from(self.at > before);
    }

    /// `·6H2O`; what does not go on as a formula is left.
    fn part(&mut self) -> bool {
        let before = self.at;
        if self.takes(is_dot) {
            while self.takes(|c| c.is_ascii_digit()) {}
            self.takes(|c| c == 'n' || c == 'x');
            if self.groups(0) {
                return true;
            }
        }
        self.at = before;
        false
    }

    /// `3+`, of which the count has taken the digit; a minus only where it is raised, for else it may be a hyphen.
    fn charge(&mut self) {
        let counted = self.counts > 0;
        let is_charge =
            |glyph: &Glyph| (glyph.cased == '+' && (counted || glyph.raised)) || (glyph.raised && glyph.cased == '−');
        if self.peek().is_some_and(is_charge) {
            self.at += 1;
            self.charged = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::glyph::glyphs;
    use super::*;

    #[test]
    fn formulae_are_read() {
        let table = [
            ("Nd2Fe14B", Some("nd2fe14b")),
            ("Nd₂Fe₁₄B磁体", Some("nd2fe14b")),
            ("(Nd,Pr)2O3", Some("(nd,pr)2o3")),
            ("（Nd，Pr）2O3", Some("(nd,pr)2o3")),
            ("Nd(NO3)3·6H2O", Some("nd(no3)3·6h2o")),
            ("Nd(NO3)3•6H2O", Some("nd(no3)3·6h2o")),
            ("La0.6Sr0.4CoO3", Some("la0.6sr0.4coo3")),
            ("Ce4+", Some("ce4+")),
            ("Ce⁴⁺", Some("ce4+")),
            ("NdFeB", Some("ndfeb")),
            ("CO2.", Some("co2")),
            ("RE2O3", Some("re2o3")),
            ("O2", Some("o2")),
            ("Nd2O3-x", Some("nd2o3")),
            ("Al2O3·", Some("al2o3")),
            ("N52", None),
            ("N35UH", None),
            ("C21H27NO", Some("c21h27no")),
            ("P507", None),
            ("CO", None),
            ("HF", None),
            ("316L", None),
            ("Cu", None),
            ("In", None),
            ("Magnet", None),
            ("NdFeBs", None),
            ("", None),
            ("(", None),
            ("((((((Nd2O3))))))", None),
        ];
        for (given, expected) in table {
            let found = formula(&glyphs(given)).map(|formula| formula.text);
            assert_eq!(found.as_deref(), expected, "{given}");
        }
    }
}
