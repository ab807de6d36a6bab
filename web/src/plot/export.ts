/** The picture as a file, and the link to it. */
import { MAX_ORDER } from '../protocol';
import { currentLink } from '../navigation';
import { save } from '../save';
import { dark } from '../theme';
import { draw, drawFine } from './request';
import { picture, visible } from './state';

const PNG_SCALE = 2;

export async function copyLink(): Promise<string> {
  const link = currentLink();
  try {
    await navigator.clipboard.writeText(link);
    return 'The link is in the clipboard.';
  } catch {
    // Without permission (or over plain http) the address line is what one can copy from.
    history.replaceState(null, '', link);
    return 'The link is in the address line.';
  }
}

export async function saveSvg(): Promise<string> {
  const { svg, name } = await redraw();
  save(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`);
  return `Saved ${name}.svg.`;
}

export async function savePng(): Promise<string> {
  const { svg, name, width, height } = await redraw();
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * PNG_SCALE;
    canvas.height = height * PNG_SCALE;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('The browser could not make a PNG of this size.');
    save(blob, `${name}.png`);
    return `Saved ${name}.png.`;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The canvas cannot be read back, so the picture is drawn once more, as SVG. */
async function redraw(): Promise<{ svg: string; name: string; width: number; height: number }> {
  const drawn = picture.peek();
  if (!drawn) throw new Error('There is no picture yet.');
  const { expr, x0, x1, y0, y1, size } = drawn;
  const question = {
    expr,
    x0,
    x1,
    y0,
    y1,
    fitY: false,
    ...size,
    order: MAX_ORDER,
    visible: visible.peek(),
    dark: dark.peek(),
    svg: true,
  };
  const { svg, name } = await (drawn.heat ? drawFine(question) : draw(question));
  if (svg === undefined) throw new Error('The engine sent no SVG.');
  return { svg, name, ...size };
}
