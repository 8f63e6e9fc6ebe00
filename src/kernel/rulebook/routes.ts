import { Readable } from 'node:stream';

import { Type } from 'typebox';

import { type Context, closed, Day, type FileReply, Page, pageQuery, route, type Static, text, workRoute } from '../core/index.ts';
import { revisionFrom } from '../http/index.ts';
import { changeDraft, createDraft } from './drafts.ts';
import { compileRuleSet } from './engine/compile.ts';
import { explain } from './engine/explain.ts';
import { readJdm, writeJdm } from './engine/jdm.ts';
import { FieldName, Identifier, type RuleSet, RuleSetState, Value, Version } from './engine/rule-set.ts';
import { approve, propose, retire, withdraw } from './publication.ts';
import { rulesAt } from './published.ts';
import { report } from './reports.ts';
import { ExplanationView, SampledReport, SetSummary, VersionView } from './schema.ts';
import { listSets, readVersion, readVersionRow, ruleSetOf } from './versions.ts';

/** A JDM file; its own reader checks it and names every mistake. */
const JdmFile = Type.Object({}, { additionalProperties: true });

const Subject = Type.Record(FieldName, Value);
const setParams = closed({ identifier: Identifier });
const versionParams = closed({ identifier: Identifier, version: Version });
const FILE_LIMIT = 4 * 1024 * 1024;

/** Rule sets for everybody to read, and the way from draft to publication. */
export const rulebookRoutes = [
  route({
    method: 'GET',
    path: '/sets',
    summary: 'Rule sets: the published ones, for stewards drafts as well',
    permission: 'public',
    query: closed({ ...pageQuery, q: Type.Optional(text(100)), state: Type.Optional(RuleSetState) }),
    reply: Page(SetSummary),
    handle: (context, { query }) => listSets(context, query),
  }),
  route({
    method: 'GET',
    path: '/sets/:identifier',
    summary: 'The version in force of a rule set',
    permission: 'public',
    params: setParams,
    reply: VersionView,
    handle: (context, { params }) => readVersion(context, params.identifier),
  }),
  route({
    method: 'GET',
    path: '/sets/:identifier/:version',
    summary: 'One version of a rule set',
    permission: 'public',
    params: versionParams,
    reply: VersionView,
    handle: (context, { params }) => readVersion(context, params.identifier, params.version),
  }),
  workRoute({
    method: 'GET',
    path: '/export.jdm.json',
    summary: 'A rule set as a JDM file for any engine that reads them',
    permission: 'public',
    query: closed({ identifier: Identifier, version: Type.Optional(Version), dates: Type.Optional(Type.Enum(['iso', 'days'])) }),
    reply: 'file',
    work: (work, { query }) => work.transaction((context) => exportFile(context, query)),
  }),
  route({
    method: 'POST',
    path: '/sets',
    summary: 'A JDM file as a new draft',
    permission: 'rulebook:edit',
    body: JdmFile,
    bodyLimit: FILE_LIMIT,
    reply: VersionView,
    status: 201,
    handle: (context, { body }) => createDraft(context, body),
  }),
  route({
    method: 'PUT',
    path: '/sets/:identifier/:version',
    summary: 'Replace a draft (If-Match)',
    permission: 'rulebook:edit',
    params: versionParams,
    body: JdmFile,
    bodyLimit: FILE_LIMIT,
    reply: VersionView,
    handle: (context, { params, body, headers }) => changeDraft(context, params.identifier, params.version, body, revisionFrom(headers)),
  }),
  step('propose', 'Put a draft forward, with its what-if report', 'rulebook:edit', propose),
  step('withdraw', 'Take a proposal back', 'rulebook:edit', withdraw),
  step('approve', 'Publish a proposal as its second person', 'rulebook:publish', approve),
  route({
    method: 'POST',
    path: '/sets/:identifier/:version/retire',
    summary: 'End a published version',
    permission: 'rulebook:publish',
    params: versionParams,
    body: closed({ on: Day }),
    reply: VersionView,
    handle: (context, { params, body }) => retire(context, params.identifier, params.version, body.on),
  }),
  route({
    method: 'POST',
    path: '/what-if',
    summary: 'What would change for whom, before anything is saved',
    permission: 'rulebook:edit',
    body: closed({
      /** The file to try, or else a version that is kept. */
      file: Type.Optional(JdmFile),
      identifier: Type.Optional(Identifier),
      version: Type.Optional(Version),
      against: Type.Optional(Version),
      output: Type.Optional(FieldName),
      groupBy: Type.Optional(FieldName),
      seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 0xffffffff })),
      subjects: Type.Optional(Type.Array(Subject, { minItems: 1, maxItems: 10_000 })),
    }),
    bodyLimit: 2 * FILE_LIMIT,
    reply: SampledReport,
    handle: async (context, { body: { file, identifier = '', version = '', ...asked } }) =>
      report(context, file ? readJdm(file) : ruleSetOf(await readVersionRow(context, identifier, version)), asked),
  }),
  route({
    method: 'POST',
    path: '/evaluate',
    summary: 'Decide one subject by published rules and explain it; nothing is kept',
    permission: 'public',
    body: closed({ identifier: Identifier, version: Type.Optional(Version), subject: Subject }),
    reply: ExplanationView,
    handle: async (context, { body: { identifier, version, subject } }) => {
      const rules = version ? compileRuleSet(await keptSet(context, identifier, version)) : await rulesAt(context, identifier);
      return explain(rules, subject) as never;
    },
  }),
];

type Step = (context: Context<never>, identifier: string, version: string) => Promise<Static<typeof VersionView>>;

function step(name: string, summary: string, permission: `rulebook:${string}`, act: Step) {
  return route({
    method: 'POST',
    path: `/sets/:identifier/:version/${name}`,
    summary,
    permission,
    params: versionParams,
    reply: VersionView,
    handle: (context, { params }) => act(context, params.identifier, params.version),
  });
}

async function keptSet(context: Context<never>, identifier: string, version: string): Promise<RuleSet> {
  return ruleSetOf(await readVersionRow(context, identifier, version));
}

async function exportFile(
  context: Context<never>,
  { identifier, version, dates }: { identifier: string; version?: string; dates?: 'iso' | 'days' },
): Promise<FileReply> {
  const { ruleSet, digest } = await readVersion(context, identifier, version);
  return {
    stream: Readable.from([JSON.stringify(writeJdm(ruleSet, dates), null, 2)]),
    type: 'application/json; charset=utf-8',
    fileName: `${identifier}-${ruleSet.version}.jdm.json`,
    etag: `${digest}-${ruleSet.state}-${dates ?? 'iso'}`,
  };
}
