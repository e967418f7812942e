// The words that the screens use for the record's closed lists, in one place.

import type { ChangeKind, Course, EntryVersion, EventRow, Mode, Slot, Stage, StatementKind } from './types';

/** How many, with the noun in the right number. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** What a speaker does, as a word of a report; never whether it is true. */
export const MODES: Record<Mode, string> = {
  assert: 'said', claim: 'claimed', promise: 'promised', deny: 'denied', demand: 'demanded', warn: 'warned',
  praise: 'praised', ask: 'asked', expect: 'expected', intend: 'intends', accuse: 'accused', other: 'other',
};

export const KINDS: Record<StatementKind, string> = {
  direct: 'in quotation marks', mixed: 'partly quoted', indirect: 'reported',
};

export const STAGES: Record<Stage, string> = {
  planned: 'planned', expected: 'expected', possible: 'possible', ongoing: 'under way', happened: 'reported as happened',
  cancelled: 'called off', denied: 'denied', claimed: 'claimed by one side',
};

/** The glyph families of the lanes. `moved` is derived from several reports; the others group stages. */
export type Glyph = 'planned' | 'expected' | 'moved' | 'happened' | 'denied' | 'possible';

export const GLYPHS: Record<Glyph, string> = {
  planned: 'planned', expected: 'expected or under way', moved: 'given another date or place',
  happened: 'reported as happened', denied: 'denied or called off', possible: 'possible, or claimed by one side',
};

const GLYPH_OF: Record<Stage, Glyph> = {
  planned: 'planned', expected: 'expected', ongoing: 'expected', happened: 'happened', cancelled: 'denied',
  denied: 'denied', possible: 'possible', claimed: 'possible',
};

/** The glyph of a report, given the reports of the same event that came before it. */
export function glyphOf(report: EventRow, earlier: EventRow[]): Glyph {
  const glyph = GLYPH_OF[report.stage];
  return (glyph === 'planned' || glyph === 'expected') && isMoved(report, earlier) ? 'moved' : glyph;
}

/** Whether a report gives a date that shares no day with the last one that an earlier report gave. */
function isMoved(report: EventRow, earlier: EventRow[]): boolean {
  const last = earlier.findLast((it) => it.when.earliest && it.when.latest && GLYPH_OF[it.stage] !== 'denied');
  const [now, then] = [report.when, last?.when];
  if (!now.earliest || !now.latest || !then?.earliest || !then.latest) return false;
  return now.latest < then.earliest || then.latest < now.earliest;
}

export const COURSES: Record<Course, string> = {
  'announced-then-happened': 'Announced, then reported as happened',
  moved: 'Announced, then given another date or place',
  'called-off': 'Announced, then called off',
  denied: 'Reported by one, denied by another',
  'announced-only': 'Announced; no outcome seen in our copies',
  'happened-only': 'Reported as happened or under way',
  'claimed-only': 'Claimed by one side only',
};

export const SLOTS: Record<Slot, string> = {
  date: 'when', place: 'where', number: 'how many', wording: 'in which words', speaker: 'who said it',
  occurrence: 'whether it took place',
};

/** A doubt about a reading in words; empty where there is none worth a word. */
export function doubtWords(certainty: number): string {
  if (certainty >= 0.75) return '';
  return certainty >= 0.5 ? 'likely reading: check the words' : 'doubtful reading: check the words';
}

/** `meeting of A and B in C`, from what a report or a group gives. */
export function eventTitle(event: { type: string; participants: { name: string }[]; place: string | null }): string {
  const names = [...new Set(event.participants.map((actor) => actor.name))];
  const who = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  const type = event.type.replaceAll('-', ' ');
  return [type.charAt(0).toUpperCase() + type.slice(1), who && `: ${who}`, event.place && ` · ${event.place}`]
    .filter(Boolean)
    .join('');
}

/** The outlet, or where the bytes came from. */
export function outletOf(place: { outlet: string | null; path: string }): string {
  return place.outlet ?? 'unknown outlet';
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast(Boolean) ?? path;
}

/** What became of an entry in later versions of its page; empty where there is nothing to say. */
export function fateWords(version: EntryVersion | null): string {
  if (version?.fate === 'removed') return 'not in the newest version of the page';
  if (version?.fate === 'changed') return 'changed in a later version of the page';
  return version && version.fate === null && version.replaces.length > 0 ? 'an earlier version has it in other words' : '';
}

/** How many of some reports count: those of earlier versions count with the report that stands for them. */
export function counted<T extends { stands: string | null }>(reports: T[]): T[] {
  return reports.filter((it) => it.stands === null);
}

/** What happened to words from one kept copy to the next, as far as the copies show. */
export const CHANGES: Record<ChangeKind, string> = { added: 'added', removed: 'removed', changed: 'changed', moved: 'moved' };

const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language' });

/** The name of a language, by its tag. */
export function languageName(tag: string): string {
  try {
    return LANGUAGES.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Whether what is written in a language is read: only English is. */
export function isRead(tag: string | null): boolean {
  return tag === null || tag.split(/[-_]/)[0]?.toLowerCase() === 'en';
}
