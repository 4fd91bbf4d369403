//! Drawing the map: plain SVG, presentation attributes only, every place a link with a title.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::colour;
use super::graph::{Band, End, Map};
use super::place::{BAR, Placed, Rectangle, WIDTH, place};
use super::{Drawing, Measure, Pressure};
use crate::{Chain, Text};

/// Bands thinner than this are drawn as thin as this.
const THIN: f64 = 0.4;

impl Map {
    /// The map as an SVG document.
    pub fn svg(&self, chain: &Chain, drawing: &Drawing<'_>) -> String {
        let placed = place(chain, self);
        let mut pen = Pen { map: self, chain, drawing, placed: &placed, out: String::new() };
        pen.open();
        pen.bands();
        pen.places();
        pen.legend();
        pen.out.push_str("</svg>\n");
        pen.out
    }

    /// The name of a place.
    pub fn name(chain: &Chain, end: End, chinese: bool) -> String {
        let pick = |text: &Text| if chinese { text.zh.clone() } else { text.en.clone() };
        match end {
            End::Commodity(node) => pick(&chain.commodities[node.commodity].name),
            End::Application { application, .. } => pick(&chain.applications[application].name),
        }
    }
}

struct Pen<'a> {
    map: &'a Map,
    chain: &'a Chain,
    drawing: &'a Drawing<'a>,
    placed: &'a Placed,
    out: String,
}

impl Pen<'_> {
    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.out.write_fmt(text);
    }

    fn pick(&self, text: &Text) -> String {
        escape(if self.drawing.chinese { &text.zh } else { &text.en })
    }

    fn say(&self, chinese: &'static str, english: &'static str) -> &'static str {
        if self.drawing.chinese { chinese } else { english }
    }

    fn open(&mut self) {
        let title = escape(self.drawing.title);
        let height = self.placed.height;
        self.write(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height:.0}\" width=\"{WIDTH}\" \
             height=\"{height:.0}\" role=\"img\" font-family=\"system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', \
             'PingFang SC', sans-serif\" font-size=\"11\"><title>{title}</title>\
             <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
        ));
        for (stage, x) in &self.placed.columns.clone() {
            let name = self.pick(&self.chain.stages[*stage].name);
            self.write(format_args!(
                "<text x=\"{x:.1}\" y=\"26\" font-weight=\"600\" font-size=\"13\" fill=\"#223\">{name}</text>\n"
            ));
        }
        let (x, name) = (self.placed.applications_x, self.say("应用", "Applications"));
        if self.placed.of.keys().any(|end| matches!(end, End::Application { .. })) {
            self.write(format_args!(
                "<text x=\"{x:.1}\" y=\"26\" font-weight=\"600\" font-size=\"13\" fill=\"#223\">{name}</text>\n"
            ));
        }
        for (region, y) in &self.placed.regions.clone() {
            let name = self.pick(&self.chain.regions[*region].name);
            let y = y - 8.0;
            self.write(format_args!(
                "<line x1=\"8\" x2=\"{:.0}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#99a\" stroke-dasharray=\"2 4\"/>\
                 <text x=\"16\" y=\"{:.1}\" fill=\"#556\" font-style=\"italic\">{name}</text>\n",
                WIDTH - 8.0,
                y - 3.0
            ));
        }
    }

    fn bands(&mut self) {
        // Where the next band leaves and arrives on each bar.
        let mut leaving: BTreeMap<End, f64> = BTreeMap::new();
        let mut arriving: BTreeMap<End, f64> = BTreeMap::new();
        let mut order: Vec<Band> = self.map.bands.clone();
        let y = |end: End| self.placed.of.get(&end).map_or(0.0, |place| place.y);
        order.sort_by(|a, b| {
            y(a.from).total_cmp(&y(b.from)).then(y(a.to).total_cmp(&y(b.to))).then((a.from, a.to).cmp(&(b.from, b.to)))
        });
        let pressure: BTreeMap<End, Option<f64>> = self.map.spots.iter().map(|s| (s.end, s.pressure)).collect();
        for band in order {
            let (Some(from), Some(to)) = (self.placed.of.get(&band.from), self.placed.of.get(&band.to)) else {
                continue;
            };
            let (from, to) = (*from, *to);
            let (wide_from, wide_to) = (band.leaves * self.placed.scale, band.arrives * self.placed.scale);
            let start = leaving.entry(band.from).or_insert(from.y);
            let y0 = *start;
            *start += wide_from;
            let end = arriving.entry(band.to).or_insert(to.y);
            let y1 = *end;
            *end += wide_to;
            let colour = colour::of(pressure.get(&band.to).copied().flatten());
            let path = path(from, to, (y0, wide_from.max(THIN)), (y1, wide_to.max(THIN)));
            let title = self.band_title(&band);
            self.write(format_args!(
                "<path d=\"{path}\" fill=\"{colour}\" fill-opacity=\"0.45\"><title>{title}</title></path>\n"
            ));
        }
    }

    fn band_title(&self, band: &Band) -> String {
        let name = |end| escape(&Map::name(self.chain, end, self.drawing.chinese));
        let unit = escape(&self.map.unit);
        format!("{} → {}: {} → {} {unit}", name(band.from), name(band.to), short(band.leaves), short(band.arrives))
    }

    fn places(&mut self) {
        for spot in &self.map.spots {
            let Some(place) = self.placed.of.get(&spot.end) else {
                continue;
            };
            let whole = Map::name(self.chain, spot.end, self.drawing.chinese);
            let label = escape(&fitted(&whole, self.placed.spacing - BAR - 8.0));
            let name = escape(&whole);
            let fill = colour::of(spot.pressure);
            let unit = escape(&self.map.unit);
            let pressure = spot.pressure.map_or_else(|| "?".to_owned(), |p| format!("{:.0} %", p * 100.0));
            let href = self.drawing.links.map(|prefix| self.href(prefix, spot.end));
            if let Some(href) = &href {
                self.write(format_args!("<a href=\"{href}\">"));
            }
            let Rectangle { x, y, height } = *place;
            let (edge, wide, weight) =
                if self.drawing.marked.contains(&spot.end) { ("#0b57d0", "3", "700") } else { ("#445", "0.5", "400") };
            let region = self.pick(&self.chain.regions[spot.end.region()].name);
            self.write(format_args!(
                "<g><title>{name} · {region}: {} {unit}, {} {pressure}</title>\
                 <rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{BAR}\" height=\"{height:.1}\" fill=\"{fill}\" \
                 stroke=\"{edge}\" stroke-width=\"{wide}\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\" font-weight=\"{weight}\" fill=\"#112\" stroke=\"#fff\" stroke-width=\"2.5\" \
                 paint-order=\"stroke\">{label}</text></g>",
                short(spot.weight),
                self.pressure_name(),
                x + BAR + 3.0,
                y + height.max(11.0) / 2.0 + 4.0,
            ));
            if href.is_some() {
                self.write(format_args!("</a>"));
            }
            self.write(format_args!("\n"));
        }
    }

    fn href(&self, prefix: &str, end: End) -> String {
        let (kind, id) = match end {
            End::Commodity(node) => ("commodity", &self.chain.commodities[node.commodity].id),
            End::Application { application, .. } => ("application", &self.chain.applications[application].id),
        };
        escape(&format!("{prefix}{kind}/{id}{}", self.drawing.query))
    }

    fn pressure_name(&self) -> &'static str {
        match self.map.view.pressure {
            Pressure::Rent => self.say("租值占比（应用：未成交）", "rent share (applications: priced out)"),
            Pressure::Unmet => self.say("出价不足而未成交的需求", "demand priced out"),
            Pressure::Concentration => self.say("国别集中度 HHI", "concentration by country, HHI"),
        }
    }

    fn legend(&mut self) {
        let y = self.placed.height - 16.0;
        let width = match self.map.view.measure {
            Measure::Mass => self.say("宽度：所含元素的质量", "width: mass of the elements held"),
            Measure::Value => self.say("宽度：价值", "width: value"),
        };
        let unit = escape(&self.map.unit);
        let name = self.pressure_name();
        let colour = self.say("颜色：", "colour: ");
        self.write(format_args!(
            "<text x=\"16\" y=\"{y:.1}\" fill=\"#334\">{width} ({unit}) · {colour}{name}</text>\n"
        ));
        let unknown = (colour::UNKNOWN, self.say("未知", "unknown").to_owned());
        for (place, (colour, range)) in colour::legend().chain([unknown]).enumerate() {
            let x = 520.0 + place as f64 * 96.0;
            self.write(format_args!(
                "<rect x=\"{x:.0}\" y=\"{:.1}\" width=\"14\" height=\"10\" fill=\"{colour}\" stroke=\"#445\" \
                 stroke-width=\"0.5\"/><text x=\"{:.0}\" y=\"{y:.1}\" fill=\"#334\">{}</text>\n",
                y - 9.0,
                x + 18.0,
                escape(&range)
            ));
        }
    }
}

/// A ribbon from the right edge of one bar to the left edge of another; within a column, or backwards, it goes round.
fn path(from: Rectangle, to: Rectangle, (y0, wide0): (f64, f64), (y1, wide1): (f64, f64)) -> String {
    let x0 = from.x + BAR;
    if to.x > from.x {
        let (x1, half) = (to.x, (to.x - x0) / 2.0);
        let (b0, b1) = (y0 + wide0, y1 + wide1);
        format!(
            "M{x0:.1} {y0:.1}C{:.1} {y0:.1} {:.1} {y1:.1} {x1:.1} {y1:.1}L{x1:.1} {b1:.1}C{:.1} {b1:.1} {:.1} {b0:.1} {x0:.1} {b0:.1}Z",
            x0 + half,
            x1 - half,
            x1 - half,
            x0 + half
        )
    } else {
        let out = x0 + 26.0 + (from.x - to.x) * 0.06;
        let x1 = to.x + BAR;
        let (b0, b1) = (y0 + wide0, y1 + wide1);
        format!(
            "M{x0:.1} {y0:.1}C{out:.1} {y0:.1} {out:.1} {b1:.1} {x1:.1} {b1:.1}L{x1:.1} {y1:.1}C{:.1} {y1:.1} {:.1} {b0:.1} {x0:.1} {b0:.1}Z",
            out - 6.0,
            out - 6.0
        )
    }
}

/// A name cut to the room it has: wide characters take a whole em of 11 pixels, narrow ones about half.
fn fitted(name: &str, room: f64) -> String {
    let width = |character: char| if character.is_ascii() { 6.0 } else { 11.0 };
    if name.chars().map(width).sum::<f64>() <= room {
        return name.to_owned();
    }
    let mut left = room - 8.0;
    let fits = |character: &char| {
        left -= width(*character);
        left >= 0.0
    };
    format!("{}…", name.chars().take_while(fits).collect::<String>())
}

/// Three significant digits.
fn short(value: f64) -> String {
    let size = value.abs();
    let (scaled, suffix) = match size {
        _ if size >= 1e9 => (value / 1e9, " G"),
        _ if size >= 1e6 => (value / 1e6, " M"),
        _ if size >= 1e4 => (value / 1e3, " k"),
        _ => (value, ""),
    };
    let decimals = if scaled.abs() >= 100.0 {
        0
    } else if scaled.abs() >= 10.0 {
        1
    } else {
        2
    };
    format!("{scaled:.decimals$}{suffix}")
}

/// Text that cannot end an attribute or open a tag.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
