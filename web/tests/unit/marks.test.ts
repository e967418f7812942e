import { describe, expect, it } from 'vitest';
import { blocksOf, marksOf, paragraphAround, passageAt, segments } from '../../src/lib/marks';
import { toUtf16 } from '../../src/lib/offsets';
import { PAGE, TEXT } from '../fixtures/page';

const page = toUtf16(PAGE);

describe('blocks', () => {
  it('join up to the whole text', () => {
    expect(blocksOf(page).map((block) => TEXT.slice(...block.range)).join('')).toBe(TEXT);
  });

  it('know headlines, bylines and boilerplate, and where an item begins', () => {
    const role = (words: string) => blocksOf(page).find((block) => TEXT.slice(...block.range).includes(words))?.role;
    expect(role('Lane stays shut')).toBe('title');
    expect(role('Orla Brandt')).toBe('byline');
    expect(role('Mara Ilven')).toBe('text');
    expect(role('newsletter')).toBe('boilerplate');
    expect(blocksOf(page).filter((block) => block.opens).map((block) => block.opens?.id)).toEqual(['i1']);
  });

  it('open an item that begins in the middle of a line', () => {
    const text = 'One story. Another story.';
    const item = (id: string, span: [number, number]) => ({ ...PAGE.items[0]!, id, span, title: null, byline: null });
    const blocks = blocksOf({ ...page, text, items: [item('a', [0, 10]), item('b', [11, 25])], boilerplate: [] });
    expect(blocks.map((block) => [text.slice(...block.range), block.opens?.id ?? null])).toEqual([['One story.', 'a'], [' ', null], ['Another story.', 'b']]);
  });
});

describe('segments', () => {
  it('cut overlapping marks without losing a character or a layer', () => {
    const marks = marksOf(page);
    const parts = segments([0, TEXT.length], marks);
    expect(parts.map((part) => TEXT.slice(...part.range)).join('')).toBe(TEXT);
    const friday = parts.find((part) => TEXT.slice(...part.range) === 'on Friday');
    expect(friday?.layers).toEqual(['content', 'time']);
    expect(friday?.entries).toEqual(['s1']);
    for (const mark of marks) {
      const inside = parts.filter((part) => part.range[0] >= mark.range[0] && part.range[1] <= mark.range[1]);
      expect(inside.every((part) => part.layers.includes(mark.layer))).toBe(true);
      expect(inside.reduce((sum, part) => sum + part.range[1] - part.range[0], 0)).toBe(mark.range[1] - mark.range[0]);
    }
  });
});

describe('the paragraph around words', () => {
  it('ends at the line ends', () => {
    const at = TEXT.indexOf('Mara');
    const around = TEXT.slice(...paragraphAround(TEXT, [at, at + 4]));
    expect(around.startsWith('“The lane')).toBe(true);
    expect(around.endsWith('May 8.')).toBe(true);
  });

  it('is short where the whole page is one line, and begins after a sentence', () => {
    const text = `${'Something else was said before. '.repeat(80)}Here are the words. ${'And something after it too. '.repeat(80)}`;
    const at = text.indexOf('Here');
    const [start, end] = paragraphAround(text, [at, at + 19]);
    expect(end - start).toBeLessThan(900);
    expect(text.slice(start)).toMatch(/^Something/);
    expect(text.slice(start, end)).toMatch(/too\.$/);
  });
});

describe('a passage in an address', () => {
  it('is a range in code points, and an entry is none', () => {
    const text = '🚢 a lane 🌊 b';
    const found = passageAt(text, '2-8');
    expect(found.map((mark) => text.slice(...mark.range))).toEqual(['a lane']);
    expect(passageAt(text, 's12ab-34')).toEqual([]);
    expect(passageAt(text, '8-2')).toEqual([]);
  });
});
