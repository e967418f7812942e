// Which words of a page are what. Ranges are UTF-16 units of the page's text.

import { utf16Offsets } from './offsets';
import type { ItemRow, Range, SourcePage } from './types';

/** What a run of words is. One word can be several. */
export type Layer = 'content' | 'source' | 'cue' | 'event' | 'time' | 'actor' | 'shared';

export const LAYERS: readonly Layer[] = ['content', 'source', 'cue', 'event', 'time', 'actor', 'shared'];

export interface Mark {
  layer: Layer;
  range: Range;
  /** The statement's or the event's id. */
  entry: string | null;
}

/** Every mark of a page, by start and then by length, the longer first. */
export function marksOf(page: SourcePage): Mark[] {
  const marks: Mark[] = [];
  const add = (layer: Layer, ranges: Range[], entry: string | null = null) => {
    for (const range of ranges) marks.push({ layer, range, entry });
  };
  for (const row of page.statements) {
    add('content', row.content, row.id);
    add('source', row.source, row.id);
    add('cue', row.cue, row.id);
  }
  for (const row of page.events) add('event', [row.evidence], row.id);
  for (const row of page.times) add('time', [row.span]);
  for (const row of page.mentions) add('actor', [row.span]);
  for (const row of page.reuse) add('shared', [row.span]);
  return marks.sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
}

/** The passage that an address names by its place, in code points as the server writes it (`12-40`): no entry, but words to be shown. */
export function passageAt(text: string, at: string): Mark[] {
  const found = /^(\d+)-(\d+)$/.exec(at);
  if (!found) return [];
  const offset = utf16Offsets(text);
  const range: Range = [offset(Number(found[1])), offset(Number(found[2]))];
  return range[0] < range[1] ? [{ layer: 'content', range, entry: at }] : [];
}

/** A run of the text that is shown as one block. The blocks of a page join up to its whole text. */
export interface Block {
  range: Range;
  /** The item that begins here. */
  opens: ItemRow | null;
  item: ItemRow | null;
  role: 'title' | 'byline' | 'text' | 'boilerplate';
}

/** Cuts the text at line ends and at the ends of items, headlines and boilerplate; loses no character. */
export function blocksOf(page: SourcePage): Block[] {
  const { text, items, boilerplate } = page;
  const cuts = new Set<number>([0, text.length]);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) cuts.add(at + 1);
  for (const item of items) {
    for (const range of [item.span, item.title, item.byline]) range?.forEach((at) => cuts.add(at));
  }
  for (const range of boilerplate) range.forEach((at) => cuts.add(at));
  const sorted = [...cuts].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  const blocks: Block[] = [];
  let opening: ItemRow | null = null;
  for (let index = 0; index + 1 < sorted.length; index += 1) {
    const range: Range = [sorted[index] as number, sorted[index + 1] as number];
    const item = items.find((it) => within(range, it.span)) ?? null;
    if (item && item.span[0] === range[0]) opening = item;
    // A block of white space alone does not carry an item's head: the first words do.
    const blank = text.slice(...range).trim() === '';
    const opens = blank ? null : opening;
    if (!blank) opening = null;
    blocks.push({ range, opens, item, role: roleOf(range, item, boilerplate) });
  }
  return blocks;
}

function roleOf(range: Range, item: ItemRow | null, boilerplate: Range[]): Block['role'] {
  if (boilerplate.some((it) => within(range, it))) return 'boilerplate';
  if (item?.title && within(range, item.title)) return 'title';
  if (item?.byline && within(range, item.byline)) return 'byline';
  return 'text';
}

function within(inner: Range, outer: Range): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

/** A run of words on which the same layers lie from end to end. */
export interface Segment {
  range: Range;
  layers: Layer[];
  entries: string[];
}

/** Cuts a range where a mark begins or ends: overlapping marks become neighbours that share layers. */
export function segments(range: Range, marks: Mark[]): Segment[] {
  const inside = marks.filter((mark) => mark.range[0] < range[1] && range[0] < mark.range[1]);
  const cuts = new Set<number>(range);
  for (const mark of inside) {
    cuts.add(Math.max(range[0], mark.range[0]));
    cuts.add(Math.min(range[1], mark.range[1]));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, index) => {
    const end = sorted[index + 1] as number;
    const here = inside.filter((mark) => mark.range[0] <= start && end <= mark.range[1]);
    return {
      range: [start, end],
      layers: LAYERS.filter((layer) => here.some((mark) => mark.layer === layer)),
      entries: [...new Set(here.flatMap((mark) => mark.entry ?? []))],
    };
  });
}

/** The paragraph around some words: to the line ends, or to sentence ends near by where a line is very long. */
export function paragraphAround(text: string, range: Range, reach = 420): Range {
  let start = text.lastIndexOf('\n', range[0] - 1) + 1;
  const lineEnd = text.indexOf('\n', range[1]);
  let end = lineEnd < 0 ? text.length : lineEnd;
  if (range[0] - start > reach) {
    const near = text.slice(range[0] - reach, range[0]);
    start = range[0] - reach + afterSentence(near);
  }
  if (end - range[1] > reach) {
    const near = text.slice(range[1], range[1] + reach);
    const stop = Math.max(near.lastIndexOf('. '), near.lastIndexOf('.” '), near.lastIndexOf('! '), near.lastIndexOf('? '));
    end = range[1] + (stop < 0 ? Math.max(near.lastIndexOf(' '), 0) || near.length : stop + 1);
  }
  return [start, end];
}

function afterSentence(text: string): number {
  const stop = /[.!?…]["”’')]*\s+/.exec(text);
  if (stop) return stop.index + stop[0].length;
  const space = text.indexOf(' ');
  return space < 0 ? 0 : space + 1;
}
