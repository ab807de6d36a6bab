import { computed, effect, signal } from '@preact/signals';

const system = window.matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = signal(system.matches);
system.addEventListener('change', () => (systemIsDark.value = system.matches));

const STORAGE_KEY = 'fluxion.theme';

/** What the user chose; null follows the system. */
const chosen = signal<boolean | null>(stored());

export const dark = computed(() => chosen.value ?? systemIsDark.value);

/** Switches between light and dark; choosing what the system says anyway follows the system again. */
export function toggleTheme(): void {
  const wanted = !dark.value;
  chosen.value = wanted === systemIsDark.value ? null : wanted;
}

effect(() => {
  document.documentElement.dataset['theme'] = dark.value ? 'dark' : 'light';
});

effect(() => {
  const choice = chosen.value;
  try {
    if (choice === null) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, choice ? 'dark' : 'light');
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
});

function stored(): boolean | null {
  try {
    const value = localStorage.getItem(STORAGE_KEY);
    return value === null ? null : value === 'dark';
  } catch {
    return null;
  }
}
