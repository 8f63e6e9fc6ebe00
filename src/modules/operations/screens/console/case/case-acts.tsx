import { type ReactNode, useMemo, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { useMay, useTexts, useVersionedAct } from '#ui';

import { type CaseState, type CaseView, caseApi, type OutcomeView } from '../cases/data.ts';
import { ActDialog } from './act-dialog.tsx';
import { type ActSpec, actTexts, specOf } from './act-specs.ts';
import { type About, type Asked, type CaseActs, CaseActsContext, useFieldName } from './case-context.ts';
import { EditDialog } from './edit-dialog.tsx';

const texts = defineTexts({ done: { en: '{act}: done', zh: '{act}：已完成' } });

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
    <CaseActsContext value={value}>
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
    </CaseActsContext>
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
