import { describe, expect, it } from 'vitest';
import { dayNumber } from '../../src/lib/dates';
import { captionOf, daysOf, domainOf, everyDay, laneOf, orderDay, scaleOf, ticksOf } from '../../src/lib/lanes';
import type { EventGroupRow, EventRow } from '../../src/lib/types';
import { glyphOf } from '../../src/lib/words';
import { UNKNOWN, day, event } from '../fixtures/page';

const group = (...reports: EventRow[]): EventGroupRow => ({
  id: 'g1', type: 'meeting', participants: [], place: 'Calder', when: day('2031-05-08'), course: 'moved', reports, conflicts: [],
});
const moved = group(
  event('e1', 'planned', '2031-04-30', day('2031-05-06')),
  event('e2', 'planned', '2031-05-03', day('2031-05-08')),
  event('e3', 'happened', '2031-05-08', day('2031-05-08')),
);
const at = (text: string) => dayNumber(text) as number;
const label = () => '';

describe('the axis', () => {
  it('covers all reports and what they say, but not a date decades away', () => {
    const far = group(event('e4', 'happened', '2031-05-01', day('1994-03-01')));
    expect(domainOf([moved, far])).toEqual({ first: at('2031-04-30'), last: at('2031-05-08') });
    expect(domainOf([])).toBeNull();
  });

  it('puts days into the middle of their column, in order and inside', () => {
    const scale = scaleOf({ first: 0, last: 9 }, 228);
    expect(scale.day).toBe(20);
    expect(scale.x(0)).toBe(24);
    expect(scale.x(9)).toBe(204);
  });

  it.each([60, 300, 900, 2000])('writes ticks that do not touch at %d pixels', (width) => {
    const scale = scaleOf({ first: 0, last: 120 }, width);
    const ticks = ticksOf(scale);
    ticks.slice(1).forEach((day, index) => expect(scale.x(day) - scale.x(ticks[index] as number)).toBeGreaterThanOrEqual(62));
  });
});

describe('a lane', () => {
  const scale = scaleOf(domainOf([moved]) as { first: number; last: number }, 900);

  it('shows each report when it came, and each claimed date once', () => {
    const marks = laneOf(moved, scale, 'reported', label);
    expect(marks.filter((mark) => mark.shape !== 'claim').map((mark) => mark.shape)).toEqual(['planned', 'moved', 'happened']);
    expect(marks.filter((mark) => mark.shape === 'claim').map((mark) => mark.x)).toEqual([scale.x(at('2031-05-06')), scale.x(at('2031-05-08'))]);
  });

  it('shows each report where it says that the event occurs', () => {
    const marks = laneOf(moved, scale, 'occurs', label);
    expect(marks.map((mark) => mark.x).sort((a, b) => a - b)).toEqual([scale.x(at('2031-05-06')), scale.x(at('2031-05-08')), scale.x(at('2031-05-08'))]);
  });

  it('never puts two marks of one level on each other', () => {
    for (const axis of ['reported', 'occurs'] as const) {
      const marks = laneOf(moved, scale, axis, label);
      for (const a of marks) {
        for (const b of marks) {
          if (a !== b && a.level === b.level) expect(Math.abs(a.x - b.x)).toBeGreaterThanOrEqual(17);
        }
      }
    }
  });

  it('gives an uncertain date a whisker and a date beyond the axis its place at the end', () => {
    const range = { ...day('2031-05-02'), latest: '2031-05-05' };
    const marks = laneOf(group(event('e5', 'planned', '2031-05-01', range), event('e6', 'happened', '2031-05-01', day('1994-03-01'))), scale, 'occurs', label);
    expect(marks.find((mark) => mark.report.id === 'e5')).toMatchObject({ from: scale.x(at('2031-05-02')), to: scale.x(at('2031-05-05')), beyond: null });
    expect(marks.find((mark) => mark.report.id === 'e6')).toMatchObject({ x: scale.x(at('2031-04-30')), beyond: 'before', from: null });
  });

  it('leaves out what has no date, and puts such events last', () => {
    const undated = group(event('e7', 'possible', '2031-05-01', UNKNOWN));
    undated.when = UNKNOWN;
    expect(laneOf(undated, scale, 'occurs', label)).toEqual([]);
    expect(orderDay(undated, 'occurs')).toBeGreaterThan(orderDay(moved, 'occurs'));
    expect(orderDay(undated, 'reported')).toBe(at('2031-05-01'));
    expect(daysOf(UNKNOWN)).toBeNull();
  });
});

describe('the words in a lane', () => {
  const mark = (x: number) => ({ ...laneOf(moved, scaleOf({ first: at('2031-04-30'), last: at('2031-05-08') }, 900), 'occurs', label)[0]!, x, from: null, to: null });

  it('stand on the wider side and end at a word', () => {
    const words = 'Both sides meet in Calder on May 8 to speak about the crew and the lane';
    expect(captionOf(words, [mark(100)], 900)).toEqual({ words, x: 114, anchor: 'start' });
    expect(captionOf(words, [mark(800)], 900)).toMatchObject({ x: 786, anchor: 'end' });
    const short = captionOf(words, [mark(100)], 300);
    expect(words.startsWith(short?.words.replace(' …', '') ?? '?')).toBe(true);
    expect((short?.words.length ?? 99) * 6.3).toBeLessThanOrEqual(186);
  });

  it('are left out where there is no room', () => {
    expect(captionOf('words', [mark(60), mark(150)], 210)).toBeNull();
    expect(captionOf('words', [], 900)).toBeNull();
  });
});

describe('the glyph of a report', () => {
  it('is “moved” only where the dates share no day', () => {
    const [first, second] = moved.reports as [EventRow, EventRow];
    expect(glyphOf(second, [first])).toBe('moved');
    expect(glyphOf(event('e8', 'planned', '2031-05-04', { ...day('2031-05-06'), latest: '2031-05-09' }), [first])).toBe('planned');
    expect(glyphOf(event('e9', 'cancelled', '2031-05-04', day('2031-05-20')), [first])).toBe('denied');
    expect(glyphOf(event('e10', 'planned', '2031-05-04', UNKNOWN), [first])).toBe('planned');
  });
});

describe('the histogram', () => {
  it('has a column for every day between the first and the last', () => {
    expect(everyDay([{ value: '2031-05-04', count: 2 }, { value: '2031-05-01', count: 1 }]).map((it) => it.count)).toEqual([1, 0, 0, 2]);
  });

  it('is not flattened by a stray date', () => {
    expect(everyDay([{ value: '1994-03-01', count: 1 }, { value: '2031-05-01', count: 4 }])).toHaveLength(2);
  });
});

describe('a report of a page without a date', () => {
  const placed = event('e9', 'planned', '2031-05-03', day('2031-05-08'));
  placed.place_on_page.published = UNKNOWN;

  it('stands where other pages put it, and says so', () => {
    placed.place_on_page.inferred = { ...day('2031-05-07'), basis: 'inferred' };
    const groups = [group(placed)];
    const scale = scaleOf(domainOf(groups) as { first: number; last: number }, 400);
    const [mark] = laneOf(group(placed), scale, 'reported', label).filter((it) => it.shape !== 'claim');
    expect([mark?.isInferred, mark?.dating.edtf, mark?.x]).toEqual([true, '2031-05-07', scale.x(at('2031-05-07'))]);
    expect(orderDay(group(placed), 'reported')).toBe(at('2031-05-07'));
  });

  it('has no mark where they do not tell', () => {
    placed.place_on_page.inferred = null;
    const scale = scaleOf({ first: at('2031-05-01'), last: at('2031-05-09') }, 400);
    expect(laneOf(group(placed), scale, 'reported', label).every((it) => it.shape === 'claim')).toBe(true);
  });
});
