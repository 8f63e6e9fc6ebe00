import type { Static } from 'typebox';

import { type CaseFields, KINDS } from './change.ts';
import { cancelledBy, fold, type LogLine } from './fold.ts';
import type { StoryLine } from './shapes.ts';
import type { Loaded } from './store.ts';
import { actTitle } from './titles.ts';

/** A case's log as one can read it: every line with what it changed, oldest first. */
export function storyOf({ record, lines }: Loaded, readerId: string): Static<typeof StoryLine>[] {
  const cancelled = cancelledBy(lines);
  const takers = new Map(lines.flatMap(({ rev, fields: { cancels } }) => (cancels === undefined ? [] : [[cancels, rev] as const])));
  return lines.map((line) => ({
    rev: line.rev,
    at: line.at,
    act: line.act,
    title: actTitle(line.act),
    department: line.actorDepartment,
    mine: line.actorId === readerId,
    automatic: line.actorId === 'system',
    reasonCode: line.reasonCode ?? null,
    law: line.lawRef ?? null,
    changes: changesOf(record.id, lines, line),
    things: Object.fromEntries(KINDS.flatMap((kind) => (line.fields[kind] ? [[kind, line.fields[kind]]] : []))),
    note: line.fields.note ?? null,
    takenBackBy: cancelled.has(line.rev) ? (takers.get(line.rev) ?? null) : null,
    cancels: line.fields.cancels ?? null,
  }));
}

function changesOf(id: string, lines: readonly LogLine[], { rev, fields }: LogLine) {
  if (rev === 1 || !fields.set) return [];
  const before = fold(id, lines.slice(0, rev - 1)).fields;
  return Object.entries(fields.set).map(([field, after]) => ({
    field,
    before: before[field as keyof CaseFields] ?? null,
    after: after ?? null,
  }));
}
