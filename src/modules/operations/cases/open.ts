import { randomUUIDv7 } from 'node:crypto';

import { decideSubject, explain, type Language, publishedRules, rulesAt, SYSTEM } from '#kernel';

import { operationsErrors } from '../errors.ts';
import { categoriesOf } from '../signals/categories.ts';
import { opening, routeAct } from './acts/routing.ts';
import type { CaseFields } from './change.ts';
import { newCode } from './code.ts';
import { by, setScene, writeLines } from './engine.ts';
import { factsOf } from './facts.ts';
import { type CaseRecord, fold } from './fold.ts';
import { policyOf } from './scene.ts';
import type { Loaded, NewLine } from './store.ts';
import type { CaseContext } from './tables.ts';

/** What is known when a case begins. */
export interface NewCase {
  readonly title: string;
  readonly text?: string;
  /** Leaf of the category tree. */
  readonly category: string;
  /** The category's own level unless said. */
  readonly level?: string;
  readonly town?: string | null;
  readonly place?: string | null;
  /** WGS 84 degrees. */
  readonly lng?: number | null;
  readonly lat?: number | null;
  readonly asset?: string | null;
  /** Key of the registered source, and the record there. */
  readonly source: string;
  readonly sourceRef?: string | null;
  /** Whether somebody can be asked when it is done. */
  readonly reporter: boolean;
  readonly parentId?: string | null;
  /** Names the first receiver by hand; without it the published rule does. */
  readonly route?: { readonly department: string; readonly reason: string };
  /** False leaves it with the duty desk, unrouted. */
  readonly routed?: boolean;
}

/**
 * Opens a case with a code for life, starts its clocks and offers it to its first receiver.
 * @throws operations.unknownCategory, operations.unknownLevel, operations.noPolicy, operations.unknownDepartment
 */
export async function openCase(context: CaseContext, asked: NewCase): Promise<CaseRecord> {
  const facts = factsOf(context);
  const fields = fieldsOfNew(context, asked);
  const policy = policyOf(facts, fields.category, fields.level);
  const moment = (at: Date) => at.toISOString();
  const line = { facts, policy, now: context.now, actor: context.actor, teams: new Set<string>(), files: [], newId: randomUUIDv7, moment };
  const open: NewLine = { ...by(context), act: 'open', fields: opening(line, fields) };
  const id = randomUUIDv7();
  const first = { rev: 1, at: context.now, ...open };
  const opened = { record: fold(id, [first]), lines: [first] };
  const routing = asked.routed === false ? [] : [await routingOf(context, opened, asked.route)];
  return (await writeLines(context, facts, id, null, [open, ...routing])).record;
}

/** The line that names the first receiver: a person's, or the platform's by the published rule. */
async function routingOf(context: CaseContext, opened: Loaded, byHand: NewCase['route']): Promise<NewLine> {
  const scene = { ...setScene(context, opened), actor: SYSTEM };
  const route = byHand ?? (await firstReceiver(context, opened.record));
  return { ...by(byHand ? context : { actor: SYSTEM }), act: 'route', fields: routeAct.decide(scene, route as never) };
}

function fieldsOfNew(context: CaseContext, asked: NewCase): CaseFields {
  const category = categoriesOf(context.profile).get(asked.category);
  if (!category) throw operationsErrors.unknownCategory({ category: asked.category });
  return {
    code: newCode(),
    state: 'received',
    title: asked.title,
    text: asked.text ?? '',
    category: asked.category,
    level: asked.level ?? category.level,
    town: asked.town ?? null,
    place: asked.place ?? null,
    lng: asked.lng ?? null,
    lat: asked.lat ?? null,
    asset: asked.asset ?? null,
    lead: factsOf(context).policies.dutyDepartment,
    source: asked.source,
    sourceRef: asked.sourceRef ?? null,
    reporter: asked.reporter,
    parentId: asked.parentId ?? null,
    mergedInto: null,
    openedAt: context.now.toISOString(),
    result: null,
    answeredAt: null,
    closedAt: null,
    outcome: null,
  };
}

/** The published rule set that names the first receiver. */
const RULE_SET = 'case-routing';

/** Who receives a case first, by the district's published rules, with the rows that say so; kept as a decision. */
async function firstReceiver(context: CaseContext, { id, fields }: CaseRecord) {
  const category = categoriesOf(context.profile).get(fields.category);
  const { now } = context;
  const usual = category?.department ?? fields.lead;
  const held = (await publishedRules(context, RULE_SET)).some(({ publishedAt, validFrom }) => publishedAt <= now && validFrom <= now);
  if (!held) return { department: usual, reason: { en: 'Usual department of the category', zh: '该类别的常规承办部门' } };
  const rules = await rulesAt(context, RULE_SET);
  const inputs = { category: fields.category };
  const { outputs } = decideSubject(rules, inputs);
  const { identifier, version, rows, appeal } = explain(rules, inputs);
  const department = String(outputs['department']);
  await context.decide({
    kind: 'operations.routing',
    subject: `operations_case/${id}`,
    rule: { identifier, version },
    inputs,
    outcome: { department, rows: rows.map(({ id: row }) => row) },
    appeal,
  });
  const said = (language: Language) => rows.map(({ title }) => title[language]).join(language === 'zh' ? '；' : '; ') || identifier;
  return { department, reason: { en: said('en'), zh: said('zh') }, rule: { identifier, version, rows: rows.map(({ id: row }) => row) } };
}
