import type { Quad_Object } from 'n3';

import { FORMATS, type Format } from '../downloads.ts';
import { licenceOf, standardOf } from './common.ts';
import { type Graph, link, moment, plain, typed, type Value, words } from './graph.ts';
import type { OpenDataset, OpenVersion } from './open-datasets.ts';
import type { Site } from './site.ts';
import { FORMAT_TERMS, type Name, STABLE, STATUS } from './vocabulary.ts';

/** The files of a version. They carry the version's content hash, the SHA-256 of its manifest, which names the hash of every data file. */
export function filesOf(graph: Graph, site: Site, open: OpenDataset, version: OpenVersion): Quad_Object[] {
  return FORMATS.map((format) => {
    const file = site.at(`/data/${open.dataset.key}/v${version.number}.${format}`);
    const { name, standard } = FORMAT_TERMS[format];
    const size = version.sizes[format];
    return graph.node(`${file}#distribution`, ['dcat:Distribution'], {
      ...termsOf(graph, site, open, format),
      'dct:title': words({ zh: `第 ${version.number} 版，${name}`, en: `Version ${version.number} as ${name}` }),
      'dct:description': words({
        zh: `整份数据，${name} 格式，${version.rows} 行。校验和为该版本清单的 SHA-256。`,
        en: `The whole version as ${name}, ${version.rows} rows. The checksum is the SHA-256 of the version's manifest.`,
      }),
      'dcat:accessURL': link(file),
      'dcat:downloadURL': link(file),
      'dcat:byteSize': size === null ? null : typed(String(size), 'xsd:nonNegativeInteger'),
      'dct:conformsTo': standardOf(graph, standard),
      'dct:issued': moment(version.loaded_at),
      'dct:modified': moment(version.loaded_at),
      'spdx:checksum': checksumOf(graph, site, open.dataset.key, version),
      'adms:status': statusOf(graph, version.state === 'current' ? 'current' : 'superseded'),
    });
  });
}

/** What all distributions of a dataset say alike. */
export function termsOf(graph: Graph, site: Site, { dataset }: OpenDataset, format: Format): Partial<Record<Name, Value>> {
  const { mediaType, fileType, name } = FORMAT_TERMS[format];
  return {
    'dcat:mediaType': graph.node(mediaType, ['dct:MediaType'], { 'rdfs:label': plain(name) }),
    'dct:format': graph.concept(fileType, { en: name, zh: name }, ['dct:MediaTypeOrExtent']),
    'dct:license': licenceOf(graph, site, dataset.licence),
    'dcatap:availability': graph.concept(STABLE.iri, STABLE.title),
  };
}

export function statusOf(graph: Graph, state: keyof typeof STATUS): Quad_Object {
  return graph.concept(STATUS[state].iri, STATUS[state].title);
}

function checksumOf(graph: Graph, { at }: Site, key: string, { number, content_hash }: OpenVersion): Quad_Object {
  return graph.node(at(`/data/${key}/v${number}#checksum`), ['spdx:Checksum'], {
    'spdx:algorithm': graph.node('http://spdx.org/rdf/terms#checksumAlgorithm_sha256', ['spdx:ChecksumAlgorithm'], {}),
    'spdx:checksumValue': typed(content_hash, 'xsd:hexBinary'),
  });
}
