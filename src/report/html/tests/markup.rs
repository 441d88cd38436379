//! Reads a page back strictly: every tag must be closed by its own, in order.

use std::collections::BTreeMap;

/// Elements that have no end.
const VOID: [&str; 6] = ["meta", "br", "hr", "img", "link", "input"];

/// An element, with what stands in it.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) children: Vec<Node>,
    /// Its own words and those below it.
    pub(super) text: String,
}

impl Node {
    /// Reads a page; panics where it is not well-formed.
    pub(super) fn read(page: &str) -> Self {
        let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("a doctype");
        let mut open = vec![Self { name: "page".into(), ..Self::default() }];
        while let Some(at) = rest.find('<') {
            open.last_mut().unwrap().text.push_str(&plain(&rest[..at]));
            let end = at + closing(&rest[at..]);
            let tag = &rest[at + 1..end];
            rest = &rest[end + 1..];
            if let Some(name) = tag.strip_prefix('/') {
                let node = open.pop().unwrap();
                assert_eq!(node.name, name, "closed by another tag, before {rest:.80}");
                adopt(&mut open, node);
                continue;
            }
            let node = element(tag.trim_end_matches('/'));
            if node.name == "style" {
                rest = &rest[rest.find("</style>").unwrap()..];
            }
            if tag.ends_with('/') || VOID.contains(&node.name.as_str()) {
                adopt(&mut open, node);
            } else {
                open.push(node);
            }
        }
        assert_eq!(open.len(), 1, "<{}> is not closed", open.last().unwrap().name);
        open.pop().unwrap()
    }

    /// Every element below, in the order of the page.
    pub(super) fn all(&self) -> Vec<&Self> {
        self.children.iter().flat_map(|child| [vec![child], child.all()].concat()).collect()
    }

    /// Every element of a name.
    pub(super) fn named(&self, name: &str) -> Vec<&Self> {
        self.all().into_iter().filter(|node| node.name == name).collect()
    }

    pub(super) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }

    /// The cells of the table with an id, header row first.
    pub(super) fn table(&self, id: &str) -> Vec<Vec<String>> {
        let table = self.all().into_iter().find(|node| node.get("id") == Some(id));
        let table = table.unwrap_or_else(|| panic!("no table {id}"));
        let cells = |row: &&Self| row.children.iter().map(|cell| cell.text.clone()).collect();
        table.named("tr").iter().map(cells).collect()
    }
}

fn adopt(open: &mut [Node], node: Node) {
    let parent = open.last_mut().expect("more tags are closed than opened");
    parent.text.push_str(&node.text);
    parent.children.push(node);
}

/// Where the tag at the start ends: the first `>` outside quotes.
fn closing(text: &str) -> usize {
    let mut quoted = false;
    let end = text.char_indices().find(|&(_, sign)| {
        quoted ^= sign == '"';
        sign == '>' && !quoted
    });
    end.expect("an open tag").0
}

fn element(tag: &str) -> Node {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = BTreeMap::new();
    while let Some((name, more)) = rest.split_once("=\"") {
        let (value, more) = more.split_once('"').expect("a closing quote");
        assert!(attributes.insert(name.trim().to_owned(), plain(value)).is_none(), "{name} twice in <{tag}>");
        rest = more;
    }
    Node { name: name.to_owned(), attributes, ..Node::default() }
}

/// Text without its escapes.
fn plain(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    assert!(!text.replace("&amp;", "").contains('&'), "a bare ampersand: {text}");
    text.replace("&amp;", "&")
}
