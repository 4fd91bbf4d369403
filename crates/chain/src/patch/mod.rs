//! Patches: named, ordered edits to a chain; one mechanism for shocks, policies, innovations, investments and projects.

mod add;
mod apply;
mod parse;
mod select;
mod spot;

pub use add::{Addition, NewActivity, NewCapacity, NewCommodity, NewFlow, NewMarket, NewUse};
pub use apply::{Applied, Moment, Touch, apply, apply_at, apply_soundly};
pub use parse::parse;
pub use select::{Field, Selector};
pub use spot::Spot;

use crate::{Confidence, Figure, Text};

/// What a patch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PatchKind {
    /// Something goes wrong.
    Shock,
    /// A rule changes.
    Policy,
    /// A better way.
    Innovation,
    /// More of what there is.
    Investment,
    /// Several of these, decided together.
    Project,
}

impl PatchKind {
    /// The word it is written with.
    pub fn word(self) -> &'static str {
        match self {
            Self::Shock => "shock",
            Self::Policy => "policy",
            Self::Innovation => "innovation",
            Self::Investment => "investment",
            Self::Project => "project",
        }
    }
}

/// What a patch says of demand to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The fields of end customers, by words of the reader's own.
    pub fields: Vec<String>,
    /// The year for which it is said, where its source says one.
    pub until: Option<i32>,
    /// Whether how much is a parameter, because nobody has published it.
    pub parameter: bool,
}

/// A named, ordered list of edits to a chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    /// The id.
    pub id: String,
    /// What it is.
    pub kind: PatchKind,
    /// Its name.
    pub name: Text,
    /// What it does and where its figures come from.
    pub summary: Text,
    /// Technology readiness level, 1 to 9, where it has one.
    pub readiness: Option<u8>,
    /// The year its figures describe.
    pub year: i32,
    /// The id of its source.
    pub source: String,
    /// How well its figures are known.
    pub confidence: Confidence,
    /// What a reader should be warned of; empty where nothing.
    pub caveat: Text,
    /// For which fields of demand it says what end customers will ask for; `None` where it does not.
    pub demand: Option<Demand>,
    /// The label of the first edit's slider; empty where it has none.
    pub slider: Text,
    /// What it changes, in order.
    pub edits: Vec<Edit>,
    /// The text it was read from.
    pub text: String,
}

/// Which figure of a thing an edit changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// The amount of a flow.
    Flow,
    /// The cost of an activity.
    Cost,
    /// The amount of a capacity.
    Capacity,
    /// The rate at which an activity uses a capacity.
    Use,
    /// A market's price.
    Price,
    /// The limit of a market the chain sells to.
    Demand,
    /// The limit of a market the chain buys from.
    Supply,
    /// What must be delivered.
    Withdraw,
    /// An opening stock.
    Stock,
    /// What a commodity holds of an element.
    Content,
}

/// Things that can be taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// An activity.
    Activity,
    /// A capacity: what it limited is no longer limited by it.
    Capacity,
    /// A market.
    Market,
    /// A commodity: everything that makes or uses it stops.
    Commodity,
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Multiply figures.
    Scale {
        /// Which figures.
        target: Target,
        /// Of which things.
        selector: Selector,
        /// By what, with its range.
        by: Figure,
        /// From which period on.
        from: usize,
    },
    /// Replace figures.
    Set {
        /// Which figures.
        target: Target,
        /// Of which things.
        selector: Selector,
        /// With what, with its range, in `unit`.
        to: Figure,
        /// The unit of `to`.
        unit: String,
        /// From which period on.
        from: usize,
    },
    /// Keep prices within bounds.
    BoundPrice {
        /// Of which markets.
        selector: Selector,
        /// No less than this.
        min: Option<f64>,
        /// No more than this.
        max: Option<f64>,
        /// The unit of both.
        unit: String,
        /// From which period on.
        from: usize,
    },
    /// Limit how fast runs change from one period to the next.
    Ramp {
        /// Of which activities.
        selector: Selector,
        /// Growth per period, as a share.
        up: Option<f64>,
        /// Decline per period, as a share.
        down: Option<f64>,
    },
    /// Add a thing.
    Add {
        /// What.
        addition: Box<Addition>,
        /// From which period on.
        from: usize,
    },
    /// Take things out.
    Remove {
        /// What kind of thing.
        thing: Thing,
        /// Which of them.
        selector: Selector,
        /// From which period on.
        from: usize,
    },
}

impl Patch {
    /// The same patch with the factor or value of its first scaling or setting edit replaced: what a slider does.
    /// Edits that state the same figure as the first one mean the same thing and move with it.
    #[must_use]
    pub fn slid_to(&self, value: f64) -> Self {
        let mut patch = self.clone();
        if let Some(first) = self.slider_figure() {
            patch.moved(|figure| if figure == first { value } else { figure.value });
        }
        patch
    }

    /// Gives every factor and value the number that its figure is moved to.
    pub(crate) fn moved(&mut self, mut to: impl FnMut(Figure) -> f64) {
        for edit in &mut self.edits {
            if let Edit::Scale { by: figure, .. } | Edit::Set { to: figure, .. } = edit {
                figure.value = to(*figure);
            }
        }
    }

    /// The figure its slider moves: the first factor or value, with its range.
    pub fn slider_figure(&self) -> Option<Figure> {
        self.edits.iter().find_map(|edit| match edit {
            Edit::Scale { by: figure, .. } | Edit::Set { to: figure, .. } => Some(*figure),
            Edit::BoundPrice { .. } | Edit::Ramp { .. } | Edit::Add { .. } | Edit::Remove { .. } => None,
        })
    }
}
