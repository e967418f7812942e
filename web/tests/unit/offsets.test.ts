import { describe, expect, it } from 'vitest';
import { toUtf16, utf16Offsets } from '../../src/lib/offsets';
import { PAGE, TEXT } from '../fixtures/page';

const SAMPLES = ['', 'plain', '🚢', 'a🚢b', '👩‍👩‍👧 x 👉🏽', 'العربية 🌊 עברית', 'e\u0301 \ud800 lone', '🚢'.repeat(300)];

describe('offsets', () => {
  it.each(SAMPLES)('turns every code point of %j into its place in the string', (text) => {
    const offset = utf16Offsets(text);
    let unit = 0;
    const characters = [...text];
    characters.forEach((character, point) => {
      expect(offset(point)).toBe(unit);
      unit += character.length;
    });
    expect(offset(characters.length)).toBe(text.length);
    expect(offset(characters.length + 7)).toBe(text.length);
  });

  it('gives back the words of every range of a page', () => {
    const page = toUtf16(PAGE);
    const words = (range: readonly [number, number] | undefined | null) => (range ? TEXT.slice(range[0], range[1]) : null);
    expect(words(page.statements[0]?.content[0])).toBe('“The lane 🌊 will open on Friday,”');
    expect(words(page.statements[0]?.source[0])).toBe('Mara Ilven');
    expect(words(page.statements[0]?.cue[0])).toBe('said');
    expect(words(page.events[0]?.evidence)).toBe('Both sides meet in Calder on May 8.');
    expect(words(page.items[0]?.title)).toBe('🚢 Lane stays shut 👩‍👩‍👧');
    expect(words(page.items[0]?.byline)).toBe('By Orla Brandt');
    expect(words(page.items[0]?.published.evidence?.[0])).toBe('Friday');
    expect(words(page.boilerplate[0])).toBe('Sign up for our newsletter');
    expect(words(page.times[0]?.span)).toBe('on Friday');
    expect(words(page.mentions[0]?.span)).toBe('Mara Ilven');
  });

  it('leaves the page that it was given as it was', () => {
    const before = JSON.stringify(PAGE);
    toUtf16(PAGE);
    expect(JSON.stringify(PAGE)).toBe(before);
  });
});
