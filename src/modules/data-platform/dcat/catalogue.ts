import type { Quad, Quad_Object } from 'n3';

import { licenceOf, publisherOf, spatialOf } from './common.ts';
import { describeOpen } from './dataset.ts';
import { createGraph, type Graph, moment, words } from './graph.ts';
import type { OpenDataset } from './open-datasets.ts';
import { queryService } from './query-service.ts';
import type { Site } from './site.ts';
import { DATA_THEMES, LANGUAGES, nameFrom } from './vocabulary.ts';

/** Everything that is open, as a DCAT-AP 3.0.1 catalogue: each dataset with its current version and its files. */
export function catalogueGraph(site: Site, open: readonly OpenDataset[]): readonly Quad[] {
  const graph = createGraph();
  const datasets = open.map((dataset) => describeOpen(graph, site, dataset));
  describeCatalogue(graph, site, open, datasets, open.length > 0 ? queryService(graph, site, open) : null);
  return graph.quads;
}

/** One open dataset with all its versions, in a catalogue of its own. */
export function datasetGraph(site: Site, open: OpenDataset): readonly Quad[] {
  const graph = createGraph();
  const dataset = describeOpen(graph, site, open, true);
  describeCatalogue(graph, site, [open], [dataset], queryService(graph, site, [open]));
  return graph.quads;
}

function describeCatalogue(
  graph: Graph,
  site: Site,
  open: readonly OpenDataset[],
  datasets: readonly Quad_Object[],
  service: Quad_Object | null,
): void {
  const { catalogue } = site.facts;
  const opened = open.map(({ dataset }) => dataset.published_at?.getTime() ?? 0);
  const loaded = open.map(({ current }) => current.loaded_at.getTime());
  graph.node(site.at('/data/catalog'), ['dcat:Catalog'], {
    'dct:title': words(catalogue.title),
    'dct:description': words(catalogue.description),
    'dct:publisher': publisherOf(graph, site),
    'dct:license': licenceOf(graph, site, catalogue.licence),
    'dct:language': LANGUAGES.map(({ iri, title }) => graph.concept(iri, title, ['dct:LinguisticSystem'])),
    'dct:spatial': spatialOf(graph, site),
    'dct:issued': opened.length > 0 ? moment(new Date(Math.min(...opened))) : null,
    'dct:modified': loaded.length > 0 ? moment(new Date(Math.max(...loaded, ...opened))) : null,
    'foaf:homepage': graph.node(site.at('/open-data'), ['foaf:Document'], {}),
    'dcat:themeTaxonomy': graph.node(DATA_THEMES, ['skos:ConceptScheme'], { 'dct:title': words(themes) }),
    'dcat:dataset': [...datasets],
    'dcat:service': service,
  });
}

const themes = { en: nameFrom(DATA_THEMES), zh: '数据主题' };
