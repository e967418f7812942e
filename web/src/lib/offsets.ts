// The API counts code points, as the contract does; a browser's strings count UTF-16 units. The two are brought
// together here and nowhere else: a page is converted once, when it arrives.

import type { Dating, EventRow, PagePlace, Range, SourcePage, StatementRow } from './types';

/** A function from code-point offsets of `text` to UTF-16 offsets. Offsets past the end count as the end. */
export function utf16Offsets(text: string): (point: number) => number {
  const wide: number[] = [];
  let point = 0;
  for (let unit = 0; unit < text.length; point += 1) {
    const isPair = (text.codePointAt(unit) ?? 0) > 0xffff;
    if (isPair) wide.push(point);
    unit += isPair ? 2 : 1;
  }
  const total = point;
  return (offset) => {
    const at = Math.max(0, Math.min(offset, total));
    return at + countBelow(wide, at);
  };
}

/** How many numbers of a sorted list are smaller than `limit`. */
function countBelow(sorted: number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same page with every range in UTF-16 units of its text. */
export function toUtf16(page: SourcePage): SourcePage {
  const offset = utf16Offsets(page.text);
  const range = ([start, end]: Range): Range => [offset(start), offset(end)];
  const maybe = (value: Range | null) => (value ? range(value) : null);
  const dating = (value: Dating): Dating =>
    value.evidence ? { ...value, evidence: value.evidence.map(range) } : value;
  const place = (value: PagePlace): PagePlace => ({ ...value, published: dating(value.published), inferred: value.inferred && dating(value.inferred) });
  const statement = (row: StatementRow): StatementRow => ({
    ...row,
    place: place(row.place),
    source: row.source.map(range),
    cue: row.cue.map(range),
    content: row.content.map(range),
    said: dating(row.said),
  });
  const event = (row: EventRow): EventRow => ({
    ...row,
    place_on_page: place(row.place_on_page),
    when: dating(row.when),
    evidence: range(row.evidence),
  });
  return {
    ...page,
    page: { ...page.page, published: dating(page.page.published) },
    items: page.items.map((item) => ({
      ...item,
      span: range(item.span),
      title: maybe(item.title),
      byline: maybe(item.byline),
      published: dating(item.published),
      inferred: item.inferred && { ...item.inferred, published: dating(item.inferred.published) },
    })),
    boilerplate: page.boilerplate.map(range),
    statements: page.statements.map(statement),
    events: page.events.map(event),
    times: page.times.map((time) => ({ ...time, span: range(time.span) })),
    mentions: page.mentions.map((mention) => ({ ...mention, span: range(mention.span) })),
    reuse: page.reuse.map((passage) => ({ ...passage, span: range(passage.span) })),
  };
}
