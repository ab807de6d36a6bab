/**
 * The messages between the page, its two Web Workers (the engine, and Python programs) and the canvas frame.
 *
 * This folder is the description of record; `wasm/bridge` mirrors it in Go. All messages are plain objects
 * sent by `postMessage`; numeric arrays travel as typed arrays whose buffers are transferred, never as JSON.
 * Lengths are CSS pixels, y grows downwards. Numbers may be NaN or infinite.
 */

export * from './bench';
export * from './devices';
export * from './display';
export * from './engine';
export * from './heat';
export * from './page';
export * from './programs';
export * from './race';
export * from './worker';
