import type { Quad_Object } from 'n3';

import { type Graph, link, plain, typed, words } from './graph.ts';
import type { Site } from './site.ts';

/** Who publishes: the district's office for data. */
export function publisherOf(graph: Graph, { facts, at }: Site): Quad_Object {
  const { name, homepage, type } = facts.publisher;
  return graph.node(at('/data/catalog#publisher'), ['foaf:Agent'], {
    'foaf:name': words(name),
    'foaf:homepage': graph.node(homepage, ['foaf:Document'], {}),
    'dct:type': graph.concept(type, null),
  });
}

/** The department whose work a dataset comes from. */
export function departmentOf(graph: Graph, { facts, at, departmentOf }: Site, key: string): Quad_Object {
  return graph.node(at(`/data/catalog#department-${key}`), ['foaf:Agent'], {
    'foaf:name': words(departmentOf(key)),
    'dct:type': graph.concept(facts.publisher.type, null),
  });
}

/** Whom to ask about a dataset. */
export function contactOf(graph: Graph, { at, departmentOf, hotline }: Site, key: string): Quad_Object {
  return graph.node(at(`/data/catalog#contact-${key}`), ['vcard:Kind', 'vcard:Organization'], {
    'vcard:fn': words(departmentOf(key)),
    'vcard:hasTelephone': link(`tel:${hotline}`),
    'vcard:hasURL': link(at('/open-data')),
  });
}

/** A licence of the profile; one that it no longer knows is left out. */
export function licenceOf(graph: Graph, { facts }: Site, key: string): Quad_Object | null {
  const licence = facts.licences[key];
  if (!licence) return null;
  return graph.node(licence.url, ['dct:LicenseDocument'], {
    'dct:title': words(licence.title),
    'dct:type': graph.concept(licence.type, null),
  });
}

/** Where the data is about: the district, and the country by its published code. */
export function spatialOf(graph: Graph, { facts }: Site): Quad_Object[] {
  return facts.places.map(({ iri, title, bbox, centroid }) => {
    const [west, south, east, north] = bbox;
    const ring = [`${west} ${south}`, `${east} ${south}`, `${east} ${north}`, `${west} ${north}`, `${west} ${south}`];
    const place = graph.node(iri, ['dct:Location'], {
      'skos:prefLabel': words(title),
      'dcat:bbox': plain(`POLYGON((${ring.join(', ')}))`),
      'dcat:centroid': plain(`POINT(${centroid.join(' ')})`),
    });
    return iri.startsWith('http://publications.europa.eu/') ? graph.concept(iri, title, ['dct:Location']) : place;
  });
}

/** A published standard that something follows. */
export function standardOf(graph: Graph, { iri, title }: { iri: string; title: string }): Quad_Object {
  return graph.node(iri, ['dct:Standard'], { 'dct:title': plain(title, 'en') });
}

/** From which day to which, both included. */
export function periodOf(graph: Graph, iri: string, from: string, to: string): Quad_Object {
  return graph.node(iri, ['dct:PeriodOfTime'], { 'dcat:startDate': typed(from, 'xsd:date'), 'dcat:endDate': typed(to, 'xsd:date') });
}
