import { CapFault } from './faults.ts';
import { ALERT, type Alert, type Line, type Pair } from './model.ts';
import { checkProfile } from './profile.ts';
import { CHECKED_ELEMENTS, checkSchema, type SchemaName } from './schema.ts';
import { childrenOf, textOf, withDocument, type Xml } from './xml.ts';

export type CapVersion = '1.0' | '1.1' | '1.2';

/** One alert that was read. */
export interface ReadAlert {
  readonly version: CapVersion;
  readonly alert: Alert;
  /** It carries an XML signature. We do not verify it. */
  readonly signed: boolean;
}

const NAMESPACES: Readonly<Record<string, CapVersion>> = {
  'http://www.incident.com/cap/1.0': '1.0',
  'urn:oasis:names:tc:emergency:cap:1.1': '1.1',
  'urn:oasis:names:tc:emergency:cap:1.2': '1.2',
};
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

/** Reads one alert from the text of its document. @throws CapFault */
export function readAlert(text: string): ReadAlert {
  return withDocument(text, CHECKED_ELEMENTS, (root, document) => {
    const version = root.name === 'alert' ? NAMESPACES[root.namespace] : undefined;
    if (version === undefined) throw new CapFault('namespace', root.namespace);
    const signed = removeSignatures(root);
    checkSchema(document, `cap-${version}` satisfies SchemaName);
    const alert = inWordsOf12(recordOf(root, ALERT) as unknown as Alert);
    checkProfile(alert, version);
    return { version, alert, signed };
  });
}

/** Takes enveloped signatures out of a message: the 1.1 schema has no place for them. @returns whether there was one */
export function removeSignatures({ children }: Xml): boolean {
  const signatures = children.filter(({ name, namespace }) => name === 'Signature' && namespace === DSIG);
  for (const { element } of signatures) element.remove();
  return signatures.length > 0;
}

function recordOf(element: Xml, lines: readonly Line[]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [name, kind] of lines) {
    const found = childrenOf(element, name);
    if (kind === 'text') {
      if (found[0]) record[name] = textOf(found[0]);
    } else if (kind === 'texts') record[name] = found.map(textOf);
    else if (kind === 'pairs') record[name] = found.map(pairOf);
    else record[name] = found.map((child) => recordOf(child, kind));
  }
  return record;
}

/** CAP 1.0 writes a code as `name=value`. */
function pairOf(element: Xml): Pair {
  const [name, value] = [childrenOf(element, 'valueName')[0], childrenOf(element, 'value')[0]];
  if (name && value) return { valueName: textOf(name), value: textOf(value) };
  const text = textOf(element);
  const sign = text.indexOf('=');
  return sign < 0 ? { valueName: '', value: text } : { valueName: text.slice(0, sign), value: text.slice(sign + 1) };
}

/** The 1.2 standard reads the old "Very Likely" as Likely (section 3.2.2, certainty). */
function inWordsOf12(alert: Alert): Alert {
  const info = alert.info.map((part) => (part.certainty === 'Very Likely' ? { ...part, certainty: 'Likely' } : part));
  return { ...alert, info };
}
