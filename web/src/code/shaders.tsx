/** The shaders that a GPU would run. They come from the program that has all devices. */
import { fluxion } from '../api';
import { CodeList } from './listing';
import { askShadersAgain } from './request';
import { count, shaders, shadersFault } from './state';

export function Shaders() {
  const all = shaders.value;
  if (!all) return <Awaited />;
  if (all.noModule !== '') return <p class="card hint">There are no shaders: {all.noModule}.</p>;
  return (
    <CodeList
      id="shaders"
      title="WGSL"
      summary={`${count(all.nests, 'nest')} of loops${
        all.hostSteps > 0 ? `, ${count(all.hostSteps, 'operation')} in WebAssembly` : ''
      }`}
      listing={all.module}
      kind="after"
      language="wgsl"
      isLinked={(_, i, linked) => linked.shaders.has(i)}
    />
  );
}

function Awaited() {
  const fault = fluxion.computeFailure.value || shadersFault.value;
  return (
    <section class="card code-card code-shaders" aria-labelledby="code-shaders-title">
      <header class="code-head">
        <h2 id="code-shaders-title" class="code-title">
          WGSL
        </h2>
      </header>
      <div class="code-awaited" role="status">
        {fault !== '' ? (
          <>
            <p>{fault}</p>
            <button type="button" class="button" onClick={askShadersAgain}>
              Try again
            </button>
          </>
        ) : (
          <>
            <p class="hint">
              {fluxion.computeStatus.value === 'ready'
                ? 'Printing shaders…'
                : 'Loading the program that prints shaders…'}
            </p>
            <progress aria-label="Loading" />
          </>
        )}
      </div>
    </section>
  );
}
