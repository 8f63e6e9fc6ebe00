import type { XmlDocument } from 'libxml2-wasm';

import { CapFault } from './faults.ts';
import { alertsIn, type Contents, type Link } from './feed.ts';
import { removeSignatures } from './read-alert.ts';
import { CHECKED_ELEMENTS, checkSchema } from './schema.ts';
import { childrenOf, textOf, type Xml } from './xml.ts';

export const EDXL_DE = 'urn:oasis:names:tc:emergency:EDXL:DE:1.0';

/** Reads an EDXL-DE 1.0 distribution: alerts embedded in it, and links to content of that kind elsewhere. @throws CapFault schema, too-large */
export function readDistribution(distribution: Xml, document: XmlDocument): Contents {
  const contents = childrenOf(distribution, 'contentObject');
  const alerts = contents
    .flatMap((content) => childrenOf(content, 'xmlContent'))
    .flatMap((content) => childrenOf(content, 'embeddedXMLContent'))
    .flatMap(alertsIn);
  const envelope = distribution.size - alerts.reduce((sum, { size }) => sum + size, 0);
  if (envelope > CHECKED_ELEMENTS) throw new CapFault('too-large', 'too many elements around the alerts');
  removeSignatures(distribution);
  checkSchema(document, 'edxl-de-1.0');
  return { alerts, links: contents.flatMap(linkOf) };
}

function linkOf(content: Xml): Link[] {
  const title = childrenOf(content, 'contentDescription').map(textOf)[0] ?? '';
  return childrenOf(content, 'nonXMLContent')
    .filter((other) => /\bcap\+xml\b/i.test(childrenOf(other, 'mimeType').map(textOf)[0] ?? ''))
    .flatMap((other) => childrenOf(other, 'uri'))
    .map((uri) => ({ href: textOf(uri).trim(), title: title.trim().slice(0, 300) }));
}
