/** What of a GPU there is. */

export interface Gpu {
  /** What the browser tells of it. */
  name: string;
  /** It is a program that pretends to be one: right, but slow. */
  software: boolean;
}

/** Asks for a GPU; null where there is none, or no WebGPU. */
export async function findGpu(): Promise<Gpu | null> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  const { vendor, architecture, device, description } = adapter.info;
  const name = [vendor, architecture, device, description].filter(Boolean).join(' ') || 'unnamed';
  return { name, software: /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(name) };
}

/** What is said of a GPU wherever it is named. */
export function describe(gpu: Gpu | null): string {
  if (!gpu) return 'no GPU';
  return gpu.software ? `${gpu.name}, a software adapter: these times are not those of a GPU` : gpu.name;
}
