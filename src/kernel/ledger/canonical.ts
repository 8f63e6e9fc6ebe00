/** An entry as it is published and hashed. */
export interface PublicEntry {
  readonly id: string;
  readonly kind: string;
  /** RFC 3339 in UTC with milliseconds. */
  readonly recordedAt: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Writes a value as canonical JSON (RFC 8785): one text for one value, so that it can be hashed.
 * @throws TypeError for what JSON cannot carry: NaN, infinities, bigints, functions, text with lone surrogates
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value === 'string' && value.isWellFormed()) return JSON.stringify(value);
  if (typeof value !== 'object') throw new TypeError(`canonical JSON cannot carry ${typeof value} ${String(value)}`);
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.sort(byUtf16).map(member).join(',')}}`;
}

/** The bytes that are hashed for an entry: its canonical JSON in UTF-8. */
export function leafBytes({ id, kind, recordedAt, body }: PublicEntry): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(canonicalJson({ id, kind, recordedAt, body }));
}

function byUtf16([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : 1;
}

function member([name, value]: [string, unknown]): string {
  return `${canonicalJson(name)}:${canonicalJson(value)}`;
}
