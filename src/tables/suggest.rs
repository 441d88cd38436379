//! "Did you mean": the nearest of a list of names.

/// The name that `text` is most like, where one is near enough.
pub(crate) fn nearest<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // One URN is as near as another.
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let text = text.to_lowercase();
    names
        .into_iter()
        .map(|name| {
            let lower = name.to_lowercase();
            let edits = strsim::osa_distance(&text, &lower);
            let longer = text.chars().count().max(lower.chars().count());
            (edits, longer, strsim::jaro_winkler(&text, &lower), name)
        })
        .filter(|&(edits, longer, ..)| edits <= (longer / 3).clamp(1, 3) && edits < longer)
        .min_by(|a, b| a.0.cmp(&b.0).then(b.2.total_cmp(&a.2)).then(a.3.cmp(b.3)))
        .map(|(.., name)| name)
}

/// "Did you mean `x`?", or the fallback where nothing is near.
pub(crate) fn did_you_mean<'a>(text: &str, names: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    nearest(text, names).map_or_else(|| otherwise.to_owned(), |name| format!("Did you mean `{name}`?"))
}
