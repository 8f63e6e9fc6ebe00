import { DataFactory, type Quad, type Quad_Object } from 'n3';

import type { Bilingual } from '#kernel';

import { iriOf, type Name, nameFrom, schemeOf } from './vocabulary.ts';

const { literal, namedNode, quad } = DataFactory;

/** What may stand on the right of a statement. Nothing is left out of it, and nothing is said twice. */
export type Value = Quad_Object | null | readonly (Quad_Object | null)[];

/** Statements about things that all have an address, so that two writings of one graph can be compared line by line. */
export interface Graph {
  readonly quads: readonly Quad[];
  /** Says of a thing what it is and what is known of it. @returns the thing, to refer to */
  node(iri: string, types: readonly Name[], about: Readonly<Partial<Record<Name, Value>>>): Quad_Object;
  /** A value of a published list, with the list it comes from. `types` are what it is beside a concept. */
  concept(iri: string, title: Bilingual | null, types?: readonly Name[]): Quad_Object;
}

export function createGraph(): Graph {
  const kept = new Map<string, Quad>();
  const add = (iri: string, name: Name, object: Quad_Object) => {
    const statement = quad(namedNode(iri), namedNode(iriOf(name)), object);
    kept.set(`${iri} ${name} ${object.id}`, statement);
  };
  const graph: Graph = {
    get quads() {
      return [...kept.values()];
    },
    node(iri, types, about) {
      for (const type of types) add(iri, 'rdf:type', namedNode(iriOf(type)));
      for (const [name, value] of Object.entries(about)) {
        const objects = Array.isArray(value) ? (value as readonly (Quad_Object | null)[]) : [value as Quad_Object | null];
        for (const object of objects) if (object) add(iri, name as Name, object);
      }
      return namedNode(iri);
    },
    concept(iri, title, types = []) {
      const scheme = schemeOf(iri);
      return graph.node(iri, ['skos:Concept', ...types], {
        'skos:prefLabel': title ? words(title) : plain(nameFrom(iri), 'en'),
        'skos:inScheme': graph.node(scheme, ['skos:ConceptScheme'], { 'dct:title': plain(nameFrom(scheme), 'en') }),
      });
    },
  };
  return graph;
}

/** A text in both languages. */
export function words({ zh, en }: Bilingual): Quad_Object[] {
  return [literal(zh, 'zh'), literal(en, 'en')];
}

/** A text in one language, or in none. */
export function plain(text: string, language?: 'zh' | 'en'): Quad_Object {
  return language ? literal(text, language) : literal(text);
}

/** A value with a type, such as a day or a number of bytes. */
export function typed(value: string, type: Name): Quad_Object {
  return literal(value, namedNode(iriOf(type)));
}

/** A moment, as xsd:dateTime. */
export function moment(at: Date): Quad_Object {
  return typed(at.toISOString(), 'xsd:dateTime');
}

/** Something on the web that nothing is said of here. */
export function link(iri: string): Quad_Object {
  return namedNode(iri);
}
