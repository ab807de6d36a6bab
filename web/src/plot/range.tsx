/** The x range, as two numbers that can be typed. */
import { useState } from 'preact/hooks';
import { formatBound, formatNumber, parseNumber } from '../format';
import { newEntry } from '../navigation';
import { setXRange, wanted } from './state';
import { isUsableInterval } from './viewport';

export function Range() {
  const { x0, x1 } = wanted.value;
  const [problem, setProblem] = useState('');
  /** What has been typed and not yet been accepted. */
  const [draft, setDraft] = useState<{ from?: string; to?: string }>({});
  const width = x1 - x0;

  const submit = (form: HTMLFormElement): void => {
    const data = new FormData(form);
    // A field that shows a bound with fewer digits than it has does not change it.
    const read = (name: 'from' | 'to', present: number): number => {
      const text = String(data.get(name));
      return text === formatBound(present, width) ? present : parseNumber(text);
    };
    const from = read('from', x0);
    const to = read('to', x1);
    if (!isUsableInterval(from, to)) {
      setProblem(
        Number.isFinite(from) && Number.isFinite(to)
          ? `from ${formatNumber(from)} to ${formatNumber(to)} is not a range that can be shown`
          : 'two numbers are expected',
      );
      return;
    }
    setProblem('');
    setDraft({});
    if (from === x0 && to === x1) return;
    newEntry();
    setXRange(from, to);
  };

  const field = (name: 'from' | 'to', label: string, value: number) => (
    <input
      class="field"
      name={name}
      aria-label={label}
      inputMode="text"
      autocomplete="off"
      value={draft[name] ?? formatBound(value, width)}
      aria-invalid={problem !== ''}
      aria-describedby="range-problem"
      onInput={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
      onChange={(event) => submit(event.currentTarget.form!)}
    />
  );

  return (
    <form
      class="card range"
      aria-label="Range"
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      <div class="range-line">
        <span>
          <i>x</i>&nbsp;from
        </span>
        {field('from', 'x from', x0)}
        <span>to</span>
        {field('to', 'x to', x1)}
        <button type="submit" class="visually-hidden" tabIndex={-1}>
          Show this range
        </button>
      </div>
      <p id="range-problem" class="problem" role="status">
        {problem}
      </p>
    </form>
  );
}
