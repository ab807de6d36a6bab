/** The worker of one contestant that is not a Go program. It answers the same requests as `wasm/bench` does. */
import type {
  BenchMeasuredReply,
  BenchPreparedReply,
  BenchRequest,
  BenchResultsReply,
  ErrorMessage,
  ReadyMessage,
} from '../src/protocol';
import type { CaseName } from './cases';
import type { ScriptName } from './contestants';
import { measure, type Call, type Contestant, type Device } from './contestants/contestant';

/** The first message: what to run, on what, and whether memory must not be shared. */
export interface StartScript {
  type: 'start-script';
  script: ScriptName;
  single: boolean;
  device: Device;
}

const load: Record<ScriptName, () => Promise<{ start(device: Device): Contestant | Promise<Contestant> }>> = {
  jax: () => import('./contestants/jax'),
  tfjs: () => import('./contestants/tfjs'),
  js: () => import('./contestants/js'),
  limit: () => import('./contestants/limit'),
  copy: () => import('./contestants/copy'),
};

let contestant: Contestant | undefined;
let call: Call | undefined;

async function start({ script, single, device }: StartScript): Promise<ReadyMessage> {
  // What a library meets on a page that is not isolated from other origins.
  if (single) Reflect.deleteProperty(globalThis, 'SharedArrayBuffer');
  contestant = await (await load[script]()).start(device);
  return { type: 'ready', version: contestant.version, devices: [`${contestant.threads}`] };
}

async function answer(
  request: BenchRequest,
): Promise<BenchPreparedReply | BenchMeasuredReply | BenchResultsReply> {
  const { id } = request;
  switch (request.type) {
    case 'bench-prepare':
      call?.dispose();
      call = undefined;
      call = await contestant!.prepare(request.case as CaseName, split(request.data, request.lengths));
      return { type: 'bench-prepared', id };
    case 'bench-measure':
      // A function of that name is there only in a browser that was told so.
      if (request.collect) (globalThis as { gc?: () => void }).gc?.();
      return { type: 'bench-measured', id, ms: await measure(call!, request.batch) };
    case 'bench-results':
      return {
        type: 'bench-results',
        id,
        values: joined(await call!.results()),
        threads: contestant!.threads,
        remark: '',
      };
  }
}

function split(data: Float32Array<ArrayBuffer>, lengths: readonly number[]): Float32Array<ArrayBuffer>[] {
  let at = 0;
  return lengths.map((length) => data.slice(at, (at += length)));
}

function joined(parts: Float32Array[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

self.addEventListener('message', async ({ data: message }: MessageEvent<StartScript | BenchRequest>) => {
  try {
    self.postMessage(await (message.type === 'start-script' ? start(message) : answer(message)));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const failed: ErrorMessage = { type: 'error', id: 'id' in message ? message.id : 0, message: text };
    self.postMessage(failed);
  }
});
