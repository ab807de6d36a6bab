/** The state of the regression: what is set, and where the training stands. */
import { signal } from '@preact/signals';
import type { Size } from '../plot/viewport';
import type { CheckReply, RegressConfig, RegressReply } from '../protocol';
import { DEFAULT_ROUTE } from '../route';

/** An update with the view it was made for. */
export interface Regression extends RegressReply {
  size: Size;
  dark: boolean;
}

export const config = signal<RegressConfig>(DEFAULT_ROUTE.regression);
/** Whether the loss is drawn on a logarithmic scale. */
export const logLoss = signal(false);
export const regression = signal<Regression | null>(null);

/** The last check of the gradient on the present data, with the step at which it was made. */
export const check = signal<(CheckReply & { step: number }) | null>(null);

export const regressionFault = signal('');
