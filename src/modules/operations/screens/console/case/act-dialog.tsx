import { type FormEvent, type KeyboardEvent, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button, Dialog, Note, type Problem, useDraft, useLanguage, useSay, useTexts } from '#ui';
import { ActField } from './act-field.tsx';
import { type ActSpec, actTexts, fieldTexts } from './act-specs.ts';
import { type About, type Asked, useCaseActs } from './case-context.ts';

const texts = defineTexts({
  keep: { en: 'Not now', zh: '暂不' },
  missing: { en: 'Still missing: {fields}', zh: '尚未填写：{fields}' },
  final: { en: 'This cannot be taken back; others hear of it at once.', zh: '此操作不可撤回，相关方将立即收到通知。' },
  kept: { en: 'What you write is kept in this tab until it is sent.', zh: '填写内容保存在本标签页，直至提交。' },
});

interface ActDialogProps {
  readonly spec: ActSpec;
  readonly about?: About | undefined;
  readonly problem: Problem | null;
  readonly busy: boolean;
  /** @returns whether it was done */
  readonly onSend: (asked: Asked) => Promise<boolean>;
  readonly onClose: () => void;
}

type Values = Readonly<Record<string, unknown>>;
const EMPTY: Values = {};

/** Asks for what an act needs. Ctrl+Enter sends. */
export function ActDialog({ spec, about, problem, busy, onSend, onClose }: ActDialogProps) {
  const t = useTexts(texts);
  const names = useTexts(actTexts);
  const fields = useTexts(fieldTexts);
  const say = useSay();
  const language = useLanguage();
  const { view } = useCaseActs();
  const [values, setValues, clear] = useDraft<Values>(`case.${view.code}.${spec.name}.${about?.id ?? ''}`, EMPTY);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const send = async () => {
    const lacking = spec.fields.filter(({ name, optional }) => !optional && isEmpty(values[name])).map(({ name }) => fields(name));
    setMissing(lacking);
    if (lacking.length > 0) return;
    const body = bodyOf(spec, values, about);
    if (!(await onSend({ name: spec.name, body, about }))) return;
    clear();
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void send();
  };
  return (
    <Dialog title={[names(spec.name), about?.title].filter(Boolean).join(' · ')} open onClose={onClose}>
      <form className="form" onSubmit={submit} onKeyDown={onKeyDown} noValidate>
        {problem && <Note tone="stop" title={say(problem.text)} />}
        {missing.length > 0 && <Note tone="stop" title={t('missing', { fields: missing.join(language === 'zh' ? '、' : ', ') })} />}
        {spec.fields.map((field, index) => (
          <ActField
            key={field.name}
            field={field}
            about={about}
            first={index === 0}
            value={values[field.name]}
            onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
          />
        ))}
        <p className="tiny ink2">{t(spec.final ? 'final' : 'kept')}</p>
        <div className="row end">
          <Button onClick={onClose}>{t('keep')}</Button>
          <Button type="submit" kind="primary" busy={busy} shortcut="Ctrl ↵">
            {names(spec.name)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** What is sent: filled fields only, and what the act is about. A team or a person says which it is. */
function bodyOf({ fields, name }: ActSpec, values: Values, about?: About): Readonly<Record<string, unknown>> {
  const filled = Object.fromEntries(
    fields.filter((field) => !isEmpty(values[field.name])).map((field) => [field.name, values[field.name]]),
  );
  const target = about ? { [about.kind]: about.id } : {};
  if (name === 'set-parent') return { parentId: filled['parentId'] ?? null };
  if (name !== 'assign') return { ...filled, ...target };
  const [kind, assignee] = String(filled['assignee']).split(/:(.*)/s);
  return { ...target, kind, assignee };
}
