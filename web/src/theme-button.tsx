/** Turns the dark theme on and off. */
import { dark, toggleTheme } from './theme';

export function ThemeButton() {
  return (
    <button
      type="button"
      class="button quiet theme"
      aria-pressed={dark.value}
      aria-label="Dark theme"
      title={dark.value ? 'Light theme' : 'Dark theme'}
      onClick={toggleTheme}
    >
      {dark.value ? '☀' : '☾'}
    </button>
  );
}
