/** A cell as it is stored; a missing one is marked, so that it is not taken for an empty text. */
export function Value({ value }: { readonly value: unknown }) {
  if (value === null || value === undefined) return <span className="ink3">–</span>;
  if (typeof value === 'object') return <code>{JSON.stringify(value)}</code>;
  return <>{String(value)}</>;
}
