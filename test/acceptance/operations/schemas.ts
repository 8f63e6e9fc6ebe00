import { readFileSync } from 'node:fs';

import { CapFault, writeDistribution } from '../../../src/modules/operations/alerts/cap/index.ts';
import { compileSchema, type Schema } from '../../../src/modules/operations/alerts/cap/schema.ts';
import { type Change, changed } from '../../../src/modules/operations/alerts/cap/test-support.ts';
import { withDocument } from '../../../src/modules/operations/alerts/cap/xml.ts';

interface Grammar {
  readonly ours: string;
  readonly published: string;
  readonly namespace: string;
}

const GRAMMARS: readonly Grammar[] = [
  { ours: 'cap-1.0', published: 'cap10.xsd', namespace: 'http://www.incident.com/cap/1.0' },
  { ours: 'cap-1.1', published: 'cap11.xsd', namespace: 'urn:oasis:names:tc:emergency:cap:1.1' },
  { ours: 'cap-1.2', published: 'cap12.xsd', namespace: 'urn:oasis:names:tc:emergency:cap:1.2' },
  { ours: 'cap-1.2', published: 'CAP-v1.2-oasis.xsd', namespace: 'urn:oasis:names:tc:emergency:cap:1.2' },
  { ours: 'edxl-de-1.0', published: 'edxlde-1_0.xsd', namespace: 'urn:oasis:names:tc:emergency:EDXL:DE:1.0' },
];
const CAP12 = 'urn:oasis:names:tc:emergency:cap:1.2';

/** Our grammars against the published ones: the same answer on every file of that version, on alerts of ours, and on each of them changed. */
export function compareSchemas(
  files: ReadonlyMap<string, Buffer>,
  alerts: readonly string[],
  changes: readonly Change[],
  check: (name: string, ok: boolean, note?: string) => void,
): void {
  for (const [at, grammar] of GRAMMARS.entries()) {
    const bases = basesOf(grammar, files, alerts);
    const part = changes.filter((_change, index) => index % GRAMMARS.length === at);
    const texts = [...bases, ...part.map((change, index) => changed(bases[index % bases.length] as string, change))];
    const { valid, invalid, differing } = compare(grammar, files, texts);
    const note = `${valid} valid, ${invalid} not; ${bases.length} documents and their changes${differing[0] ? `; ${differing[0]}` : ''}`;
    check(`CAP: our ${grammar.ours} grammar and ${grammar.published} agree`, differing.length === 0 && valid > 0 && invalid > 0, note);
  }
}

function compare({ ours, published }: Grammar, files: ReadonlyMap<string, Buffer>, texts: readonly string[]) {
  const own = compileSchema(
    readFileSync(new URL(`../../../src/modules/operations/alerts/cap/schemas/${ours}.xsd`, import.meta.url), 'utf8'),
  );
  const other = compileSchema(String(files.get(published)));
  const found = { valid: 0, invalid: 0, differing: [] as string[] };
  for (const text of texts) {
    const both = answersOf(text, own, other);
    if (both === null) continue; // not well-formed: no schema is asked
    found[both[0] === null ? 'valid' : 'invalid'] += 1;
    if ((both[0] === null) !== (both[1] === null)) found.differing.push(`ours: ${both[0]}, theirs: ${both[1]}, ${text.slice(0, 400)}`);
  }
  return found;
}

function answersOf(text: string, ...schemas: readonly Schema[]): (string | null)[] | null {
  try {
    return withDocument(text, 100_000, (_root, document) => schemas.map((schema) => schema.faultOf(document)));
  } catch (error) {
    if (error instanceof CapFault) return null;
    throw error;
  }
}

function basesOf({ ours, namespace }: Grammar, files: ReadonlyMap<string, Buffer>, alerts: readonly string[]): string[] {
  const own = [...files.entries()]
    .filter(
      ([name, bytes]) =>
        /\.(?:cap|xml)$/.test(name) && bytes.toString('latin1').match(/<alert[^>]*xmlns\s*=\s*["']([^"']*)/)?.[1] === namespace,
    )
    .map(([, bytes]) => bytes.toString());
  if (ours === 'edxl-de-1.0') return [FULL_DISTRIBUTION, distributed(alerts.slice(0, 2))];
  const written = alerts.map((alert) => alert.replace(CAP12, namespace));
  return [...own, ...(ours === 'cap-1.0' ? written.map(inWordsOf10) : written)];
}

/** CAP 1.0 has no types of response, and writes a pair as `name=value`. */
function inWordsOf10(text: string): string {
  return text
    .replaceAll(/<responseType>[^<]*<\/responseType>|<derefUri>[^<]*<\/derefUri>/g, '')
    .replaceAll(/<valueName>([^<]*)<\/valueName><value>([^<]*)<\/value>/g, '$1=$2')
    .replaceAll('<certainty>Observed<', '<certainty>Very Likely<')
    .replaceAll('>CBRNE<', '>Other<')
    .replaceAll('>Draft<', '>Test<');
}

const distributed = (sources: readonly string[]) =>
  writeDistribution({ id: 'x', sender: 'x', sent: '2026-11-23T12:00:00+08:00', language: 'en', sources });

const LISTED = '<valueListUrn>urn:list</valueListUrn><value>a</value><value>b</value>';

/** A distribution with every element of the standard. */
const FULL_DISTRIBUTION = `<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0">
<distributionID>d</distributionID><senderID>s</senderID><dateTimeSent>2026-11-23T12:00:00+08:00</dateTimeSent>
<distributionStatus>Actual</distributionStatus><distributionType>Report</distributionType><combinedConfidentiality>c</combinedConfidentiality>
<language>en</language><senderRole>${LISTED}</senderRole><recipientRole>${LISTED}</recipientRole><keyword>${LISTED}</keyword>
<distributionReference>r</distributionReference>
<explicitAddress><explicitAddressScheme>mail</explicitAddressScheme><explicitAddressValue>a</explicitAddressValue></explicitAddress>
<targetArea><circle>1,1 2</circle><polygon>1,1 2,2 3,3 1,1</polygon><country>CN</country><subdivision>CN-ZJ</subdivision><locCodeUN>CNSXG</locCodeUN></targetArea>
<contentObject><contentDescription>x</contentDescription><contentKeyword>${LISTED}</contentKeyword><incidentID>i</incidentID>
<incidentDescription>x</incidentDescription><originatorRole>${LISTED}</originatorRole><consumerRole>${LISTED}</consumerRole><confidentiality>c</confidentiality>
<nonXMLContent><mimeType>text/plain</mimeType><size>3</size><digest>d</digest><uri>http://a.example/</uri><contentData>YWJj</contentData></nonXMLContent>
<o:other xmlns:o="urn:other"/></contentObject>
<contentObject><xmlContent><keyXMLContent><o:key xmlns:o="urn:other" a="1"/></keyXMLContent><embeddedXMLContent><o:all xmlns:o="urn:other"><o:b/></o:all></embeddedXMLContent></xmlContent></contentObject>
</EDXLDistribution>`;
