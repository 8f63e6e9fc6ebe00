import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { DataFactory, Parser, type Quad, type Quad_Object, Store } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';

const { literal, namedNode, quad } = DataFactory;
const SHACL = 'http://www.w3.org/ns/shacl#';
const RDF_TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/** What a shapes file says of a graph. */
export interface ShaclResult {
  readonly severity: string;
  readonly focus: string;
  readonly path: string;
  readonly message: string;
}

/** Shapes files of a folder, by name. */
export function shapesIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ttl'));
  return names.sort().map((name) => path.join(folder, name));
}

/** Checks a graph against a shapes file. What it would import from the web is left out: everything is in the graph. */
export async function validate(quads: readonly Quad[], shapesFile: string): Promise<ShaclResult[]> {
  const shapes = parseTurtle(readFileSync(shapesFile, 'utf8')).filter(({ predicate }) => !predicate.value.endsWith('owl#imports'));
  const report = await new SHACLValidator(new Store(shapes)).validate(new Store([...quads]));
  return report.results.map(({ severity, focusNode, path: property, message }) => ({
    severity: severity?.value.replace(SHACL, '') ?? 'Violation',
    focus: focusNode?.value ?? '',
    path: property && 'value' in property ? String(property.value) : '',
    message: message.map(({ value }) => value).join(' '),
  }));
}

/** Reads Turtle of others. Some of it has bare slashes in local names, which the grammar wants escaped. @throws Error when it is no Turtle even so */
export function parseForeignTurtle(text: string): { readonly quads: readonly Quad[]; readonly repaired: boolean } {
  try {
    return { quads: parseTurtle(text), repaired: false };
  } catch {
    const escaped = text.replaceAll(/(?<=[\s,;])([\w-]+:[\w-]+)\/(?=[\w-])/g, '$1\\/');
    return { quads: parseTurtle(escaped), repaired: true };
  }
}

export function parseTurtle(text: string): Quad[] {
  return new Parser({ format: 'text/turtle' }).parse(text);
}

interface JsonLd {
  readonly '@context': Readonly<Record<string, string>>;
  readonly '@graph': readonly Readonly<Record<string, unknown>>[];
}

/** Reads flat JSON-LD whose context holds prefixes only, by the rules of JSON-LD 1.1 that this needs. */
export function parseJsonLd(text: string): Quad[] {
  const { '@context': context, '@graph': nodes } = JSON.parse(text) as JsonLd;
  const whole = (name: string) => {
    const [prefix = '', ...rest] = name.split(':');
    return prefix in context && !rest.join(':').startsWith('//') ? `${context[prefix]}${rest.join(':')}` : name;
  };
  return nodes.flatMap(({ '@id': id, '@type': types = [], ...about }) => [
    ...(types as string[]).map((type) => quad(namedNode(String(id)), namedNode(RDF_TYPE), namedNode(whole(type)))),
    ...Object.entries(about).flatMap(([name, value]) =>
      [value].flat().map((one) => quad(namedNode(String(id)), namedNode(whole(name)), objectOf(one, whole))),
    ),
  ]);
}

function objectOf(value: unknown, whole: (name: string) => string): Quad_Object {
  if (typeof value === 'string') return literal(value);
  const about = value as { '@id'?: string; '@value'?: string; '@language'?: string; '@type'?: string };
  if (about['@id'] !== undefined) return namedNode(whole(about['@id']));
  return literal(about['@value'] ?? '', about['@language'] ?? namedNode(whole(about['@type'] ?? '')));
}

/** A graph as lines that can be compared, in one order. */
export function linesOf(quads: readonly Quad[]): string[] {
  return [...new Set(quads.map(({ subject, predicate, object }) => `${subject.id} ${predicate.id} ${object.id}`))].sort();
}

/** Without the first thing of a class that has the property: all its values for it go. */
export function without(quads: readonly Quad[], type: string, property: string): Quad[] {
  const things = new Set(
    quads.filter(({ predicate, object }) => predicate.value === RDF_TYPE && object.value === type).map((of) => of.subject.value),
  );
  const first = quads.find(({ subject, predicate }) => things.has(subject.value) && predicate.value === property)?.subject.value;
  return quads.filter(({ subject, predicate }) => subject.value !== first || predicate.value !== property);
}
