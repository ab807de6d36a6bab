/** The input line: the text, its typeset form, and what is wrong with it. */
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { newEntry } from '../navigation';
import { Typeset } from '../typeset';
import { expression, fault, picture, setExpression, typeset, type Fault } from './state';

const EXAMPLES = [
  ['x³ + 2x² − 3x + 1', 'x^3 + 2x^2 - 3x + 1'],
  ['tanh(x) · exp(−x²)', 'tanh(x)*exp(-x^2)'],
  ['sin x cos x', 'sin x cos x'],
  ['tan x', 'tan x'],
  ['1/x', '1/x'],
  ['|x|', '|x|'],
  ['⌊x⌋', 'floor x'],
  ['x² | √x', 'where(x<0, x^2, sqrt x)'],
  ['sin x cos y', 'sin x cos y'],
  ['x² − y²', 'x^2 - y^2'],
] as const;

/** "f(x, y) =" or "y =" at the beginning of a text, before which no other stands then. */
const LEFT_SIDE = /^\s*[\p{L}_][\p{L}\p{N}_]*\s*(\([^()]*\)\s*)?=(?!=)/u;

export function Formula() {
  const input = useRef<HTMLInputElement>(null);
  const underline = useRef<HTMLDivElement>(null);
  /** From the first change to Enter or leaving is one step for the browser's Back. */
  const typing = useRef(false);
  const problem = fault.value?.expr === expression.value ? fault.value : null;

  const followScroll = (): void => {
    if (underline.current) {
      underline.current.style.transform = `translateX(${-(input.current?.scrollLeft ?? 0)}px)`;
    }
  };

  return (
    <section class="formula" aria-label="Function">
      <div class="formula-line">
        <label for="formula-input" class="formula-label">
          {LEFT_SIDE.test(expression.value) ? (
            <span class="visually-hidden">Function</span>
          ) : (
            <>
              <i>f</i>(<Variables />) =
            </>
          )}
        </label>
        <div class="formula-field">
          <input
            id="formula-input"
            ref={input}
            class="formula-input"
            type="text"
            value={expression.value}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            enterkeyhint="go"
            aria-invalid={problem !== null}
            aria-describedby="formula-message"
            onInput={(event) => {
              if (!typing.current) newEntry();
              typing.current = true;
              setExpression(event.currentTarget.value);
            }}
            onChange={() => (typing.current = false)}
            onScroll={followScroll}
            onKeyUp={followScroll}
          />
          <div class="formula-underline" aria-hidden="true">
            {problem && <Underline fault={problem} hostRef={underline} />}
          </div>
        </div>
        <div class="formula-typeset" aria-hidden="true">
          <Typeset tex={typeset.value} />
        </div>
      </div>
      <div class="formula-below">
        <p id="formula-message" class="formula-message" role="status">
          {problem && problem.message + place(problem)}
          {!problem && picture.value?.expr === expression.value && picture.value.notice}
        </p>
        <ul class="chips" aria-label="Examples">
          {EXAMPLES.map(([label, expr]) => (
            <li key={expr}>
              <button
                type="button"
                class="chip"
                aria-pressed={expression.value === expr}
                onClick={() => {
                  newEntry();
                  setExpression(expr);
                }}
              >
                {label}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** What the typeset definition begins with tells the variables. */
function Variables() {
  const [left = ''] = typeset.value.split('=');
  if (!left.includes(',')) return <i>x</i>;
  return (
    <>
      <i>x</i>, <i>y</i>
    </>
  );
}

/** As many as fit into the line. */
const MAX_CARETS = 200;

/** Carets under the characters at fault; the text before them is there, unseen, to push them to their place. */
function Underline({ fault, hostRef }: { fault: Fault; hostRef: RefObject<HTMLDivElement | null> }) {
  const { expr, pos, end } = fault;
  if (pos === undefined) return null;
  const culprit = expr.slice(pos, Math.max(end ?? pos, pos + 1)) || ' ';
  return (
    <div ref={hostRef} class="formula-carets">
      <span class="formula-before">{expr.slice(0, pos)}</span>
      <span class="formula-culprit">{'^'.repeat(Math.min([...culprit].length, MAX_CARETS))}</span>
    </div>
  );
}

function place({ expr, pos }: Fault): string {
  if (pos === undefined || expr === '') return '';
  return pos >= expr.length ? ' (at the end)' : ` (at character ${pos + 1})`;
}
