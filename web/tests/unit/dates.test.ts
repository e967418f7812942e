import { describe, expect, it } from 'vitest';
import { basisWords, clock, datingWords, dayNumber, isoDay, longDay } from '../../src/lib/dates';
import { UNKNOWN, day } from '../fixtures/page';

const between = (earliest: string, latest: string) => ({ ...day(earliest), edtf: `${earliest}/${latest}`, latest });

describe('dates', () => {
  it('are the same day in every time zone', () => {
    expect(isoDay(dayNumber('2031-05-02') as number)).toBe('2031-05-02');
    expect(longDay('2031-05-02')).toBe('Fri 2 May 2031');
    expect(dayNumber('not a day')).toBeNull();
  });

  it('are told as exactly as they are known', () => {
    expect(datingWords(day('2031-05-02'))).toBe('2 May 2031');
    expect(datingWords({ ...day('2031-05-02'), edtf: '2031-05-02T14:20' })).toBe('2 May 2031, 14:20');
    expect(datingWords(between('2031-04-28', '2031-05-02'))).toBe('28 Apr – 2 May 2031');
    expect(datingWords(between('2030-12-30', '2031-01-02'))).toBe('30 Dec 2030 – 2 Jan 2031');
    expect(datingWords(between('2031-02-01', '2031-02-28'))).toBe('Feb 2031');
    expect(datingWords({ ...day('2031-05-02'), latest: null })).toBe('from 2 May 2031');
    expect(datingWords({ ...day('2031-05-02'), earliest: null })).toBe('by 2 May 2031');
    expect(datingWords(UNKNOWN)).toBe('date unknown');
    expect(clock(UNKNOWN)).toBe('');
  });

  it('say how we come by them, with the reason', () => {
    expect(basisWords(UNKNOWN)).toBe('the page does not say');
    expect(basisWords({ ...day('2031-05-02'), basis: 'inferred', why: '“tomorrow”, page dated 1 May' })).toBe('inferred: “tomorrow”, page dated 1 May');
  });
});
