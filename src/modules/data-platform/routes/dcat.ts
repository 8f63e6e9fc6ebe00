import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import type { Quad } from 'n3';
import { Type } from 'typebox';

import { closed, defineRoutes, type FileReply, workRoute } from '#kernel';

import { catalogueGraph, datasetGraph } from '../dcat/catalogue.ts';
import { readOpenDataset, readOpenDatasets } from '../dcat/open-datasets.ts';
import { siteOf } from '../dcat/site.ts';
import { jsonLdOf, turtleOf } from '../dcat/write.ts';
import type { DataTables, DataWork } from '../tables.ts';

type Form = 'ttl' | 'jsonld';

const Key = closed({ key: Type.String({ maxLength: 63 }) });
const TYPES: Record<Form, string> = { ttl: 'text/turtle; charset=utf-8', jsonld: 'application/ld+json; charset=utf-8' };

/** The catalogue as DCAT-AP 3.0.1, for machines and other portals: whole, and a document for each dataset. */
export const dcatRoutes = defineRoutes<DataTables>([
  whole('/data/catalog.ttl', 'The catalogue of open datasets as DCAT-AP 3.0.1, Turtle', () => 'ttl'),
  whole('/data/catalog.jsonld', 'The catalogue of open datasets as DCAT-AP 3.0.1, JSON-LD', () => 'jsonld'),
  whole('/data/catalog', 'The catalogue of open datasets, in the form that Accept asks for', formOf),
  one('/data/:key/dcat.ttl', 'One open dataset with its versions as DCAT-AP 3.0.1, Turtle', () => 'ttl'),
  one('/data/:key/dcat.jsonld', 'One open dataset with its versions as DCAT-AP 3.0.1, JSON-LD', () => 'jsonld'),
  one('/data/:key', 'One open dataset, in the form that Accept asks for; browsers are led to its page', formOf, true),
]);

function whole(path: `/${string}`, summary: string, form: (accept: string) => Form) {
  return workRoute<DataTables>({
    method: 'GET',
    path,
    absolute: true,
    summary,
    permission: 'public',
    reply: 'file',
    work: (work, { headers, publicUrl }) =>
      answer(work, form(String(headers['accept'])), async (context) => {
        return catalogueGraph(siteOf(context, publicUrl), await readOpenDatasets(context));
      }),
  });
}

function one(path: `/${string}`, summary: string, form: (accept: string) => Form, forBrowsersToo = false) {
  return workRoute({
    method: 'GET',
    path,
    absolute: true,
    summary,
    permission: 'public',
    params: Key,
    reply: 'file',
    work: async (work: DataWork, { params, headers, publicUrl }) => {
      const found = await answer(work, form(String(headers['accept'])), async (context) => {
        return datasetGraph(siteOf(context, publicUrl), await readOpenDataset(context, params.key));
      });
      return forBrowsersToo && String(headers['accept']).includes('text/html') ? { ...found, location: `/open-data/${params.key}` } : found;
    },
  });
}

/** The hash of the text is its validator, so harvesters that ask again get a short answer. */
async function answer(
  work: DataWork,
  form: Form,
  read: (context: Parameters<Parameters<DataWork['transaction']>[0]>[0]) => Promise<readonly Quad[]>,
): Promise<FileReply> {
  const quads = await work.transaction(read);
  const text = form === 'ttl' ? await turtleOf(quads) : jsonLdOf(quads);
  const bytes = Buffer.from(text);
  return { stream: Readable.from([bytes]), type: TYPES[form], size: bytes.length, etag: createHash('sha256').update(bytes).digest('hex') };
}

/** The first of the two forms that the reader names; Turtle when none is. A weight of nothing means not wanted. */
function formOf(accept: string): Form {
  const wanted = accept
    .split(',')
    .map((part) => ({ type: part.split(';')[0]?.trim().toLowerCase() ?? '', weight: Number(/;\s*q=([\d.]+)/.exec(part)?.[1] ?? 1) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  const found = wanted.find(({ type }) => type in FORMS);
  return (found && FORMS[found.type]) ?? 'ttl';
}

const FORMS: Readonly<Record<string, Form>> = { 'text/turtle': 'ttl', 'application/ld+json': 'jsonld', 'application/json': 'jsonld' };
