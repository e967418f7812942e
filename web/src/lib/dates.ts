// Dates for a reader. Days are handled as numbers of days since 1970 in the proleptic calendar, without a time zone:
// the record's dates have none.

import type { Basis, Dating } from './types';

const words = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
const MONTH = words({ month: 'short' });
const WEEKDAY = words({ weekday: 'short' });

/** The day number of `2031-05-02`; null for anything else. */
export function dayNumber(text: string | null | undefined): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(text ?? '');
  if (!parts) return null;
  const time = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return Number.isNaN(time) ? null : Math.round(time / 86_400_000);
}

/** `2031-05-02` for a day number. */
export function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** `2 May 2031`, or without the year. */
export function dayWords(text: string, year = true): string {
  const day = dayNumber(text);
  if (day === null) return text;
  const date = new Date(day * 86_400_000);
  return `${date.getUTCDate()} ${MONTH.format(date)}${year ? ` ${date.getUTCFullYear()}` : ''}`;
}

/** `Fri 2 May 2031`. */
export function longDay(text: string): string {
  const day = dayNumber(text);
  return day === null ? text : `${WEEKDAY.format(day * 86_400_000)} ${dayWords(text)}`;
}

/** A dating as a reader writes it: `2 May 2031, 14:20`, `28 Apr – 2 May 2031`, `date unknown`. */
export function datingWords(dating: Dating, year = true): string {
  if (dating.basis === 'unknown' || (!dating.earliest && !dating.latest)) return 'date unknown';
  if (!dating.earliest) return `by ${dayWords(dating.latest as string, year)}`;
  if (!dating.latest) return `from ${dayWords(dating.earliest, year)}`;
  const time = clock(dating);
  if (dating.earliest === dating.latest) return dayWords(dating.earliest, year) + (time ? `, ${time}` : '');
  const month = wholeMonth(dating.earliest, dating.latest);
  if (month) return month;
  const sameYear = dating.earliest.slice(0, 4) === dating.latest.slice(0, 4);
  return `${dayWords(dating.earliest, year && !sameYear)} – ${dayWords(dating.latest, year)}`;
}

/** `14:20` where the dating says the time. */
export function clock(dating: Dating): string {
  return /T(\d{2}:\d{2})/.exec(dating.edtf ?? '')?.[1] ?? '';
}

/** A moment in UTC, as the record keeps it (`2031-05-04T08:00:00Z`), for a reader: `4 May 2031, 08:00 UTC`. */
export function momentWords(moment: string): string {
  const time = /T(\d{2}:\d{2})/.exec(moment)?.[1];
  return dayWords(moment) + (time ? `, ${time} UTC` : '');
}

function wholeMonth(first: string, last: string): string | null {
  const [start, end] = [dayNumber(first), dayNumber(last)];
  if (start === null || end === null || !first.endsWith('-01') || first.slice(0, 7) !== last.slice(0, 7)) return null;
  return isoDay(end + 1).endsWith('-01') ? `${MONTH.format(start * 86_400_000)} ${first.slice(0, 4)}` : null;
}

const BASES: Record<Basis, string> = {
  stated: 'stated on the page',
  metadata: 'from the page’s metadata',
  item: 'the date of the item it stands in',
  inferred: 'inferred',
  unknown: 'the page does not say',
};

/** How we come by a date, with the reason where there is one. */
export function basisWords(dating: Dating): string {
  return dating.why ? `${BASES[dating.basis]}: ${dating.why}` : BASES[dating.basis];
}
