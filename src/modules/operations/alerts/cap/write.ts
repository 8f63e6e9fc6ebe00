import { CapFault } from './faults.ts';
import { ALERT, type Alert, type Line, type Pair } from './model.ts';
import { readAlert } from './read-alert.ts';
import { prologOf } from './xml.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const CAP = 'urn:oasis:names:tc:emergency:cap:1.2';
const DE = 'urn:oasis:names:tc:emergency:EDXL:DE:1.0';
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
/** What XML 1.0 has no way to write, and halves of characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters that must not leave
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/u;

/** An alert as CAP 1.2. What is written has been read back under the schema and the profile first. @throws CapFault */
export function writeAlert(alert: Alert): string {
  const text = `${DECLARATION}<alert xmlns="${CAP}">\n${partsOf(alert as unknown as Parts, ALERT, '  ')}</alert>\n`;
  readAlert(text);
  return text;
}

/** What an Atom feed says about one alert; `source` is the alert's own document. */
export interface FeedEntry {
  readonly id: string;
  readonly title: string;
  readonly updated: string;
  readonly summary: string;
  readonly href: string;
  readonly source: string;
}

/** An Atom feed (RFC 4287) with each alert inside its entry, so that one request brings everything. */
export function writeAtom(feed: {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly updated: string;
  readonly href: string;
  readonly entries: readonly FeedEntry[];
}): string {
  const entries = feed.entries.map(
    ({ source, href, ...entry }) =>
      `<entry>\n${tags(entry)}<link rel="alternate" type="application/cap+xml" href="${escaped(href)}"/>\n` +
      `<content type="text/xml">${rootOf(source)}</content>\n</entry>\n`,
  );
  const { id, title, updated, author, href } = feed;
  return (
    `${DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom">\n${tags({ id, title, updated })}` +
    `<author>\n${tags({ name: author })}</author>\n<link rel="self" type="application/atom+xml" href="${escaped(href)}"/>\n${entries.join('')}</feed>\n`
  );
}

/** An EDXL-DE 1.0 distribution with alerts embedded; `sources` are their documents. */
export function writeDistribution(about: {
  readonly id: string;
  readonly sender: string;
  readonly sent: string;
  readonly language: string;
  readonly sources: readonly string[];
}): string {
  const head = tags({
    distributionID: about.id,
    senderID: about.sender,
    dateTimeSent: about.sent,
    distributionStatus: 'Actual',
    distributionType: 'Report',
    combinedConfidentiality: 'UNCLASSIFIED AND NOT SENSITIVE',
    language: about.language,
  });
  const contents = about.sources.map(
    (source) => `<contentObject><xmlContent><embeddedXMLContent>${rootOf(source)}</embeddedXMLContent></xmlContent></contentObject>\n`,
  );
  return `${DECLARATION}<EDXLDistribution xmlns="${DE}">\n${head}${contents.join('')}</EDXLDistribution>\n`;
}

/** A document that leaves in UTF-8 and says so, whatever it said before. */
export function utf8Document(source: string): string {
  return `${DECLARATION}${rootOf(source)}\n`;
}

type Parts = Readonly<Record<string, string | readonly (string | Parts)[]>>;

function partsOf(record: Parts, lines: readonly Line[], indent: string): string {
  return lines
    .flatMap(([name, kind]) => {
      const value = record[name];
      const all = value === undefined ? [] : typeof value === 'string' ? [value] : value;
      return all.map((one) => partOf(name, kind, one, indent));
    })
    .join('');
}

function partOf(name: string, kind: Line[1], value: string | Parts, indent: string): string {
  if (typeof value === 'string') return `${indent}<${name}>${escaped(value)}</${name}>\n`;
  if (kind === 'pairs') return `${indent}<${name}>${pairOf(value as unknown as Pair)}</${name}>\n`;
  return `${indent}<${name}>\n${partsOf(value, kind as readonly Line[], `${indent}  `)}${indent}</${name}>\n`;
}

function pairOf({ valueName, value }: Pair): string {
  return `<valueName>${escaped(valueName)}</valueName><value>${escaped(value)}</value>`;
}

function tags(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${escaped(value)}</${name}>\n`)
    .join('');
}

/** A document without its declaration, to stand inside another. */
function rootOf(source: string): string {
  return source.slice(prologOf(source).end).trimEnd();
}

function escaped(text: string): string {
  if (UNWRITABLE.test(text)) throw new CapFault('not-well-formed', 'a character that XML cannot write');
  return text.replaceAll(/[&<>"\r]/g, (character) => ENTITIES[character] ?? character);
}
