// The script of a thread that helps: it does chunks of jobs for ever. What it
// needs to know of a job lies in the shared memory; the numbers are those of
// pool.go.
const FUNCTION = 256, TABLE = 260, LEFT = 192, HELPERS = 320, BROKEN = 328, HELPED = 332;
const KEPT = 100; // modules

onmessage = ({ data: { memory, pool, helper } }) => {
  const functions = new WebAssembly.Instance(pool, { env: { memory } }).exports;
  const { claim, finish, word } = functions;
  const words = new Int32Array(memory.buffer, 0, 128);
  const loaded = new Map();

  // The memory may have grown since this thread last looked at its buffer, so
  // the bytes are read by a function that sees all of it.
  const load = (record) => {
    const length = word(record + 4);
    const bytes = new Uint32Array((length + 3) >> 2);
    for (let i = 0; i < bytes.length; i++) bytes[i] = word(record + 8 + 4 * i);
    const module = new WebAssembly.Module(new Uint8Array(bytes.buffer, 0, length));
    return new WebAssembly.Instance(module, { env: { memory }, pool: functions }).exports;
  };

  const moduleOf = (record) => {
    const number = word(record);
    let module = loaded.get(number);
    if (!module) {
      if (loaded.size >= KEPT) loaded.delete(loaded.keys().next().value);
      loaded.set(number, (module = load(record)));
    }
    return module;
  };

  try {
    Atomics.add(words, HELPERS / 4, 1);
    for (;;) {
      const chunk = claim(helper);
      const table = word(TABLE);
      moduleOf(word(table - 4))['f' + word(FUNCTION)](table, chunk, helper + 1);
      Atomics.add(words, HELPED / 4, 1);
      finish();
    }
  } catch (error) {
    Atomics.store(words, BROKEN / 4, 1);
    Atomics.notify(words, LEFT / 4);
    throw error;
  }
};
