import { describe, expect, it } from 'vitest';
import { windowOf } from '../../src/lib/window';

describe('the window on a long list', () => {
  it('holds what is looked at, and one block more each way', () => {
    expect(windowOf(2500, [], 1000, 100_000, 100_900)).toEqual({ first: 99, last: 101, before: 99_000, after: 2_398_000 });
  });

  it('is as tall as the list, whatever was measured', () => {
    const heights = [300, undefined, 1700, 950];
    for (const top of [-500, 0, 299, 1000, 3000, 9999]) {
      const view = windowOf(6, heights, 1000, top, top + 800);
      let inside = 0;
      for (let index = view.first; index <= view.last; index += 1) inside += heights[index] ?? 1000;
      expect(view.before + inside + view.after).toBe(300 + 1000 + 1700 + 950 + 2000);
      expect(view.first).toBeGreaterThanOrEqual(0);
      expect(view.last).toBeLessThan(6);
    }
  });

  it('is empty for an empty list', () => {
    const view = windowOf(0, [], 1000, 0, 800);
    expect(view.last).toBeLessThan(view.first);
  });
});
