/** What node.mjs needs of the benchmark. */
export { findGpu } from './gpu';
export { markdown, plainText } from './report';
export { DEFAULTS, runSuite } from './suite';
