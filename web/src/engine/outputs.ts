import type { Output } from '../protocol';

/** Collects the outputs of a run; neighbouring texts of one stream become one. */
export class Outputs {
  readonly list: Output[] = [];

  add(output: Output): void {
    const last = this.list.at(-1);
    if (output.kind === 'stream' && last?.kind === 'stream' && last.name === output.name) {
      this.list[this.list.length - 1] = { ...last, text: last.text + output.text };
    } else {
      this.list.push(output);
    }
  }
}
