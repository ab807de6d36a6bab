/** How the code is to be: the highest derivative, the number of points, the precision. */
import { derivativeName } from '../format';
import { newEntry } from '../navigation';
import { ORDERS } from '../plot/state';
import { DTYPES, type DTypeName } from '../protocol';
import { CODE_TARGETS, POINTS, type CodeRoute, type CodeTarget } from '../route';
import { explanation, wish } from './state';

const TARGET_NAMES: Record<CodeTarget, string> = { wasm: 'WebAssembly', wgsl: 'WGSL' };

/** Shows a language or hides it; one is always shown. */
function toggle(target: CodeTarget): void {
  const { targets } = wish.peek();
  const next = CODE_TARGETS.filter((name) => targets.includes(name) !== (name === target));
  if (next.length > 0) set({ targets: next });
}

function set(change: Partial<CodeRoute>): void {
  newEntry();
  wish.value = { ...wish.peek(), ...change };
}

export function Settings() {
  const { order, points, dtype, targets } = wish.value;
  const { name = 'f', variables = [] } = explanation.value ?? {};
  // Of two variables there is the gradient.
  const isField = variables.length === 2;
  const highest = isField ? 1 : ORDERS.length - 1;
  const upTo = (k: number): string => (isField ? `∇${name}` : derivativeName(name, k));
  return (
    <div class="code-settings" role="group" aria-label="What the code computes">
      <div class="code-orders" role="group" aria-label="Derivatives up to">
        {ORDERS.filter((k) => k <= highest).map((k) => (
          <button
            key={k}
            type="button"
            class="chip"
            aria-pressed={Math.min(order, highest) === k}
            aria-label={k === 0 ? name : `${name} ${isField ? 'and' : 'to'} ${upTo(k)}`}
            onClick={() => set({ order: k })}
          >
            {k === 0 ? <i>{name}</i> : <i>{`${name}${isField ? ', ' : ' … '}${upTo(k)}`}</i>}
          </button>
        ))}
      </div>
      <label class="code-choice">
        Points
        <select
          class="field"
          value={String(points)}
          onChange={(event) => set({ points: Number(event.currentTarget.value) })}
        >
          {POINTS.map((n) => (
            <option key={n} value={String(n)}>
              {n.toLocaleString('en')}
            </option>
          ))}
        </select>
      </label>
      <label class="code-choice">
        Precision
        <select
          class="field"
          value={dtype}
          onChange={(event) => set({ dtype: event.currentTarget.value as DTypeName })}
        >
          {DTYPES.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <div class="code-orders" role="group" aria-label="Languages">
        {CODE_TARGETS.map((name) => (
          <button
            key={name}
            type="button"
            class="chip"
            aria-pressed={targets.includes(name)}
            title={name === 'wgsl' ? 'The shaders of a GPU' : 'The module of vector instructions'}
            onClick={() => toggle(name)}
          >
            {TARGET_NAMES[name]}
          </button>
        ))}
      </div>
    </div>
  );
}
