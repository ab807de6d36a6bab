/** The labels of the picture: SVG text over the canvas, sharp and selectable. */
import type { DisplayText } from '../protocol';
import type { Affine } from '../plot/viewport';
import { affine, content } from './content';

export function Texts() {
  const picture = content.value;
  if (!picture) return null;
  const view = affine.value;
  return (
    <svg class="stage-texts" aria-hidden="true">
      {picture.display.texts.map((text, index) => (
        <text
          key={index}
          {...position(text, view)}
          class={`text-${text.role}`}
          text-anchor={text.anchor}
          font-size={text.size}
          fill={text.color}
        >
          {text.text}
        </text>
      ))}
    </svg>
  );
}

function position({ x, y, role }: DisplayText, view: Affine): { x: number; y: number } {
  return {
    x: role === 'tick-y' ? x : x * view.scaleX + view.dx,
    y: role === 'tick-x' ? y : y * view.scaleY + view.dy,
  };
}
