/** A round step that cuts a span into about `parts`: 1, 2 or 5 times a power of ten. */
export function niceStep(span: number, parts: number): number {
  const rough = span / parts || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
}

/** Round values from the lowest to beyond the highest; amounts start at zero. */
export function ticks(values: readonly number[], parts = 4): number[] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const step = niceStep(high - low, parts);
  const first = Math.floor(exact(low / step));
  const last = Math.max(first + 1, Math.ceil(exact(high / step)));
  return Array.from({ length: last - first + 1 }, (_, index) => exact((first + index) * step));
}

/** Undoes what binary fractions add: 0.3 / 0.1 is 3. */
function exact(value: number): number {
  return Number(value.toPrecision(12));
}

/** One decimal of a pixel is enough, and keeps pages small. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}

/** About `wanted` positions spread evenly over `length`, the first and the last among them. */
export function spread(length: number, wanted: number): number[] {
  if (length <= wanted) return Array.from({ length }, (_, index) => index);
  return Array.from({ length: wanted }, (_, index) => Math.round((index * (length - 1)) / (wanted - 1)));
}

/** Moves labels apart so that none covers another; keeps their order and stays above `floor`. */
export function apart(positions: readonly number[], distance: number, floor: number): number[] {
  const order = positions.map((_, index) => index).sort((a, b) => (positions[b] ?? 0) - (positions[a] ?? 0));
  const placed = [...positions];
  let below = floor;
  for (const index of order) {
    placed[index] = Math.min(placed[index] ?? 0, below);
    below = (placed[index] ?? 0) - distance;
  }
  return placed;
}
