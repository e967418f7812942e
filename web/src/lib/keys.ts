// One keyboard for all screens. A row is any element of the main part with `data-entry` (the entry's id); `data-page` names its
// page and `data-at` the report on it, where that is another id than the row's.

import { prefs } from './prefs.svelte';
import { go, href, route, withParams, type Screen } from './route.svelte';

const SCREENS: Record<string, Screen> = { o: 'overview', l: 'ledger', t: 'timeline', c: 'conflicts', p: 'pages' };

/** How long `g` waits for its second key, in milliseconds. */
const CHORD_MS = 1500;

let chord = 0;

export interface Commands {
  help: () => void;
  /** Closes what lies on top; false where nothing does. */
  escape: () => boolean;
}

/** Listens until the returned function is called. */
export function listen(commands: Commands): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (handle(event, commands)) event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    // A selection is being made, or a link is followed: neither opens a row.
    if (target.closest('a, input, select, summary') || String(getSelection()) !== '') return;
    const row = target.closest<HTMLElement>('#main [data-entry]');
    if (row) openRow(row);
  };
  addEventListener('keydown', onKey);
  addEventListener('click', onClick);
  return () => {
    removeEventListener('keydown', onKey);
    removeEventListener('click', onClick);
  };
}

function handle(event: KeyboardEvent, commands: Commands): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  const target = event.target as HTMLElement;
  const isField = target.matches?.('input, textarea, select, [contenteditable]');
  if (event.key === 'Escape') {
    if (isField) {
      target.blur();
      return true;
    }
    return commands.escape();
  }
  if (isField || target.closest?.('dialog')) return false;
  const row = target.closest?.<HTMLElement>('#main [data-entry]') ?? null;
  if (event.key === 'Enter') {
    if (!row || target.closest('a') || (target !== row && target.closest('button'))) return false;
    openRow(row);
    return true;
  }
  return prefs.keys && letter(event, row, commands);
}

function letter(event: KeyboardEvent, row: HTMLElement | null, commands: Commands): boolean {
  const key = event.key;
  const screen = SCREENS[key];
  if (chord && Date.now() - chord < CHORD_MS && screen) {
    chord = 0;
    go(href(screen));
    return true;
  }
  chord = 0;
  const at = row ?? remembered();
  switch (key) {
    case 'g': chord = Date.now(); return true;
    case '?': commands.help(); return true;
    case '/': return focusSearch();
    case 'j': return move(1);
    case 'k': return move(-1);
    case 'o': if (at) openRow(at); return Boolean(at);
    case 's': return openSource(at);
    case 't': return toggleTable();
    default: return false;
  }
}

/** The rows, in the order of the page. */
function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('#main [data-entry]')];
}

let last = '';

function remembered(): HTMLElement | null {
  const wanted = route.now.params.open ?? last;
  return rows().find((row) => row.dataset.entry === wanted) ?? null;
}

/** Moves the focus by one row; where the words are open beside, they follow. */
function move(step: 1 | -1): boolean {
  const all = rows();
  const active = document.activeElement?.closest<HTMLElement>('#main [data-entry]') ?? remembered();
  const from = active ? all.indexOf(active) : -1;
  const next = all[from < 0 ? 0 : from + step];
  if (!next) return true;
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  last = next.dataset.entry ?? '';
  if (route.now.params.open) go(withParams({ open: last }), true);
  return true;
}

/** Opens a row's words: beside the list, or, on a page, at their place in the text. */
export function openRow(row: HTMLElement): void {
  const id = row.dataset.entry ?? '';
  const isAgain = route.now.params.open === id;
  last = id;
  if (route.now.screen === 'page') go(withParams({ at: id }), true);
  else if (row.dataset.target) go(row.dataset.target);
  else if (isAgain) openSource(row);
  else go(withParams({ open: id }), Boolean(route.now.params.open));
}

/** Opens the kept page at the words of a row, or of what is open beside. */
function openSource(row: HTMLElement | null): boolean {
  const link = document.querySelector<HTMLAnchorElement>('#words a[data-source]');
  if (route.now.params.open && link && (!row || row.dataset.entry === route.now.params.open)) {
    go(link.getAttribute('href') ?? '');
    return true;
  }
  if (!row?.dataset.page) return false;
  go(href('page', { at: row.dataset.at ?? row.dataset.entry }, row.dataset.page));
  return true;
}

function focusSearch(): boolean {
  const fields = [...document.querySelectorAll<HTMLInputElement>('#main input[type=search], header input[type=search]')];
  const field = fields.find((it) => it.closest('#main') && it.offsetParent) ?? fields.find((it) => it.offsetParent);
  field?.focus();
  field?.select();
  return Boolean(field);
}

function toggleTable(): boolean {
  if (route.now.screen !== 'timeline') return false;
  go(withParams({ view: route.now.params.view === 'table' ? undefined : 'table' }), true);
  return true;
}
