import { beforeAll, describe, expect, it, vi } from 'vitest';

type Module = typeof import('../../src/lib/route.svelte');
let route: Module;

beforeAll(async () => {
  vi.stubGlobal('location', { hash: '' });
  vi.stubGlobal('addEventListener', () => {});
  route = await import('../../src/lib/route.svelte');
});

describe('the address', () => {
  it('comes back as it was written', () => {
    const address = route.href('page', { at: 's1', off: 'event' }, 'p 1/ä');
    expect(route.parse(address)).toEqual({ screen: 'page', id: 'p 1/ä', params: { at: 's1', off: 'event' } });
  });

  it('leaves out what is empty, and does not depend on the order', () => {
    expect(route.href('ledger', { speaker: 'r1', mode: undefined, from: '' })).toBe('#/ledger?speaker=r1');
    expect(route.href('ledger', { b: '1', a: '2' })).toBe(route.href('ledger', { a: '2', b: '1' }));
  });

  it('is the overview where it names nothing that there is', () => {
    for (const hash of ['', '#', '#/', '#/nowhere', '#/%', 'x']) expect(route.parse(hash).screen).toBe('overview');
  });
});
