import { type Static, type TProperties, type TSchema, Type } from 'typebox';

/** An object that refuses fields nobody declared. A reply drops them instead. */
export const closed = <Fields extends TProperties>(fields: Fields) => Type.Object(fields, { additionalProperties: false });

/** Text a person wrote: not only spaces, and without the one character PostgreSQL cannot keep. */
export const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^(?=[\\s\\S]*\\S)[^\\u0000]*$' });

/** An instant: a `Date` in TypeScript, RFC 3339 in UTC on the wire. */
export const Instant = Type.Unsafe<Date>({ type: 'string', format: 'date-time' });

/** A day on the calendar, `YYYY-MM-DD`. */
export const Day = Type.String({ format: 'date' });

export const Uuid = Type.String({ format: 'uuid' });

/** Words in every language the product speaks, as a schema. */
export const BilingualText = closed({ en: Type.String(), zh: Type.String() });

export const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** Query parameters of every list: how many, and where the last page ended. */
export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
};

/** One page of a list. `next` is the cursor of the following page, or null at the end. */
export const Page = <Schema extends TSchema>(item: Schema) => closed({ items: Type.Array(item), next: nullable(Type.String()) });

/** A page's rows and the cursor of the next one. */
export interface PageOf<Item> {
  readonly items: Item[];
  readonly next: string | null;
}

/**
 * Cuts a page from rows that were asked for one more than the page holds.
 * @param keyOf what the next page starts after; it comes back through `readCursor`
 */
export function pageOf<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => readonly string[]): PageOf<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null;
  return { items, next };
}

/** The key a cursor was made from, or null when there is none or somebody made it up. */
export function readCursor(cursor: string | undefined, parts: number): string[] | null {
  if (!cursor) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(key) && key.length === parts && key.every((part) => typeof part === 'string') ? key : null;
  } catch {
    return null;
  }
}

export type { Static };
