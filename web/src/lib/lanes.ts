// Where the marks of the timeline stand: days to pixels, ticks, and levels for marks that would cover each other.

import { dayNumber, dayWords, isoDay } from './dates';
import type { Dating, EventGroupRow, EventRow } from './types';
import { glyphOf, type Glyph } from './words';

/** Which of an event's two times the lanes are laid out by. */
export type Axis = 'reported' | 'occurs';

/** A first and a last day, both included, as day numbers. */
export interface Days { first: number; last: number }

/** The days of a dating; null where it is unknown. An open end counts as the day that is known. */
export function daysOf(dating: Dating): Days | null {
  if (dating.basis === 'unknown') return null;
  const first = dayNumber(dating.earliest) ?? dayNumber(dating.latest);
  const last = dayNumber(dating.latest) ?? first;
  return first === null || last === null ? null : { first, last };
}

/** When a report came: by its page, or else by other pages, where they tell. */
export function reportedOf(report: EventRow): { dating: Dating; isInferred: boolean } {
  const { published, inferred } = report.place_on_page;
  return daysOf(published) || !inferred ? { dating: published, isInferred: false } : { dating: inferred, isInferred: true };
}

/** How far beyond the first and the last report a claimed date may stretch the axis: this share of their time, in days at least. */
const REACH = { share: 0.25, days: 10 };

/** How many days without a report part one time of reporting from another. */
const SILENCE = 120;

/** Which share of the reports must lie together for the others to be put at the axis's ends. */
const MOST = 0.8;

/** The days without the few that lie far from all others: one report dated years away would squeeze the rest together. */
function together(days: number[]): number[] {
  const sorted = [...days].sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const day of sorted) {
    const run = runs.at(-1);
    if (run && day - (run.at(-1) as number) <= SILENCE) run.push(day);
    else runs.push([day]);
  }
  const longest = runs.reduce((a, b) => (b.length > a.length ? b : a), []);
  return longest.length >= MOST * days.length ? longest : sorted;
}

/** The days that the axis covers: the reports, and the claimed dates that are not far from them. */
export function domainOf(groups: EventGroupRow[]): Days | null {
  const reported: number[] = [];
  const claimed: Days[] = [];
  for (const report of groups.flatMap((group) => group.reports)) {
    const days = daysOf(reportedOf(report).dating);
    if (days) reported.push(days.first, days.last);
    const when = daysOf(report.when);
    if (when) claimed.push(when);
  }
  const base = together(reported.length > 0 ? reported : claimed.flatMap((days) => [days.first, days.last]));
  if (base.length === 0) return null;
  let first = base.reduce((a, b) => Math.min(a, b));
  let last = base.reduce((a, b) => Math.max(a, b));
  const reach = Math.max(REACH.days, Math.round((last - first) * REACH.share));
  const [low, high] = [first - reach, last + reach];
  for (const days of claimed) {
    if (days.first >= low) first = Math.min(first, days.first);
    if (days.last <= high) last = Math.max(last, days.last);
  }
  return { first, last: Math.max(last, first + 1) };
}

/** From a day to a pixel: the middle of the day. */
export interface Scale { x: (day: number) => number; day: number; domain: Days; width: number }

/** A scale over `width` pixels with a margin at both ends. */
export function scaleOf(domain: Days, width: number, margin = 14): Scale {
  const count = domain.last - domain.first + 1;
  const day = Math.max(width - 2 * margin, 1) / count;
  return { x: (at) => margin + (at - domain.first + 0.5) * day, day, domain, width };
}

/** What is written at a tick: the day, or the month with its year where the ticks are months apart. */
export function tickWords(day: number, scale: Scale): string {
  const words = dayWords(isoDay(day));
  return scale.domain.last - scale.domain.first > 365 ? words.split(' ').slice(1).join(' ') : words.split(' ').slice(0, 2).join(' ');
}

/** The days to be written under the axis, at least `room` pixels apart. */
export function ticksOf(scale: Scale, room = 62): number[] {
  const steps = [1, 2, 7, 14, 28, 56, 91, 182, 364, 728];
  const step = steps.find((days) => days * scale.day >= room) ?? 1460;
  // Weekly and longer steps fall on Mondays (day 4 of 1970 was a Monday).
  const start = step < 7 ? scale.domain.first : scale.domain.first + ((4 - scale.domain.first) % 7 + 7) % 7;
  const ticks: number[] = [];
  for (let day = start; day <= scale.domain.last; day += step) ticks.push(day);
  return ticks;
}

export interface LaneMark {
  /** The report that it stands for. */
  report: EventRow;
  /** `claim` is the hollow mark at the claimed time. */
  shape: Glyph | 'claim';
  x: number;
  level: number;
  /** The whisker's ends, where the date is uncertain by more than a day. */
  from: number | null;
  to: number | null;
  /** The date lies before or after the axis: the mark stands at its end. */
  beyond: 'before' | 'after' | null;
  /** The date at which it stands. */
  dating: Dating;
  /** The page itself does not give that date: other pages do. */
  isInferred: boolean;
  label: string;
}

/** How near two marks may stand, in pixels. */
const NEAR = 17;

/** The marks of one event's lane. */
export function laneOf(group: EventGroupRow, scale: Scale, axis: Axis, label: (report: EventRow, glyph: Glyph) => string): LaneMark[] {
  const marks: LaneMark[] = [];
  const claims = new Set<string>();
  group.reports.forEach((report, index) => {
    const glyph = glyphOf(report, group.reports.slice(0, index));
    const { dating, isInferred } = reportedOf(report);
    const reported = daysOf(dating);
    const when = daysOf(report.when);
    const words = label(report, glyph);
    if (axis === 'reported') {
      if (reported) marks.push({ ...markAt(report, glyph, dating, reported, scale, words), isInferred });
      const claim = when && `${when.first}/${when.last}`;
      const same = when && reported && when.first === reported.first && when.last === reported.last;
      if (when && claim && !same && !claims.has(claim)) {
        claims.add(claim);
        marks.push(markAt(report, 'claim', report.when, when, scale, words));
      }
    } else if (when) {
      marks.push(markAt(report, glyph, report.when, when, scale, words));
    }
  });
  return levelled(marks);
}

function markAt(report: EventRow, shape: LaneMark['shape'], dating: Dating, days: Days, scale: Scale, label: string): LaneMark {
  const { first, last } = scale.domain;
  const inside = (day: number) => Math.max(first, Math.min(day, last));
  const beyond = days.last < first ? 'before' : days.first > last ? 'after' : null;
  const [from, to] = [scale.x(inside(days.first)), scale.x(inside(days.last))];
  const isRange = days.first !== days.last && beyond === null;
  return { report, shape, x: (from + to) / 2, level: 0, from: isRange ? from : null, to: isRange ? to : null, beyond, dating, isInferred: false, label };
}

/** Gives each mark the lowest level on which no mark stands nearer than `NEAR`; hollow marks give way. */
function levelled(marks: LaneMark[]): LaneMark[] {
  const sorted = [...marks].sort((a, b) => Number(a.shape === 'claim') - Number(b.shape === 'claim') || a.x - b.x);
  const taken: number[][] = [];
  for (const mark of sorted) {
    let level = 0;
    while ((taken[level] ?? []).some((x) => Math.abs(x - mark.x) < NEAR)) level += 1;
    (taken[level] ??= []).push(mark.x);
    mark.level = level;
  }
  return sorted;
}

/** Words that stand beside the marks of a lane, where there is room for them. */
export interface Caption { words: string; x: number; anchor: 'start' | 'end' }

/** The usual width of a letter of a caption, in pixels, and the room that is worth writing in. */
const LETTER = 6.3;
const ROOM = 130;

/** Puts words on the wider side of a lane's marks, cut to the room there; null where there is too little. */
export function captionOf(words: string, marks: LaneMark[], width: number): Caption | null {
  if (marks.length === 0 || marks.some((mark) => mark.beyond)) return null;
  const left = Math.min(...marks.map((mark) => mark.from ?? mark.x)) - 14;
  const right = Math.max(...marks.map((mark) => mark.to ?? mark.x)) + 14;
  const isRight = width - right >= left;
  const room = isRight ? width - right : left;
  if (room < ROOM) return null;
  const most = Math.floor(room / LETTER);
  const line = words.replaceAll(/\s+/g, ' ').trim();
  const cut = line.length <= most ? line : `${line.slice(0, most - 1).replace(/\s+\S*$/, '')} …`;
  return { words: cut, x: isRight ? right : left, anchor: isRight ? 'start' : 'end' };
}

/** The day by which a group is ordered on an axis; unknown days come last. */
export function orderDay(group: EventGroupRow, axis: Axis): number {
  const datings = axis === 'reported' ? group.reports.map((it) => reportedOf(it).dating) : [group.when, ...group.reports.map((it) => it.when)];
  for (const dating of datings) {
    const days = daysOf(dating);
    if (days) return days.first;
  }
  return Number.MAX_SAFE_INTEGER;
}

/** Every day of a domain with its count, for a histogram; days without a count are 0. */
export function everyDay(counts: { value: string; count: number }[]): { day: string; count: number }[] {
  const known = counts.flatMap(({ value, count }) => {
    const day = dayNumber(value);
    return day === null ? [] : [{ day, count }];
  });
  if (known.length === 0) return [];
  const first = Math.min(...known.map((it) => it.day));
  const last = Math.max(...known.map((it) => it.day));
  // A stray date years away would flatten the rest: beyond this many days, only the days with counts are shown.
  if (last - first > 400) return known.sort((a, b) => a.day - b.day).map((it) => ({ day: isoDay(it.day), count: it.count }));
  const byDay = new Map(known.map((it) => [it.day, it.count]));
  return Array.from({ length: last - first + 1 }, (_, index) => ({ day: isoDay(first + index), count: byDay.get(first + index) ?? 0 }));
}
