import { useMemo } from 'react';

import type { Bilingual } from '#kernel';
import { defineTexts } from '#kernel/i18n';
import { type FieldChange, type StoryEntry, type StoryFile, useFormat, useSay, useTexts } from '#ui';

import { type CaseState, type CaseView, type LineView, spoken } from '../cases/data.ts';
import { useDepartmentName, useTerms, useTownName } from '../cases/terms.ts';
import { caseTexts } from '../cases/texts.ts';
import { fieldTexts } from './act-specs.ts';
import { useFieldName } from './case-context.ts';
import { lookOf } from './story-look.tsx';

const texts = defineTexts({
  about: { en: '{act}: {what}', zh: '{act}：{what}' },
  takenBack: { en: 'Taken back later', zh: '后已撤回' },
  reminded: { en: '{clock}: {share} of the time used, told', zh: '{clock}：已用 {share}，已提醒' },
  breached: { en: '{clock}: deadline missed', zh: '{clock}：已超期' },
  reason: { en: 'Reason: {reason}', zh: '理由：{reason}' },
  proposed: { en: 'Proposed: {department}', zh: '建议：{department}' },
  law: { en: 'Legal basis: {law}', zh: '依据：{law}' },
  rule: { en: 'By rule {rule}, version {version}', zh: '依规则 {rule} 第 {version} 版' },
  you: { en: '{who} (you)', zh: '{who}（您）' },
  reached: { en: 'Reached', zh: '已联系上' },
  notReached: { en: 'Not reached', zh: '未联系上' },
  satisfied: { en: 'satisfied', zh: '满意' },
  notSatisfied: { en: 'not satisfied', zh: '不满意' },
});

/** Fields of a line that speak for themselves in its title or words. */
const UNSAID = new Set(['result', 'answeredAt', 'closedAt', 'outcome', 'mergedInto', 'parentId']);

type Thing = Readonly<Record<string, unknown>>;

/** What a case was called and said when it was opened. */
export interface Opened {
  readonly title: string;
  readonly text: string;
}

/** Writes a line of the log as an entry of a story, in the reader's words. */
export function useEntryOf(view: CaseView, opened: Opened, reported: boolean) {
  const t = useTexts(texts);
  const say = useSay();
  const format = useFormat();
  const wordsOf = useWords(view, opened, reported);
  const inWords = useFieldValue();
  const fieldName = useFieldName();
  const department = useDepartmentName();
  const c = useTexts(caseTexts);
  return useMemo(() => {
    const whoOf = ({ automatic, department: key, mine }: LineView) => {
      const who = automatic || !key ? c('platform') : department(key);
      return mine ? t('you', { who }) : who;
    };
    const entry = (line: LineView): StoryEntry => {
      const { icon, tone, group, small = false } = lookOf(line.act);
      const { title, body, said, breach } = wordsOf(line);
      const fields = line.changes
        .filter(({ field }) => !UNSAID.has(field))
        .map(
          ({ field, before, after }): FieldChange => ({ name: fieldName(field), from: inWords(field, before), to: inWords(field, after) }),
        );
      const taken = line.takenBackBy !== null;
      return {
        id: String(line.rev),
        at: line.at,
        who: whoOf(line),
        title,
        icon,
        group,
        small: (small && !breach) || taken,
        ...(breach ? { tone: 'danger' as const } : tone && !taken ? { tone } : {}),
        ...(taken ? { body: t('takenBack') } : body ? { body } : {}),
        ...(said ? { say: said } : {}),
        ...(fields.length > 0 && !taken ? { fields } : {}),
        files: filesOf(line, view),
      };
    };
    return { entry, say, format };
  }, [t, c, say, format, wordsOf, inWords, fieldName, department, view]);
}

interface Words {
  readonly title: string;
  readonly body?: string;
  readonly said?: StoryEntry['say'];
  readonly breach?: boolean;
}

/** Title and words of a line. */
function useWords(view: CaseView, opened: Opened, reported: boolean): (line: LineView) => Words {
  const t = useTexts(texts);
  const fields = useTexts(fieldTexts);
  const say = useSay();
  const format = useFormat();
  const department = useDepartmentName();
  return useMemo(() => {
    const taskTitle = ({ things }: LineView) => {
      const ids = Object.keys((things['tasks'] ?? {}) as Thing);
      const found = view.tasks.findLast(({ id }) => ids.includes(id));
      return found ? `${found.title} (${department(found.department)})` : null;
    };
    const clockTitle = ({ things }: LineView) => {
      const ids = Object.keys((things['clocks'] ?? {}) as Thing);
      const found = view.clocks.find(({ id }) => ids.includes(id));
      return found ? say(found.kind.title) : null;
    };
    const reasonOf = ({ reasonCode }: LineView, titles: readonly { readonly key: string; readonly title: Bilingual }[]) => {
      const found = titles.find(({ key }) => key === reasonCode);
      return reasonCode ? t('reason', { reason: found ? say(found.title) : reasonCode }) : null;
    };
    return (line) => {
      const note = (line.note ?? {}) as Thing;
      const title = say(line.title);
      const about = (what: string | null) => (what ? t('about', { act: title, what }) : title);
      const thing = (kind: string) => Object.values((line.things[kind] ?? {}) as Record<string, Thing>)[0];
      const words = [
        text(note['words']),
        reasonWords(note['reason'], say),
        text(note['text']),
        ruleWords(note, t),
        line.law && t('law', { law: line.law }),
      ];
      const body = (...more: readonly (string | null | undefined)[]) => ({ body: [...more, ...words].filter(Boolean).join(' · ') });
      switch (line.act) {
        case 'open':
          return {
            title: about(opened.title),
            ...body(),
            ...(reported || !opened.text ? {} : { said: { text: opened.text, way: 'in' as const } }),
          };
        case 'tick':
          return tickWords(line, view, t, say, format.percent);
        case 'pause':
        case 'resume': {
          const codes = view.clocks.flatMap(({ pauseCodes }) => pauseCodes);
          const evidence = ((thing('clocks')?.['pauses'] ?? []) as readonly Thing[]).at(-1)?.['evidence'];
          return { title: about(clockTitle(line)), ...body(reasonOf(line, codes), line.act === 'pause' ? text(evidence) : null) };
        }
        case 'answer':
          return {
            title,
            ...body(),
            said: { text: String(line.changes.find(({ field }) => field === 'result')?.after ?? ''), way: 'out' },
          };
        case 'confirm':
        case 'dispute': {
          const said = text(thing('confirmations')?.['words']);
          const channel = text(thing('confirmations')?.['channel']);
          const by = channel && channel in fieldTexts.table ? fields(channel as keyof typeof fieldTexts.table) : null;
          return { title, ...body(by), ...(said ? { said: { text: said, way: line.act === 'dispute' ? 'wait' : 'in' } as const } : {}) };
        }
        case 'appeal':
          return { title, said: { text: text(thing('appeals')?.['grounds']) ?? '', way: 'wait' } };
        case 'decide-appeal': {
          const decision = text(thing('appeals')?.['decision']);
          return {
            title: about(decision ? fields(decision as 'upheld' | 'rejected') : null),
            ...body(text(thing('appeals')?.['reasons'])),
          };
        }
        case 'order':
          return { title: about(department(text(thing('orders')?.['department']) ?? '')), ...body(text(thing('orders')?.['demand'])) };
        case 'fulfil-order':
          return { title, ...body(text(thing('orders')?.['report'])) };
        case 'visit': {
          const visit = thing('visits');
          const satisfied = visit?.['satisfied'];
          const found = [
            t(visit?.['reached'] ? 'reached' : 'notReached'),
            satisfied === null || satisfied === undefined ? null : t(satisfied ? 'satisfied' : 'notSatisfied'),
          ];
          return {
            title,
            body: found.filter(Boolean).join(', '),
            ...(text(visit?.['words']) ? { said: { text: String(visit?.['words']), way: 'in' } as const } : {}),
          };
        }
        case 'absorb':
        case 'unmerge':
          return { title: about(text(note['code']) ? spoken(String(note['code'])) : null) };
        case 'undo':
          return { title };
        case 'edit':
          return { title, ...body() };
        default: {
          const proposed = view.tasks.find(({ id, proposed: whose }) => whose && id in ((line.things['tasks'] ?? {}) as Thing))?.proposed;
          const reason = view.tasks.find(({ reason: one }) => one?.key === line.reasonCode)?.reason;
          const asked = line.act === 'bounce' && proposed ? t('proposed', { department: department(proposed) }) : null;
          const result = line.act === 'done' || line.act === 'refuse' ? text(thing('tasks')?.['result']) : null;
          return { title: about(taskTitle(line)), ...body(reasonOf(line, reason ? [reason] : []), asked, result) };
        }
      }
    };
  }, [view, opened, reported, t, fields, say, format, department]);
}

function tickWords(
  line: LineView,
  view: CaseView,
  t: ReturnType<typeof useTexts<typeof texts.table>>,
  say: (text: Bilingual) => string,
  percent: (share: number) => string,
): Words {
  const touched = Object.entries((line.things['clocks'] ?? {}) as Record<string, Thing>);
  const words = touched.map(([id, { told, breachedAt }]) => {
    const clock = say(view.clocks.find((one) => one.id === id)?.kind.title ?? line.title);
    const share = percent(Math.max(0, ...((told ?? []) as readonly number[])));
    return breachedAt ? t('breached', { clock }) : t('reminded', { clock, share });
  });
  return { title: words.join(' · ') || say(line.title), breach: touched.some(([, { breachedAt }]) => Boolean(breachedAt)) };
}

/** A person's own words, or what a rule says in the reader's language. */
function reasonWords(reason: unknown, say: (text: Bilingual) => string): string | null {
  if (typeof reason === 'object' && reason !== null && 'zh' in reason) return say(reason as Bilingual);
  return typeof reason === 'string' ? reason : null;
}

function ruleWords(note: Thing, t: ReturnType<typeof useTexts<typeof texts.table>>): string | null {
  const rule = note['rule'] as { readonly identifier?: string; readonly version?: string } | undefined;
  return rule?.identifier ? t('rule', { rule: rule.identifier, version: rule.version ?? '' }) : null;
}

function filesOf({ note }: LineView, { files }: CaseView): StoryFile[] {
  const named = ((note as Thing | null)?.['files'] ?? []) as readonly {
    readonly id: string;
    readonly name: string;
    readonly sha256: string;
  }[];
  return named.map(({ id, name, sha256 }) => {
    const known = files.find((file) => file.id === id);
    const isPicture = known?.type.startsWith('image/') ?? false;
    return { href: `/api/files/${id}`, name, size: known?.size ?? 0, hash: sha256, ...(isPicture ? { alt: name } : {}) };
  });
}

/** A field's value in words; null when there is none. */
export function useFieldValue(): (field: string, value: unknown) => string | null {
  const c = useTexts(caseTexts);
  const say = useSay();
  const format = useFormat();
  const department = useDepartmentName();
  const town = useTownName();
  const { groups, levels } = useTerms();
  return (field, value) => {
    if (value === null || value === undefined || value === '') return null;
    const name = field.split('.').at(-1) ?? field;
    const written = String(value);
    if (name === 'state' && written in caseTexts.table) return c(written as CaseState);
    if (name === 'lead' || name === 'department' || name === 'proposed') return department(written);
    if (name === 'town') return town(written);
    const titled = [...levels, ...groups.flatMap(({ leaves }) => leaves)].find(({ key }) => key === written);
    if ((name === 'level' || name === 'category') && titled) return say(titled.title);
    if (name.endsWith('At')) return format.instant(new Date(written));
    return typeof value === 'object' ? JSON.stringify(value) : written;
  };
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
