/** What lies over the picture: the element that takes pointer and keyboard, and the buttons that do the same. */
import { useEffect, useRef } from 'preact/hooks';
import { fitX, handleKey, resetView, zoomIn, zoomOut } from './actions';
import { listenToGestures } from './gestures';
import { fitY, picture } from './state';
import { ColourBar } from './heat/bar';
import { CrossHairMarks } from './heat/marks';
import { isHeat } from './heat/state';
import { TraceMarks } from './trace-marks';

export function Surface() {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => listenToGestures(host.current!), []);
  return (
    <>
      {isHeat.value ? <CrossHairMarks /> : <TraceMarks />}
      <ColourBar />
      <div
        ref={host}
        class="surface"
        role="application"
        tabIndex={0}
        aria-label="Plot"
        aria-roledescription={isHeat.value ? 'heat map' : 'function plot'}
        aria-describedby="plot-description plot-keys"
        onKeyDown={(event) => {
          if (handleKey(event)) event.preventDefault();
        }}
      />
      <p id="plot-description" class="visually-hidden">
        {picture.value?.description}
      </p>
      <p id="plot-keys" class="visually-hidden">
        {isHeat.value
          ? 'Arrow keys move, plus and minus zoom, 0 gives both axes one scale, Home resets. T sets a cross-hair, which the arrow keys then move, N and P put it on the greatest and the least value.'
          : 'Arrow keys move, plus and minus zoom, 0 fits the height, Home resets, T traces, N and P go to the next and the previous special point.'}
      </p>
      <div class="toolbar" role="group" aria-label="View">
        <button type="button" class="tool" title="Zoom in (+)" aria-label="Zoom in" onClick={zoomIn}>
          +
        </button>
        <button type="button" class="tool" title="Zoom out (−)" aria-label="Zoom out" onClick={zoomOut}>
          −
        </button>
        {isHeat.value ? (
          <button type="button" class="tool wide" title="One scale for both axes (0)" onClick={fitY}>
            Square
          </button>
        ) : (
          <>
            <button
              type="button"
              class="tool wide"
              title="Show roots, extrema and inflections"
              onClick={() => void fitX()}
            >
              Fit x
            </button>
            <button type="button" class="tool wide" title="Fit the height to the curves (0)" onClick={fitY}>
              Fit y
            </button>
          </>
        )}
        <button type="button" class="tool wide" title="Back to the first view (Home)" onClick={resetView}>
          Reset
        </button>
      </div>
    </>
  );
}
