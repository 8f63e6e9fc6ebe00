import type { Quad_Object } from 'n3';
import { describesOnly } from '../rows.ts';
import { contactOf, departmentOf, periodOf, publisherOf, spatialOf } from './common.ts';
import { filesOf } from './distributions.ts';
import { type Graph, moment, plain, type Value, words } from './graph.ts';
import { dayOf, type OpenDataset, type OpenVersion } from './open-datasets.ts';
import { queryAccess } from './query-service.ts';
import type { Site } from './site.ts';
import { LANGUAGES, type Name } from './vocabulary.ts';

/**
 * An open dataset, as its current version is. Earlier versions are datasets too in DCAT, so only the dataset's own document names them:
 * a portal that harvests the catalogue would list each as one more dataset.
 */
export function describeOpen(graph: Graph, site: Site, open: OpenDataset, withVersions = false): Quad_Object {
  const { dataset, current } = open;
  const iri = site.at(`/data/${dataset.key}`);
  return graph.node(iri, ['dcat:Dataset'], {
    ...sharedOf(graph, site, open, current, iri),
    'dct:identifier': plain(dataset.key),
    'dct:title': words(dataset.title),
    'dct:description': words(dataset.description),
    'dct:issued': dataset.published_at && moment(dataset.published_at),
    'dct:modified': moment(current.loaded_at),
    'dct:accrualPeriodicity': frequencyOf(graph, site, dataset.update_frequency),
    'dcat:landingPage': graph.node(site.at(`/open-data/${dataset.key}`), ['foaf:Document'], {}),
    'dcat:distribution': [...filesOf(graph, site, open, current), queryAccess(graph, site, open)],
    'dcat:hasVersion': withVersions ? open.versions.map((version) => describeVersion(graph, site, open, version)) : null,
  });
}

function describeVersion(graph: Graph, site: Site, open: OpenDataset, version: OpenVersion): Quad_Object {
  const { key, title, description } = open.dataset;
  const iri = site.at(`/data/${key}/v${version.number}`);
  const { zh, en } = title;
  return graph.node(iri, ['dcat:Dataset'], {
    ...sharedOf(graph, site, open, version, iri),
    'dct:identifier': plain(version.content_hash),
    'dct:title': words({ zh: `${zh}（第 ${version.number} 版）`, en: `${en}, version ${version.number}` }),
    'dct:description': words(description),
    'dct:issued': moment(version.loaded_at),
    'dcat:distribution': filesOf(graph, site, open, version),
  });
}

/** What a dataset and each of its versions have alike. */
function sharedOf(graph: Graph, site: Site, open: OpenDataset, version: OpenVersion, iri: string): Partial<Record<Name, Value>> {
  const { key, department, theme, keywords, legal_basis, open_class } = open.dataset;
  const { facts } = site;
  const themeFact = facts.themes[theme];
  const rights = facts.accessRights[open_class];
  return {
    'dct:publisher': publisherOf(graph, site),
    'dct:creator': departmentOf(graph, site, department),
    'dcat:contactPoint': contactOf(graph, site, department),
    'dcat:theme': themeFact ? graph.concept(themeFact.iri, themeFact.title) : null,
    'dcat:keyword': keywords.map((keyword) => plain(keyword, languageOf(keyword))),
    'dct:accessRights': rights ? graph.concept(rights.iri, rights.title, ['dct:RightsStatement']) : null,
    'dcatap:applicableLegislation': graph.node(site.at(`/data/${key}#legal-basis`), ['eli:LegalResource'], {
      'dct:title': words(legal_basis),
    }),
    'dct:language': LANGUAGES.map((language) => graph.concept(language.iri, language.title, ['dct:LinguisticSystem'])),
    'dct:spatial': spatialOf(graph, site),
    'dct:temporal': temporalOf(graph, open, version, iri),
    'dct:conformsTo': describesOnly(version.manifest, open.fields) ? manifestOf(graph, site, key, version) : null,
    'dct:provenance': provenanceOf(graph, version, iri),
    'dcat:version': plain(String(version.number)),
  };
}

/** The days that the chart's date or the first date spans; data without a date is a picture of the day it was loaded. */
function temporalOf(graph: Graph, { dataset, fields }: OpenDataset, version: OpenVersion, iri: string): Quad_Object {
  const dated = fields.filter(({ spec }) => spec.type === 'date' || spec.type === 'datetime');
  const chosen = dated.find(({ name }) => name === dataset.chart?.x) ?? dated[0];
  const { min, max } = version.manifest.profile.find(({ name }) => name === chosen?.name) ?? { min: null, max: null };
  const loaded = dayOf(version.loaded_at.toISOString());
  return periodOf(graph, `${iri}#temporal`, min === null ? loaded : dayOf(min), max === null ? loaded : dayOf(max));
}

function manifestOf(graph: Graph, { at }: Site, key: string, { number }: OpenVersion): Quad_Object {
  return graph.node(at(`/data/${key}/v${number}/manifest.json`), ['dct:Standard'], {
    'dct:title': words({ zh: `第 ${number} 版的数据项、规则和质量评分`, en: `Fields, rules and quality of version ${number}` }),
  });
}

function provenanceOf(graph: Graph, { number, loaded_at, content_hash, manifest }: OpenVersion, iri: string): Quad_Object {
  const { read, accepted, rejected } = manifest.rows;
  const [files, day] = [manifest.sources.length, dayOf(loaded_at.toISOString())];
  return graph.node(`${iri}#provenance`, ['dct:ProvenanceStatement'], {
    'rdfs:label': words({
      zh: `第 ${number} 版于 ${day} 由 ${files} 个文件入库：读取 ${read} 行，接受 ${accepted} 行，拒绝 ${rejected} 行；清单的 SHA-256 为 ${content_hash}。`,
      en: `Version ${number} was loaded on ${day} from ${files} file(s): ${read} rows read, ${accepted} accepted, ${rejected} refused; SHA-256 of its manifest ${content_hash}.`,
    }),
  });
}

function frequencyOf(graph: Graph, { facts }: Site, key: string): Quad_Object | null {
  const frequency = facts.frequencies[key];
  return frequency ? graph.concept(frequency.iri, frequency.title, ['dct:Frequency']) : null;
}

const languageOf = (word: string) => (/\p{Script=Han}/u.test(word) ? 'zh' : 'en');
