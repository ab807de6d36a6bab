/** Collects what a running cell puts out, and shows it a few times a second. */
import type { Output as Emitted } from '../protocol';
import type { ErrorOutput, Output } from './format/nbformat';

/** A program may write faster than a page can show. */
const INTERVAL_MS = 40;

/** More text than this helps nobody, and would fill the storage. */
const MAX_CHARACTERS = 1_000_000;

export class Collector {
  #outputs: Output[] = [];
  #characters = 0;
  #timer: number | undefined;

  constructor(
    readonly count: number,
    readonly show: (outputs: readonly Output[]) => void,
  ) {}

  add(emitted: Emitted): void {
    switch (emitted.kind) {
      case 'stream':
        this.#write(emitted.name, emitted.text);
        break;
      case 'error':
        this.addOutput(errorOutput(emitted));
        break;
      case 'display':
        this.addOutput({ output_type: 'display_data', data: emitted.data, metadata: {} });
        break;
      case 'result':
        this.addOutput({
          output_type: 'execute_result',
          data: emitted.data,
          metadata: {},
          execution_count: this.count,
        });
    }
  }

  addOutput(output: Output): void {
    this.#outputs.push(output);
    this.#later();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.show([...this.#outputs]);
  }

  #write(name: 'stdout' | 'stderr', text: string): void {
    const room = MAX_CHARACTERS - this.#characters;
    if (room <= 0) return;
    this.#characters += text.length;
    this.#append(name, text.slice(0, room));
    if (text.length > room)
      this.#append('stderr', `… more than ${MAX_CHARACTERS} characters: the rest is left out\n`);
    this.#later();
  }

  #append(name: 'stdout' | 'stderr', text: string): void {
    const last = this.#outputs.at(-1);
    if (last?.output_type === 'stream' && last.name === name) {
      this.#outputs[this.#outputs.length - 1] = { ...last, text: last.text + text };
    } else {
      this.#outputs.push({ output_type: 'stream', name, text });
    }
  }

  #later(): void {
    this.#timer ??= window.setTimeout(() => this.flush(), INTERVAL_MS);
  }
}

function errorOutput({ name, value, traceback }: Extract<Emitted, { kind: 'error' }>): ErrorOutput {
  return {
    output_type: 'error',
    ename: name,
    evalue: value,
    traceback: traceback.replace(/\n$/, '').split('\n'),
  };
}
