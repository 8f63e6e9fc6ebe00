import { type Static, Type } from 'typebox';

import { Dialect, Encoding } from '../ingest/index.ts';

/** A corrected dialect in an address; all parts or none. `quote` is empty where nothing is quoted. */
export const dialectQuery = {
  encoding: Type.Optional(Encoding),
  delimiter: Type.Optional(Dialect.properties.delimiter),
  quote: Type.Optional(Type.Enum(['"', "'", 'none'])),
  newline: Type.Optional(Dialect.properties.newline),
  headerLine: Type.Optional(Dialect.properties.headerLine),
  firstLine: Type.Optional(Dialect.properties.firstLine),
};

type Asked = { [Part in keyof typeof dialectQuery]?: Static<(typeof dialectQuery)[Part]> };

/** The dialect that an address names, or none when a part is missing. */
export function dialectOf({ encoding, delimiter, quote, newline, headerLine, firstLine }: Asked): Static<typeof Dialect> | undefined {
  if (!encoding || !delimiter || !quote || !newline || headerLine === undefined || firstLine === undefined) return undefined;
  return { encoding, delimiter, quote: quote === 'none' ? null : quote, newline, headerLine, firstLine };
}
