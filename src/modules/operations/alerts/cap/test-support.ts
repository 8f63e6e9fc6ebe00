import fc from 'fast-check';

import type { Alert, Area, Info, Pair, Resource } from './model.ts';

/** Any text that XML can carry, with what tends to break writers. */
const words = fc
  .oneof(
    fc.string({ maxLength: 30 }),
    fc.string({ maxLength: 30, unit: 'binary' }),
    fc.constantFrom('台风红色预警', '<![CDATA[x]]>', '&amp; &', ']]>', '\r\n', '\t a \n', '"\'', '中文 <b>', '𠮷'),
  )
  .map(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot write these
    (text) => text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu, '_'),
  );
const token = fc.stringMatching(/^[\w.:@/-]{1,20}$/);
const moment = fc
  .tuple(
    fc.date({ min: new Date('1971-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
    fc.constantFrom('+08:00', '-00:00', '+05:45', '-05:00'),
  )
  .map(([at, offset]) => `${at.toISOString().slice(0, 19)}${offset}`);
const some = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 3 });
const pair: fc.Arbitrary<Pair> = fc.record({ valueName: words, value: words });
const point = fc
  .tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -18_000, max: 18_000 }))
  .map(([lat, lon]) => `${lat / 100},${lon / 100}`);
const polygon = fc.array(point, { minLength: 3, maxLength: 6 }).map((points) => [...points, points[0]].join(' '));
const circle = fc.tuple(point, fc.nat(500)).map(([centre, radius]) => `${centre} ${radius / 10}`);

const resource = fc.record(
  { resourceDesc: words, mimeType: words, size: fc.nat().map(String), uri: fc.webUrl(), derefUri: words, digest: words },
  { requiredKeys: ['resourceDesc', 'mimeType'] },
) as fc.Arbitrary<Resource>;

const area = fc
  .record(
    {
      areaDesc: words,
      polygon: some(polygon),
      circle: some(circle),
      geocode: some(pair),
      altitude: fc.nat().map(String),
      ceiling: fc.nat().map(String),
    },
    { requiredKeys: ['areaDesc', 'polygon', 'circle', 'geocode'] },
  )
  .map(({ ceiling, ...rest }) => ('altitude' in rest && ceiling !== undefined ? { ...rest, ceiling } : rest)) as fc.Arbitrary<Area>;

const info = fc.record(
  {
    language: fc.constantFrom('zh-CN', 'en-US', 'x-klingon'),
    category: fc.array(fc.constantFrom('Geo', 'Met', 'CBRNE', 'Other'), { minLength: 1, maxLength: 3 }),
    event: words,
    responseType: some(fc.constantFrom('Shelter', 'Avoid', 'AllClear', 'None')),
    urgency: fc.constantFrom('Immediate', 'Past', 'Unknown'),
    severity: fc.constantFrom('Extreme', 'Minor', 'Unknown'),
    certainty: fc.constantFrom('Observed', 'Likely', 'Unknown'),
    ...{ audience: words, eventCode: some(pair), effective: moment, onset: moment, expires: moment },
    ...{ senderName: words, headline: words, description: words, instruction: words, web: fc.webUrl(), contact: words },
    ...{ parameter: some(pair), resource: some(resource), area: some(area) },
  },
  { requiredKeys: ['category', 'event', 'responseType', 'urgency', 'severity', 'certainty', 'eventCode', 'parameter', 'resource', 'area'] },
) as fc.Arbitrary<Info>;

const references = fc
  .array(fc.tuple(token, token, moment), { minLength: 1, maxLength: 3 })
  .map((all) => all.map((one) => one.join(',')).join(' '));

/** Any alert that CAP 1.2 allows. */
export const anyAlert = fc
  .record(
    {
      ...{ identifier: token, sender: token, sent: moment },
      status: fc.constantFrom('Actual', 'Exercise', 'System', 'Test', 'Draft'),
      msgType: fc.constantFrom('Alert', 'Update', 'Cancel', 'Ack', 'Error'),
      ...{ source: words, scope: fc.constantFrom('Public', 'Restricted', 'Private') },
      ...{
        restriction: token,
        addresses: token,
        code: some(words),
        note: words,
        references,
        incidents: words,
        info: fc.array(info, { maxLength: 2 }),
      },
    },
    {
      requiredKeys: [
        'identifier',
        'sender',
        'sent',
        'status',
        'msgType',
        'scope',
        'code',
        'info',
        'restriction',
        'addresses',
        'references',
      ],
    },
  )
  .map((alert) => JSON.parse(JSON.stringify(alert)) as Alert); // without null prototypes

/** Numbers that choose one change of a document. */
export const anyChange = fc.record({ kind: fc.nat(9), first: fc.nat(), second: fc.nat(), text: fc.nat() });
export type Change = typeof anyChange extends fc.Arbitrary<infer Value> ? Value : never;

const TEXTS = [
  ...['', ' ', 'Actual', 'Bogus', 'Very Likely', 'Observed', 'AllClear', 'CBRNE', ' Actual ', 'en US', 'en-US', '1.5', '-7', '1e3', 'NaN'],
  ...[
    '2012-05-02T23:21:04-00:00',
    '2012-05-02T23:21:04Z',
    '2012-05-02T23:21:04',
    '2012-13-02T23:21:04+08:00',
    '2012-05-02T23:21:04.5+08:00',
  ],
  ...[
    'http://[',
    'http://a.example/%zz',
    '38.47,-120.14 38.34,-119.95',
    '<x/>',
    '<![CDATA[Actual]]>',
    '<!-- c -->Actual',
    '&lt;',
    'YWJj',
    'YW Jj',
    '!',
  ],
];
const NAMES = [
  'info',
  'area',
  'value',
  'valueName',
  'code',
  'references',
  'password',
  'category',
  'mimeType',
  'ceiling',
  'contentObject',
  'keyword',
  'unknown',
];
const ATTRIBUTES = [
  ' a="1"',
  ' xml:lang="en"',
  ' xmlns:q="urn:q" q:a="1"',
  ' xmlns="urn:other"',
  ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"',
];

interface Span {
  readonly open: number;
  readonly close: number;
}

/**
 * Changes one thing in a document that a writer of a wrong one might: an element gone, doubled, moved, renamed, emptied, put elsewhere,
 * with a strange text, attribute or sibling. The root stays.
 */
export function changed(text: string, { kind, first, second, text: choice }: Change): string {
  const tokens: readonly string[] = text.match(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[^>]*>|[^<]+/g) ?? [];
  const spans = spansOf(tokens).slice(1);
  const [one, other] = [spans[first % spans.length], spans[second % spans.length]];
  if (!one || !other) return text;
  const piece = tokens.slice(one.open, one.close + 1);
  const without = tokens.with(one.open, '').map((part, at) => (at >= one.open && at <= one.close ? '' : part));
  const put = (at: number, what: readonly string[], into = tokens) => into.toSpliced(at, 0, ...what).join('');
  const pick = <Value>(list: readonly Value[]) => list[choice % list.length] as Value;
  const name = (part: string, to: string) => part.replace(/^(<\/?(?:[\w-]+:)?)[\w.-]+/, `$1${to}`);
  const acts: readonly (() => string)[] = [
    () => without.join(''),
    () => put(one.close + 1, piece),
    () => put(other.close + 1 > one.open && other.open <= one.close ? one.open : other.open, piece, without),
    () =>
      tokens
        .with(one.open, name(piece[0] ?? '', pick(NAMES)))
        .with(one.close, one.open === one.close ? name(piece[0] ?? '', pick(NAMES)) : name(piece.at(-1) ?? '', pick(NAMES)))
        .join(''),
    () => replaced(tokens, one, pick(TEXTS)),
    () => replaced(tokens, one, pick(TEXTS)),
    () => tokens.with(one.open, (piece[0] ?? '').replace(/\s*(\/?)>$/, `${pick(ATTRIBUTES)}$1>`)).join(''),
    () => put(one.open, [pick(TEXTS)]),
    () => put(one.open, tokens.slice(other.open, other.close + 1)),
    () => put(one.open, ['<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>']),
  ];
  return (acts[kind % acts.length] as () => string)();
}

function replaced(tokens: readonly string[], { open, close }: Span, text: string): string {
  if (open === close) return tokens.with(open, text).join('');
  return [...tokens.slice(0, open + 1), text, ...tokens.slice(close)].join('');
}

/** Every element as its first and last piece, the root first. */
function spansOf(tokens: readonly string[]): Span[] {
  const spans: Span[] = [];
  const open: number[] = [];
  tokens.forEach((part, at) => {
    if (!/^<[\w/]/.test(part)) return;
    if (part.startsWith('</')) spans.push({ open: open.pop() ?? at, close: at });
    else if (part.endsWith('/>')) spans.push({ open: at, close: at });
    else open.push(at);
  });
  return spans.sort((one, other) => one.open - other.open);
}
