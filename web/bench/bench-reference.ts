/** Compares results with those computed in float64, away from the page. */
import type { CaseName } from './cases';
import { largestError } from './reference';

export interface ReferenceRequest {
  case: CaseName;
  values: Float32Array<ArrayBuffer>;
}

export interface ReferenceReply {
  /** NaN where a result is not finite, or there are too many or too few. */
  error: number;
  problem?: string;
}

self.addEventListener('message', ({ data }: MessageEvent<ReferenceRequest>) => {
  let reply: ReferenceReply;
  try {
    reply = { error: largestError(data.case, data.values) };
  } catch (error) {
    reply = { error: NaN, problem: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(reply);
});
