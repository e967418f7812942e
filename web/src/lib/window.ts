// Which blocks of a long list are near the part that is looked at. Blocks differ in height; what was not measured is estimated.

export interface Window {
  /** The first and the last block to be rendered; `last` is smaller than `first` where there are none. */
  first: number;
  last: number;
  /** The height of what is left out before and after, in pixels. */
  before: number;
  after: number;
}

/** The window on `count` blocks when `top` to `bottom` (pixels from the list's own top) is looked at, one block more each way. */
export function windowOf(count: number, heights: readonly (number | undefined)[], estimate: number, top: number, bottom: number): Window {
  const height = (index: number) => heights[index] ?? estimate;
  let first = 0;
  let before = 0;
  while (first < count - 1 && before + height(first) <= top) {
    before += height(first);
    first += 1;
  }
  let last = first;
  let reached = before + (count > 0 ? height(first) : 0);
  while (last < count - 1 && reached < bottom) {
    last += 1;
    reached += height(last);
  }
  if (first > 0) {
    first -= 1;
    before -= height(first);
  }
  last = Math.min(last + 1, count - 1);
  let after = 0;
  for (let index = last + 1; index < count; index += 1) after += height(index);
  return { first, last, before, after };
}
