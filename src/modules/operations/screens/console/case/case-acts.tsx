import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { type Meeting, useMay, useTexts, useVersionedAct } from '#ui';

import { type CaseState, type CaseView, caseApi, type OutcomeView } from '../cases/data.ts';
import { caseTexts } from '../cases/texts.ts';
import { ActDialog } from './act-dialog.tsx';
import { type ActSpec, actTexts, specOf } from './act-specs.ts';
import { EditDialog } from './edit-dialog.tsx';

const texts = defineTexts({ done: { en: '{act}: done', zh: '{act}：已完成' } });

/** What an act is about, when it is not the case itself. */
export interface About {
  readonly kind: 'task' | 'clock' | 'order' | 'visit';
  readonly id: string;
  /** What is shown beside the act's name. */
  readonly title: string;
  /** The department whose it is. */
  readonly department?: string;
}

/** One act with all it needs. */
export interface Asked {
  readonly name: ActSpec['name'];
  readonly body: Readonly<Record<string, unknown>>;
  readonly about?: About | undefined;
}

/** What the parts of the page can do. */
interface CaseActs {
  readonly view: CaseView;
  readonly busy: boolean;
  readonly meeting: Meeting<Asked> | null;
  /** Asks for what the act needs, or does it at once when it needs nothing. */
  readonly begin: (name: string, about?: About) => void;
  readonly again: (asked: Asked) => Promise<unknown>;
  readonly forget: () => void;
  /** Whether the reader may do it to the case now. */
  readonly may: (name: string) => boolean;
}

const Context = createContext<CaseActs | null>(null);

/** The acts of the case on this page. */
export function useCaseActs(): CaseActs {
  const acts = useContext(Context);
  if (!acts) throw new Error('useCaseActs needs a case above');
  return acts;
}

/** States in which departments work on a case, and it may be merged. */
const AT_WORK: ReadonlySet<CaseState> = new Set(['received', 'routed', 'working', 'disputed']);

type Reply = OutcomeView & { readonly id?: string };

/** Does things to the case, all by its revision; holds the one form that is open, and what met. */
export function CaseActsProvider({ view, children }: { readonly view: CaseView; readonly children: ReactNode }) {
  const t = useTexts(texts);
  const names = useTexts(actTexts);
  const fieldName = useFieldName();
  const [open, setOpen] = useState<{ readonly spec: ActSpec; readonly about?: About | undefined } | null>(null);
  // a form stands on the revision at which it was opened, whatever others do behind it
  const [openedOn, setOpenedOn] = useState(view.revision);
  const [editing, setEditing] = useState(false);
  const mayMerge = useMay('operations:dispatch') && AT_WORK.has(view.state);
  const path = caseApi(view.code);
  const act = useVersionedAct<Asked, Reply>({
    revision: view.revision,
    change: ({ name, body }) => requestFor(path, view.code, name, body),
    touches: ['/api/cases', '/api/tasks', '/api/supervision'],
    fieldName,
    done: ({ name }) => t('done', { act: names(name) }),
    undo: ({ name }, reply) => undoFor(path, name, reply),
    problems: open || editing ? 'inline' : 'toast',
  });
  const close = () => {
    setOpen(null);
    setEditing(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: closing changes nothing that is read here
  const value = useMemo<CaseActs>(() => {
    const begin = (name: string, about?: About) => {
      setOpenedOn(view.revision);
      if (name === 'edit') return setEditing(true);
      const spec = specOf(name);
      if (!spec) return;
      act.forget();
      if (spec.fields.length > 0) setOpen({ spec, about });
      else void act.run({ name: spec.name, body: about ? { [about.kind]: about.id } : {}, about });
    };
    const again = async (asked: Asked) => {
      const reply = await act.again(asked);
      if (reply) close();
      return reply;
    };
    const may = (name: string) => (name === 'merge' ? mayMerge : view.acts.includes(name));
    return { view, busy: act.busy, meeting: act.meeting, begin, again, forget: act.forget, may };
  }, [view, act, mayMerge]);
  const send = async (asked: Asked) => (await act.run(asked, openedOn)) !== undefined;
  return (
    <Context value={value}>
      {children}
      {editing && !act.meeting && <EditDialog problem={act.problem} busy={act.busy} onSend={send} onClose={close} />}
      {open && !act.meeting && (
        <ActDialog
          key={`${open.spec.name} ${open.about?.id}`}
          {...open}
          problem={act.problem}
          busy={act.busy}
          onSend={send}
          onClose={close}
        />
      )}
    </Context>
  );
}

function requestFor(path: string, code: string, name: Asked['name'], body: Asked['body']) {
  if (name === 'edit') return { method: 'PATCH' as const, path, body };
  if (name === 'undo') return { path: `${path}/undo`, body };
  if (name === 'merge') return { path: '/api/merges', body: { survivor: code, ...body } };
  return { path: `${path}/acts/${name}`, body };
}

function undoFor(path: string, name: Asked['name'], reply: Reply) {
  if (name === 'merge') return { method: 'DELETE' as const, path: `/api/merges/${reply.id}` };
  const undoable = name === 'edit' || specOf(name)?.undo;
  return undoable ? { path: `${path}/undo`, body: { rev: reply.revision }, ifMatch: `"${reply.revision}"` } : null;
}

/** A field of a case, or of what hangs on it, in words. */
export function useFieldName(): (field: string) => string {
  const t = useTexts(caseTexts);
  return (field) => {
    const name = field.split('.').at(-1) ?? field;
    return name in caseTexts.table ? t(name as keyof typeof caseTexts.table) : name;
  };
}
