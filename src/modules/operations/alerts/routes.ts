import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import { Type } from 'typebox';

import { BilingualText, closed, defineRoutes, type FileReply, kernelErrors, may, Page, pageQuery, route, Uuid, workRoute } from '#kernel';

import { MAX_BYTES, utf8Document } from './cap/index.ts';
import { alertFacts } from './facts.ts';
import { Composition, issueAlert, previewAlert } from './issue.ts';
import { distributionOf, feedOf } from './publish.ts';
import { alertFilters, listAlerts, readDetail, readSource } from './read-model.ts';
import { type Incoming, look, takeIn } from './receive.ts';
import { AlertDetail, AlertSummary, Report } from './shapes.ts';
import { hideAlert, showAlert } from './show.ts';
import type { AlertContext, AlertTables, AlertWork } from './tables.ts';

const Id = closed({ id: Uuid });
const A_MINUTE = 60;
const CAP_TYPE = 'application/cap+xml; charset=utf-8';
/** How alerts, feeds and distributions are announced on the web. */
const XML_TYPES = [
  'application/cap+xml',
  'application/xml',
  'text/xml',
  'application/atom+xml',
  'application/rss+xml',
  'application/emergency-data-exchange-language+xml',
  'application/edxl+xml',
];
const xml = { body: 'stream', consumes: XML_TYPES, bodyLimit: MAX_BYTES } as const;

/** XML for machines below `/api/alerts`; what the console reads is JSON below `/api/operations/alerts`. */
export const alertRoutes = defineRoutes<AlertTables>([
  workRoute({
    method: 'POST',
    path: '/api/alerts',
    absolute: true,
    summary: 'Take in a CAP 1.0, 1.1 or 1.2 alert, an Atom or RSS index of alerts, or an EDXL-DE 1.0 distribution',
    permission: 'operations:alerts',
    ...xml,
    reply: Report,
    work: async (work: AlertWork, { stream, headers }) => takeIn(work, await incomingOf(stream, headers)),
  }),
  workRoute({
    method: 'GET',
    path: '/api/alerts',
    absolute: true,
    summary: 'The public alerts in force, as one EDXL-DE 1.0 distribution',
    permission: 'public',
    reply: 'file',
    work: async (work: AlertWork) => fileOf('application/xml; charset=utf-8', await work.transaction(distributionOf)),
  }),
  workRoute({
    method: 'GET',
    path: '/api/alerts.atom',
    absolute: true,
    summary: 'The public alerts of late as an Atom feed, each in full',
    permission: 'public',
    reply: 'file',
    work: async (work: AlertWork, { publicUrl }) =>
      fileOf('application/atom+xml; charset=utf-8', await work.transaction((context) => feedOf(context, publicUrl ?? ''))),
  }),
  workRoute({
    method: 'GET',
    path: '/api/alerts/:id',
    absolute: true,
    summary: 'One alert as it was sent; one that is not public for those who may see operations',
    permission: 'public',
    params: Id,
    reply: 'file',
    work: async (work: AlertWork, { params }) => {
      const { source } = await work.transaction((context) => readSource(context, params.id, may(context.actor, 'operations:see')));
      return fileOf(CAP_TYPE, utf8Document(source));
    },
  }),
  route({
    method: 'GET',
    path: '/alerts',
    summary: 'Alerts, issued here or taken in, the latest first',
    permission: 'operations:see',
    query: closed({ ...alertFilters, ...pageQuery }),
    reply: Page(AlertSummary),
    handle: (context: AlertContext, { query }) => listAlerts(context, query),
  }),
  route({
    method: 'GET',
    path: '/alerts/:id',
    summary: 'One alert with what it says and what became of it',
    permission: 'operations:see',
    params: Id,
    reply: AlertDetail,
    handle: (context: AlertContext, { params }) => readDetail(context, params.id),
  }),
  route({
    method: 'GET',
    path: '/alerts/facts',
    summary: 'What is usually warned of, with words to begin from, and how levels are called',
    permission: 'operations:see',
    reply: closed({
      senderName: BilingualText,
      wholeDistrict: BilingualText,
      levels: Type.Record(Type.String(), BilingualText),
      events: alertFacts.schema.properties.events,
    }),
    handle: async ({ profile }) => {
      const { senderName, wholeDistrict, levels, events } = profile(alertFacts);
      return { senderName, wholeDistrict: wholeDistrict.name, levels, events };
    },
  }),
  workRoute({
    method: 'POST',
    path: '/alerts/verdicts',
    summary: 'What we would make of a document, keeping nothing',
    permission: 'operations:see',
    ...xml,
    reply: Report,
    work: async (_work, { stream, headers }) => look(await incomingOf(stream, headers)),
  }),
  route({
    method: 'POST',
    path: '/alerts/previews',
    summary: 'The CAP 1.2 document that would be issued',
    permission: 'operations:alerts',
    body: Composition,
    reply: closed({ xml: Type.String() }),
    handle: async (context: AlertContext, { body }) => ({ xml: await previewAlert(context, body) }),
  }),
  route({
    method: 'POST',
    path: '/alerts',
    summary: 'Issue an alert, or an update or cancellation of one of ours',
    permission: 'operations:alerts',
    body: Composition,
    reply: AlertDetail,
    status: 201,
    handle: async (context: AlertContext, { body }) => readDetail(context, await issueAlert(context, body)),
  }),
  ...(['show', 'hide'] as const).map((act) =>
    route({
      method: 'POST',
      path: `/alerts/:id/${act}`,
      summary: act === 'show' ? 'Show an alert to the public' : 'Take an alert from the portal and the feed',
      permission: 'operations:alerts',
      params: Id,
      reply: AlertDetail,
      handle: async (context: AlertContext, { params }) => {
        await (act === 'show' ? showAlert : hideAlert)(context, params.id);
        return readDetail(context, params.id);
      },
    }),
  ),
]);

async function incomingOf(stream: Readable, headers: Readonly<Record<string, string | string[] | undefined>>): Promise<Incoming> {
  const bytes = Buffer.concat(await stream.toArray());
  if (bytes.length === 0) throw kernelErrors.invalid({ reason: 'empty' });
  const [mediaType = '', ...parameters] = String(headers['content-type']).split(';');
  const charset = parameters.map((one) => /^\s*charset\s*=\s*"?([\w.:-]+)"?\s*$/i.exec(one)?.[1]).find(Boolean);
  return { bytes, mediaType: mediaType.trim().toLowerCase(), charset };
}

function fileOf(type: string, text: string): FileReply {
  const bytes = Buffer.from(text);
  const etag = createHash('sha256').update(bytes).digest('hex');
  return { stream: Readable.from([bytes]), type, size: bytes.length, etag, maxAge: A_MINUTE };
}
