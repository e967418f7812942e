// The address is the state: every screen, filter and opened entry stands after the `#`, so that it can be kept and sent.

export type Screen = 'overview' | 'ledger' | 'timeline' | 'conflicts' | 'pages' | 'page' | 'versions' | 'search';

export interface Route {
  screen: Screen;
  /** The page's id on the screens `page` and `versions`. */
  id: string;
  params: Record<string, string>;
}

const SCREENS: readonly string[] = ['overview', 'ledger', 'timeline', 'conflicts', 'pages', 'page', 'versions', 'search'];

/** The route that an address names; what it does not name is the overview. */
export function parse(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [name = '', id = ''] = path.split('/', 2);
  const screen = SCREENS.includes(name) ? (name as Screen) : 'overview';
  return { screen, id: decode(id), params: Object.fromEntries(new URLSearchParams(query)) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address of a route. Empty values are left out; the order of the parameters does not depend on their history. */
export function href(screen: Screen, params: Record<string, string | undefined> = {}, id = ''): string {
  const kept = Object.entries(params).filter((pair): pair is [string, string] => Boolean(pair[1]));
  kept.sort(([a], [b]) => (a < b ? -1 : 1));
  const query = new URLSearchParams(kept).toString();
  return `#/${screen}${id ? `/${encodeURIComponent(id)}` : ''}${query ? `?${query}` : ''}`;
}

export const route = $state<{ now: Route }>({ now: parse(location.hash) });

addEventListener('hashchange', () => {
  route.now = parse(location.hash);
});

/** Goes to an address. `replace` leaves no step in the history: for what changes with every key. */
export function go(address: string, replace = false): void {
  if (address === location.hash) return;
  if (replace) {
    history.replaceState(null, '', address);
    route.now = parse(address);
  } else {
    location.hash = address;
  }
}

/** The same screen with some parameters changed; `undefined` takes one away. */
export function withParams(changes: Record<string, string | undefined>): string {
  return href(route.now.screen, { ...route.now.params, ...changes }, route.now.id);
}
