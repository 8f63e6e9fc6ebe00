import { ATTACKS } from '../../../src/modules/operations/alerts/cap/attacks.ts';
import { writeDistribution } from '../../../src/modules/operations/alerts/cap/index.ts';

interface Variant {
  readonly name: string;
  readonly text: string;
  /** As in `expected.csv`, without the file. */
  readonly expected: string;
}

/** The attacks in the encodings that a parser might be led astray by. */
export function attacks(): (readonly [name: string, bytes: Buffer])[] {
  return ATTACKS.flatMap(({ name, text }) => [
    [name, Buffer.from(text)] as const,
    [`${name}, as UTF-16`, Buffer.from(`\uFEFF${text}`, 'utf16le')] as const,
    [`${name}, in a feed`, Buffer.from(inFeed(text))] as const,
  ]);
}

/** Copies of a good alert, each with one thing changed and the verdict that this calls for. */
export function variantsOf(text: string): Variant[] {
  const set = (name: string, value: string) => text.replace(new RegExp(`<${name}>[^<]*</${name}>`), `<${name}>${value}</${name}>`);
  const without = (name: string, from = text) => from.replaceAll(new RegExp(`<${name}>[^<]*</${name}>|<${name}/>`, 'g'), '');
  const refused = (reason: string) => `alert,refuse,0,1,0,${reason}`;
  const bad = set('identifier', 'a b');
  const variants: Variant[] = [
    { name: 'a space in the identifier', text: bad, expected: refused('identifier-characters') },
    { name: 'no identifier', text: set('identifier', ''), expected: refused('identifier-characters') },
    { name: 'a comma in the sender', text: set('sender', 'x,y'), expected: refused('sender-characters') },
    { name: 'an unknown status', text: set('status', 'Fine'), expected: refused('schema') },
    { name: 'no moment of sending', text: without('sent'), expected: refused('schema') },
    { name: 'a cancellation of nothing', text: without('references', set('msgType', 'Cancel')), expected: refused('references-missing') },
    {
      name: 'restricted without restriction',
      text: without('restriction', set('scope', 'Restricted')),
      expected: refused('restriction-missing'),
    },
    { name: 'private without addresses', text: without('addresses', set('scope', 'Private')), expected: refused('addresses-missing') },
    { name: 'a DOCTYPE', text: text.replace('<alert', '<!DOCTYPE alert><alert'), expected: refused('doctype') },
    { name: 'half of it', text: text.slice(0, text.length / 2), expected: refused('not-well-formed') },
    {
      name: 'a namespace of nobody',
      text: text.replace(/xmlns\s*=\s*(["'])[^"']*\1/, 'xmlns="urn:nobody"'),
      expected: refused('namespace'),
    },
    {
      name: 'a signature',
      text: text.replace('</alert>', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></alert>'),
      expected: 'alert,accept,1,0,0,',
    },
    { name: 'in a feed', text: inFeed(text), expected: 'feed,accept,1,0,0,' },
    { name: 'in a feed beside a bad one', text: inFeed(text, bad), expected: 'feed,partial,1,1,0,identifier-characters' },
    { name: 'distributed', text: distributed(text, text), expected: 'distribution,accept,2,0,0,' },
    { name: 'distributed beside a bad one', text: distributed(text, bad), expected: 'distribution,refuse,0,2,0,identifier-characters' },
  ];
  const shape = (value: string) => text.replace('</areaDesc>', `</areaDesc>${value}`);
  if (!text.includes('</areaDesc>')) return variants;
  const open = { name: 'an open polygon', text: shape('<polygon>1,1 2,2 3,3 4,4</polygon>'), expected: refused('polygon') };
  const negative = { name: 'a circle of less than nothing', text: shape('<circle>1,1 -1</circle>'), expected: refused('circle') };
  return [...variants, open, ...(text.includes('<polygon>') ? [] : [negative])];
}

function inFeed(...alerts: readonly string[]): string {
  const head = '<id>urn:x</id><title>x</title><updated>2026-11-23T04:00:00Z</updated>';
  const entries = alerts.map((alert) => `<entry>${head}<content type="text/xml">${rootOf(alert)}</content></entry>`);
  return `<feed xmlns="http://www.w3.org/2005/Atom">${head}${entries.join('')}</feed>`;
}

function distributed(...alerts: readonly string[]): string {
  return writeDistribution({ id: 'x', sender: 'x', sent: '2026-11-23T12:00:00+08:00', language: 'en', sources: alerts });
}

/** From the root on, but with its DOCTYPE where it has one: inside a document that is no XML either. */
function rootOf(text: string): string {
  return text.slice(text.search(/<!DOCTYPE|<alert|<feed/));
}
