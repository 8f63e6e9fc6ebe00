import type { Quad_Object } from 'n3';

import { contactOf, publisherOf, standardOf } from './common.ts';
import { statusOf, termsOf } from './distributions.ts';
import { type Graph, link, moment, plain, words } from './graph.ts';
import type { OpenDataset } from './open-datasets.ts';
import type { Site } from './site.ts';
import { FORMAT_TERMS, OPENAPI } from './vocabulary.ts';

const SERVICE = '/data/catalog#query-service';
const TITLE = { en: 'Query interface', zh: '数据查询接口' };
const TEXT = {
  en: 'Rows, groups and totals of any open dataset and any of its versions, as JSON.',
  zh: '以 JSON 返回任一开放数据集及其任一版本的明细、分组和合计。',
};

/** The interface through which the datasets can be asked. */
export function queryService(graph: Graph, site: Site, open: readonly OpenDataset[]): Quad_Object {
  const themes = [...new Set(open.map(({ dataset }) => dataset.theme))].flatMap((key) => site.facts.themes[key] ?? []);
  const departments = [...new Set(open.map(({ dataset }) => dataset.department))];
  const rights = site.facts.accessRights['public'];
  return graph.node(site.at(SERVICE), ['dcat:DataService'], {
    'dct:title': words(TITLE),
    'dct:description': words(TEXT),
    'dcat:endpointURL': link(site.at('/api/data/datasets')),
    'dcat:endpointDescription': link(site.at('/api/openapi.json')),
    'dct:conformsTo': standardOf(graph, OPENAPI),
    'dct:publisher': publisherOf(graph, site),
    'dcat:contactPoint': departments.map((key) => contactOf(graph, site, key)),
    'dcat:theme': themes.map(({ iri, title }) => graph.concept(iri, title)),
    'dcat:keyword': [plain('API', 'en'), plain('数据接口', 'zh')],
    'dct:accessRights': rights ? graph.concept(rights.iri, rights.title, ['dct:RightsStatement']) : null,
    'dct:format': graph.concept(FORMAT_TERMS.json.fileType, null, ['dct:MediaTypeOrExtent']),
    'dcat:landingPage': graph.node(site.at('/open-data'), ['foaf:Document'], {}),
    'dcat:servesDataset': open.map(({ dataset }) => link(site.at(`/data/${dataset.key}`))),
  });
}

/** The dataset as it can be asked through the interface. */
export function queryAccess(graph: Graph, site: Site, open: OpenDataset): Quad_Object {
  const { key } = open.dataset;
  return graph.node(site.at(`/data/${key}#query`), ['dcat:Distribution'], {
    ...termsOf(graph, site, open, 'json'),
    'dct:title': words(TITLE),
    'dct:description': words(TEXT),
    'dcat:accessURL': link(site.at(`/api/data/datasets/${key}/rows`)),
    'dcat:accessService': link(site.at(SERVICE)),
    'dct:modified': moment(open.current.loaded_at),
    'adms:status': statusOf(graph, 'current'),
  });
}
