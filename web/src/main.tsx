import { render } from 'preact';
// The engine starts first: it loads while the page is being built.
import './api';
import { App } from './app';
import { keepDevice, lookForGpu } from './device/state';
import { startNavigation } from './navigation';
import { keepPlotting } from './plot/request';
import { keepReadingPlane } from './plot/heat/cross-hair';
import { keepReading } from './plot/trace';
import { keepRacing } from './race/actions';
import { keepConfigured } from './regression/actions';
import './styles/base.css';
import './styles/layout.css';
import './styles/controls.css';
import './styles/plot.css';
import './styles/ran.css';
import './styles/race.css';
import { loadKatex } from './typeset';

startNavigation();
render(<App />, document.getElementById('app')!);
keepPlotting();
keepReading();
keepReadingPlane();
keepConfigured();
keepRacing();
keepDevice();

/** What can wait until the first curve is on screen. */
function later(): void {
  void loadKatex();
  void lookForGpu();
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    // Without it the page works all the same, only not offline: on plain http, or where storage is forbidden.
    navigator.serviceWorker.register('./sw.js', { scope: './' }).catch(() => {});
  }
}

new PerformanceObserver((list, observer) => {
  if (!list.getEntries().some(({ name }) => /^first-(?:curve|code|notebook)$/.test(name))) return;
  observer.disconnect();
  later();
}).observe({ type: 'mark', buffered: true });
