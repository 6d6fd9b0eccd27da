//! The reference values, read as data from `tests/it/reference/metrics.json`.

use serde_json::Value;

/// One item of the file.
pub(crate) struct Golden(Value);

/// The item of that id.
#[track_caller]
pub(crate) fn golden(id: &str) -> Golden {
    let item = all().into_iter().find(|item| item.id() == id);
    item.unwrap_or_else(|| panic!("no reference item {id}"))
}

/// All items of a group.
#[track_caller]
pub(crate) fn group(name: &str) -> Vec<Golden> {
    let items: Vec<_> = all()
        .into_iter()
        .filter(|item| item.0["group"].as_str() == Some(name))
        .collect();
    assert!(!items.is_empty(), "no reference group {name}");
    items
}

fn all() -> Vec<Golden> {
    let file = json(include_str!("../reference/metrics.json"));
    file["items"]
        .as_array()
        .unwrap()
        .iter()
        .cloned()
        .map(Golden)
        .collect()
}

impl Golden {
    pub(crate) fn id(&self) -> &str {
        self.0["id"].as_str().unwrap()
    }

    /// An input by its path, `"counts/0"`.
    #[track_caller]
    pub(crate) fn input(&self, path: &str) -> &Value {
        self.at("inputs", path)
    }

    /// An expected value by its path.
    #[track_caller]
    pub(crate) fn expected(&self, path: &str) -> &Value {
        self.at("expected", path)
    }

    /// An expected number; `null` is `None`.
    #[track_caller]
    pub(crate) fn number(&self, path: &str) -> Option<f64> {
        self.expected(path).as_f64()
    }

    /// An expected pair (an interval); `null` is `None`.
    #[track_caller]
    pub(crate) fn pair(&self, path: &str) -> Option<[f64; 2]> {
        let pair = self.expected(path).as_array()?;
        Some([pair[0].as_f64().unwrap(), pair[1].as_f64().unwrap()])
    }

    #[track_caller]
    fn at(&self, part: &str, path: &str) -> &Value {
        let pointer = if path.is_empty() {
            String::new()
        } else {
            format!("/{path}")
        };
        let value = self.0[part].pointer(&pointer);
        value.unwrap_or_else(|| panic!("{}: no {part} {path}", self.id()))
    }
}

/// All numbers of a JSON array.
#[track_caller]
pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_f64().unwrap())
        .collect()
}

/// All whole numbers of a JSON array.
#[track_caller]
pub(crate) fn counts(value: &Value) -> Vec<u64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_u64().unwrap())
        .collect()
}

/// The tree of a JSON text, each number the nearest there is to its digits: `serde_json` rounds twice.
pub(crate) fn json(text: &str) -> Value {
    const MARK: char = '\u{1}';
    let mut marked = String::new();
    // Outside of strings, a number with a fraction or an exponent becomes a string.
    for (place, part) in text.split('"').enumerate() {
        if place > 0 {
            marked.push('"');
        }
        if place % 2 == 1 {
            marked.push_str(part);
            continue;
        }
        let number = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
        let mut rest = part;
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '-') {
            let (before, from) = rest.split_at(start);
            let end = from.find(|c| !number(c)).unwrap_or(from.len());
            let (digits, after) = from.split_at(end);
            marked.push_str(before);
            if digits.contains(['.', 'e', 'E']) {
                marked.push_str(&format!("\"\\u0001{digits}\""));
            } else {
                marked.push_str(digits);
            }
            rest = after;
        }
        marked.push_str(rest);
    }
    fn numbers(tree: &mut Value, mark: char) {
        match tree {
            Value::Array(items) => items.iter_mut().for_each(|item| numbers(item, mark)),
            Value::Object(fields) => fields.values_mut().for_each(|value| numbers(value, mark)),
            Value::String(text) => {
                if let Some(digits) = text.strip_prefix(mark) {
                    *tree = digits.parse::<f64>().unwrap().into();
                }
            }
            _ => {}
        }
    }
    let mut tree = serde_json::from_str(&marked).unwrap();
    numbers(&mut tree, MARK);
    tree
}
