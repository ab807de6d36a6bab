/**
 * The worker's script: runs one of our Go programs, which then handles the requests itself. The page compiles the
 * module once and sends it, so a restarted worker need neither fetch nor compile.
 */
import '../../../.build/wasm/wasm_exec.js';
import type { ExitMessage, StartMessage } from '../protocol';

/** Runs the program to its end, which only a fault brings, and returns what Go said of that. */
async function run(module: WebAssembly.Module): Promise<string> {
  let cause = 'the program ended';
  const { log } = console;
  console.log = (line: unknown) => {
    const fault = /^(?:fatal error|panic|runtime): (.*)/.exec(String(line));
    if (fault) cause = fault[1]!;
    log(line);
  };
  const go = new Go();
  const instance = await WebAssembly.instantiate(module, go.importObject);
  await go.run(instance);
  return cause;
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
