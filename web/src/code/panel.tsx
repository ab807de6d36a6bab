/** The code of the current function: source, jaxpr before and after simplification, WebAssembly, and times. */
import { useEffect } from 'preact/hooks';
import { fluxion, type Explanation } from '../api';
import '../styles/code.css';
import { CodeList } from './listing';
import { keepExplaining } from './request';
import { Settings } from './settings';
import { Source } from './source';
import { Shaders } from './shaders';
import { count, explanation, letGo, spoken, wish } from './state';
import { Times } from './times';

export function Code() {
  useEffect(() => {
    const stop = keepExplaining();
    return () => {
      stop();
      letGo();
    };
  }, []);
  const all = explanation.value;
  const { targets } = wish.value;
  return (
    <div class="code" onKeyDown={(event) => event.key === 'Escape' && letGo()}>
      <Settings />
      {fluxion.failure.value !== '' && (
        <p class="card warning" role="alert">
          {fluxion.failure.value}
        </p>
      )}
      {all && (
        <div class="code-columns">
          <div class="code-column">
            <Source all={all} />
            <Times all={all} />
          </div>
          <CodeList
            id="before"
            title="Jaxpr as traced"
            summary={count(all.termOf.length, 'equation')}
            listing={all.before}
            kind="before"
            language="jaxpr"
            isLinked={(line, _, linked) =>
              line.equation === null ? line.reads && linked.inputs : linked.before.has(line.equation)
            }
          />
          <CodeList
            id="after"
            title="Simplified"
            summary={count(all.origins.length, 'equation')}
            listing={all.after}
            kind="after"
            language="jaxpr"
            isLinked={(line, _, linked) =>
              line.equation === null ? line.reads && linked.inputs : linked.after.has(line.equation)
            }
          />
          <div class="code-targets">
            {targets.includes('wasm') && <Module all={all} />}
            {targets.includes('wgsl') && <Shaders />}
          </div>
        </div>
      )}
      <p class="hint">
        Point at a term, an equation or an instruction to see what belongs together; click or press Enter to
        keep it, Escape to let it go.
      </p>
      <p class="visually-hidden" role="status">
        {spoken.value}
      </p>
    </div>
  );
}

function Module({ all }: { all: Explanation }) {
  if (all.noModule !== '') return <p class="card hint">There is no module: {all.noModule}.</p>;
  return (
    <CodeList
      id="module"
      title="WebAssembly"
      summary={`${all.bytes.toLocaleString('en')} bytes, ${count(all.nests, 'nest')} of loops${
        all.hostSteps > 0 ? `, ${count(all.hostSteps, 'operation')} on the host` : ''
      }`}
      listing={all.module}
      kind="after"
      language="wasm"
      isLinked={(_, i, linked) => linked.module.has(i)}
    />
  );
}
