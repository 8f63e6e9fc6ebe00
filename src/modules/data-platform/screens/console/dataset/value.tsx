interface ValueProps {
  readonly value: unknown;
  /** Digits after the point of a decimal, so that a column of money lines up. */
  readonly scale?: number | undefined;
}

/** A cell as it is stored; a missing one is marked, so that it is not taken for an empty text. */
export function Value({ value, scale }: ValueProps) {
  if (value === null || value === undefined) return <span className="ink3">–</span>;
  if (typeof value === 'object') return <code>{JSON.stringify(value)}</code>;
  return <>{typeof value === 'number' && scale !== undefined ? value.toFixed(scale) : String(value)}</>;
}
