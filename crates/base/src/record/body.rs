//! Declaring a kind's body: one struct, whose fields are its schema.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::field::Field;

/// What a kind carries beyond the common fields.
pub trait Body: Serialize + DeserializeOwned + Default {
    /// Its fields, in the order of its form.
    const FIELDS: &'static [Field];
}

/// Declares a struct that is its own schema: `name: Type = field("中文", "English").required();`.
///
/// With `row` before the name it is a row of a small table inside a record.
macro_rules! body {
    ($(#[$doc:meta])* row $name:ident { $($fields:tt)* }) => {
        $crate::record::body::body! { $(#[$doc])* $name { $($fields)* } }

        impl $crate::record::Element for $name {
            const SHAPE: $crate::record::Shape = $crate::record::Shape::Rows(<$name as $crate::record::Body>::FIELDS);
        }
    };
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty = $made:expr;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct $name {$(
            $(#[$field_doc])*
            #[serde(skip_serializing_if = "crate::record::Shaped::is_absent")]
            pub $field: $type,
        )*}

        impl $crate::record::Body for $name {
            const FIELDS: &'static [$crate::record::Field] = &[$(
                $made.named(stringify!($field), <$type as $crate::record::Shaped>::SHAPE),
            )*];
        }
    };
}

pub(crate) use body;
