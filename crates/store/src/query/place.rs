//! Where an entry stands: the columns that every row of the record begins with.

use crate::columns::{DATING_COLUMNS, dating};
use crate::views::PagePlace;
use onrecord_text::Dating;
use rusqlite::Row;
use rusqlite::types::ValueRef;

/// The columns of a place, for a query over a table `x` that has `page` and `item`, joined by [`PLACE_JOINS`].
pub(crate) const PLACE: &str =
    "p.id, p.path, p.url, p.outlet, x.item, i.title, i.published_edtf, i.published_earliest,
    i.published_latest, i.published_basis, i.published_evidence, i.published_why,
    pd.published_edtf, pd.published_earliest, pd.published_latest, pd.published_basis, pd.published_evidence, pd.published_why";

/// See [`PLACE`].
pub(crate) const PLACE_JOINS: &str = "JOIN pages p ON p.number = x.page LEFT JOIN items i ON i.id = x.item
    LEFT JOIN placed_items pd ON pd.page = x.page AND pd.item = x.item";

/// How many columns a place takes.
pub(crate) const PLACE_COLUMNS: usize = 6 + 2 * DATING_COLUMNS;

/// The place in the first columns of a row.
pub(crate) fn place(row: &Row<'_>) -> rusqlite::Result<PagePlace> {
    let has_basis = |column: usize| Ok::<_, rusqlite::Error>(row.get_ref(column + 3)? != ValueRef::Null);
    const INFERRED: usize = 6 + DATING_COLUMNS;
    Ok(PagePlace {
        page: row.get(0)?,
        path: row.get(1)?,
        url: row.get(2)?,
        outlet: row.get(3)?,
        item: row.get(4)?,
        item_title: row.get(5)?,
        published: if has_basis(6)? { dating(row, 6)? } else { Dating::default() },
        inferred: if has_basis(INFERRED)? { Some(dating(row, INFERRED)?) } else { None },
    })
}
