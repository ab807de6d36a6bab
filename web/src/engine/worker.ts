/**
 * The worker's script: runs the engine, which then handles the requests itself. The page compiles the module once and
 * sends it, so a restarted worker need neither fetch nor compile.
 */
import '../../../.build/wasm/wasm_exec.js';
import type { ExitMessage, StartMessage } from '../protocol';

async function run(module: WebAssembly.Module): Promise<string> {
  const go = new Go();
  const instance = await WebAssembly.instantiate(module, go.importObject);
  await go.run(instance);
  return 'the engine ended';
}

function start(event: MessageEvent<StartMessage>): void {
  run(event.data.module)
    .catch((error: unknown) => String(error))
    .then((message) => {
      const exit: ExitMessage = { type: 'exit', message };
      self.postMessage(exit);
    });
}

self.addEventListener('message', start, { once: true });
