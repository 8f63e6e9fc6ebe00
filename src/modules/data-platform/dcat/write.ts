import { type Quad, type Quad_Object, Writer } from 'n3';

import { PREFIXES } from './vocabulary.ts';

/** A graph as Turtle. */
export function turtleOf(quads: readonly Quad[]): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const writer = new Writer({ prefixes: { ...PREFIXES } });
  writer.addQuads([...quads]);
  writer.end((error, text: string) => (error ? reject(error) : resolve(text)));
  return promise;
}

interface JsonNode {
  '@id': string;
  '@type'?: string[];
  [name: string]: unknown;
}

/** The same graph as flat JSON-LD 1.1: one object a thing, whose context holds the prefixes and nothing to fetch. */
export function jsonLdOf(quads: readonly Quad[]): string {
  const nodes = new Map<string, JsonNode>();
  for (const { subject, predicate, object } of quads) {
    const node = nodes.get(subject.value) ?? { '@id': subject.value };
    nodes.set(subject.value, node);
    if (predicate.value === `${PREFIXES.rdf}type`) node['@type'] = [...(node['@type'] ?? []), shortOf(object.value)];
    else append(node, shortOf(predicate.value), jsonValue(object));
  }
  return JSON.stringify({ '@context': PREFIXES, '@graph': [...nodes.values()] }, null, 1);
}

function append(node: JsonNode, name: string, value: unknown): void {
  const before = node[name];
  if (before === undefined) node[name] = value;
  else node[name] = Array.isArray(before) ? [...(before as unknown[]), value] : [before, value];
}

function jsonValue(object: Quad_Object): unknown {
  if (object.termType !== 'Literal') return { '@id': object.value };
  if (object.language) return { '@language': object.language, '@value': object.value };
  const type = object.datatype.value;
  return type === `${PREFIXES.xsd}string` ? object.value : { '@type': shortOf(type), '@value': object.value };
}

function shortOf(iri: string): string {
  const found = Object.entries(PREFIXES).find(([, namespace]) => iri.startsWith(namespace));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}
