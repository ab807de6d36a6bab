/** The part of Go's wasm_exec.js that the page uses. */
declare class Go {
  importObject: WebAssembly.Imports;
  /** Runs the program; resolves when it ends. */
  run(instance: WebAssembly.Instance): Promise<void>;
}
