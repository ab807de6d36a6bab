/** The buttons that open a cell's function in the plot. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { fluxion } from '../../api';
import { EngineError } from '../../engine/error';
import { newEntry } from '../../navigation';
import { setExpression } from '../../plot/state';
import { tab } from '../../state';
import type { Cell } from '../document';
import { definitions, type Definition } from '../plot-it';

/** The text is looked at when it has not changed for so long. */
const REST_MS = 300;

/** No more functions of one cell are offered. */
const MAX_OFFERS = 4;

interface Offer {
  name: string;
  expr: string;
}

export function PlotIt({ cell }: { cell: Cell }) {
  const offers = useSignal<Offer[]>([]);
  const source = cell.source.value;
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      void plottable(source).then((found) => {
        if (current) offers.value = found;
      });
    }, REST_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [source, offers]);
  if (offers.value.length === 0) return null;
  return (
    <div class="plot-it">
      {offers.value.map(({ name, expr }) => (
        <button
          key={name}
          type="button"
          class="chip"
          title={`Plot ${expr} with its derivatives`}
          onClick={() => plot(expr)}
        >
          Plot it{offers.value.length > 1 && `: ${name}`}
        </button>
      ))}
    </div>
  );
}

function plot(expr: string): void {
  newEntry();
  setExpression(expr);
  tab.value = 'plot';
}

async function plottable(source: string): Promise<Offer[]> {
  const found: Offer[] = [];
  for (const definition of definitions(source).slice(0, MAX_OFFERS)) {
    const expr = await firstAccepted(definition);
    if (expr !== null) found.push({ name: definition.name, expr });
  }
  return found;
}

/** The first of the spellings that the plot understands. */
async function firstAccepted({ spellings }: Definition): Promise<string | null> {
  for (const expr of spellings) {
    try {
      await fluxion.parse(expr);
      return expr;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
  }
  return null;
}
