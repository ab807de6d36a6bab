/** Why a request failed. */
type FaultKind =
  /** The engine rejects the request: its message is for the user. */
  | 'rejected'
  /** It took longer than the time limit; the worker was restarted. */
  | 'timeout'
  /** The worker died; it was restarted. */
  | 'crashed'
  /** The worker was restarted because of another request. */
  | 'interrupted'
  /** The engine cannot run here, or has died too often. */
  | 'unavailable';

export class EngineError extends Error {
  override name = 'EngineError';

  /** pos and end are UTF-16 offsets into the expression that was sent. */
  constructor(
    readonly kind: FaultKind,
    message: string,
    readonly pos?: number,
    readonly end?: number,
  ) {
    super(message);
  }

  /**
   * Whether it must be told to the user. What was interrupted is asked again or wanted no more; that the engine is
   * unavailable, the page says anyway.
   */
  get isNews(): boolean {
    return this.kind !== 'interrupted' && this.kind !== 'unavailable';
  }
}
