// What a reader prefers, kept in this browser only.

function load(key: string, fallback: string): string {
  try {
    return localStorage.getItem(key) ?? fallback;
  } catch {
    return fallback;
  }
}

function save(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing still shows the record.
  }
}

/** `auto` follows the system. */
export type Theme = 'auto' | 'light' | 'dark';

export const prefs = $state<{ theme: Theme; keys: boolean }>({
  theme: load('onrecord.theme', 'auto') as Theme,
  keys: load('onrecord.keys', 'on') === 'on',
});

/** Sets the colours; `auto` leaves them to the system. */
export function setTheme(theme: Theme): void {
  prefs.theme = theme;
  save('onrecord.theme', theme);
  applyTheme();
}

/** Puts the theme on the page. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = prefs.theme;
}

/** Turns the single-key commands on or off. */
export function setKeys(on: boolean): void {
  prefs.keys = on;
  save('onrecord.keys', on ? 'on' : 'off');
}
