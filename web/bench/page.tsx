/** The benchmark as a page of the site, and what `make bench` calls. */
import { render } from 'preact';
import '../src/styles/base.css';
import '../src/styles/layout.css';
import '../src/styles/controls.css';
import './page.css';
import { markdown, plainText } from './report';
import { findGpu } from './gpu';
import { choices, DEFAULTS, runSuite } from './suite';
import { Page } from './view';

const benchmark = { defaults: DEFAULTS, findGpu, choices, run: runSuite, markdown, plainText };

declare global {
  interface Window {
    benchmark: typeof benchmark;
  }
}

window.benchmark = benchmark;
render(<Page />, document.getElementById('app')!);
