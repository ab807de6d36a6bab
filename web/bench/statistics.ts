/** The value below which a share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return sorted[below]! + (at - below) * (above - sorted[below]!);
}

/** How far samples lie apart: the distance of the 90th from the 10th percentile, in units of the median. */
export function spread(samples: readonly number[]): number {
  return (quantile(samples, 0.9) - quantile(samples, 0.1)) / quantile(samples, 0.5);
}
