/** Why programs run where they run: what the chosen device means, what was chosen, and what was measured. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { fluxion } from '../api';
import { choices, device, hasGpu, lookForGpu, type DeviceName } from './state';

const MEANINGS: Record<DeviceName, string> = {
  auto: 'Each program runs where it is fastest. Small ones never go to a GPU.',
  host: 'Everything runs in the loops of the Go program, without generated code.',
  wasm: 'Everything runs as WebAssembly that is generated for it.',
  gpu: 'What a GPU can compute runs there: programs, large trainings and heat maps.',
};

/** It lies over the page, which does not move. */
export function Why() {
  const [open, setOpen] = useState(false);
  const host = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const details = host.current!;
    const closeOutside = ({ target }: Event): void => {
      if (!details.contains(target as Node)) details.open = false;
    };
    const closeOnEscape = ({ key }: KeyboardEvent): void => {
      if (key !== 'Escape' || !details.open) return;
      details.open = false;
      details.querySelector('summary')!.focus();
    };
    details.addEventListener('keydown', closeOnEscape);
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, []);
  return (
    <details
      class="device-why"
      ref={host}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        if (!event.currentTarget.open) return;
        void lookForGpu();
        fluxion.lookAtMeasured();
      }}
    >
      <summary class="button quiet">
        Why<span class="visually-hidden"> do programs run where they do</span>?
      </summary>
      {open && (
        <div class="card">
          <p>{MEANINGS[device.value]}</p>
          {device.value === 'auto' && <Choices />}
          <Measured />
        </div>
      )}
    </details>
  );
}

function Choices() {
  if (choices.value.length === 0) return null;
  return (
    <ul>
      {choices.value.map(({ program, kind, reason }) => (
        <li key={program}>
          Auto chose {kind} for <code>{program}</code>: {reason}.
        </li>
      ))}
    </ul>
  );
}

function Measured() {
  if (hasGpu.value === false) {
    return <p class="hint">There is no GPU that this browser lets pages compute on.</p>;
  }
  const { value: sentences } = fluxion.measured;
  if (sentences.length === 0) return <p class="hint">No program has been run yet.</p>;
  return (
    <>
      <h2>Measured on this machine</h2>
      <ul class="hint">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
