import { IconGitMerge } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../button.tsx';
import { useTexts } from '../language.ts';

const texts = defineTexts({
  title: { en: 'Two changes met. Nothing is lost; choose what stands', zh: '两处修改相遇，均未丢失，请选择以哪个为准' },
  text: {
    en: 'Somebody else saved while you were writing. What did not collide stays as each of you wrote it; for the rest choose field by field.',
    zh: '您填写期间他人已保存。互不冲突的修改各自保留，其余请逐项选择。',
  },
  field: { en: 'Field', zh: '字段' },
  mine: { en: 'Yours, not saved', zh: '您的修改（未保存）' },
  theirs: { en: 'Theirs, saved', zh: '他人的修改（已保存）' },
  own: { en: 'Something else', zh: '另填' },
  onRevision: { en: 'on revision {revision}', zh: '基于第 {revision} 版' },
  revision: { en: 'revision {revision}', zh: '第 {revision} 版' },
  joined: { en: 'Joined without asking: {fields}', zh: '已自动合并：{fields}' },
  save: { en: 'Save this choice', zh: '按所选保存' },
  keepTheirs: { en: 'Keep all of theirs', zh: '全部采用他人的' },
  writes: { en: 'Writes revision {revision}', zh: '将写入第 {revision} 版' },
  nothing: { en: 'nothing', zh: '空' },
});

/** A field in which two changes met. */
export interface MetField {
  readonly key: string;
  readonly name: string;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** As it was when both began; what equals it was not changed by that side. */
  readonly base?: unknown;
  /** A value as people read it; texts and numbers need none. */
  readonly show?: (value: unknown) => ReactNode;
  /** A control for a third value; without it one chooses between the two. */
  readonly edit?: (value: unknown, change: (value: unknown) => void, label: string) => ReactNode;
}

interface ConflictProps {
  readonly fields: readonly MetField[];
  /** Revision on which mine was written, and the one that stands now. */
  readonly base?: number | string;
  readonly head?: number | string;
  /** Who saved the other version, by office or role. */
  readonly theirsBy?: string;
  /** Names of fields that were joined by themselves. */
  readonly joined?: readonly string[];
  readonly busy?: boolean;
  /** The values that shall stand, by key. */
  readonly onSave: (chosen: Readonly<Record<string, unknown>>) => void;
  readonly onTheirs?: () => void;
}

type Choice = 'mine' | 'theirs' | 'own';

/** Two versions of the same thing side by side: nobody's words are lost, and every field is chosen by a person. Ctrl+Enter saves. */
export function Conflict({ fields, base, head, theirsBy, joined = [], busy = false, onSave, onTheirs }: ConflictProps) {
  const t = useTexts(texts);
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const [own, setOwn] = useState<Readonly<Record<string, unknown>>>({});
  useEffect(() => panel.current?.focus(), []);
  const choiceOf = (field: MetField) => choices[field.key] ?? firstChoice(field);
  const standing = (field: MetField) => ({ mine: field.mine, theirs: field.theirs, own: own[field.key] ?? field.mine })[choiceOf(field)];
  const save = () => onSave(Object.fromEntries(fields.map((field) => [field.key, standing(field)])));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save();
  };
  return (
    <section className="clash" ref={panel} tabIndex={-1} aria-labelledby={id} onKeyDown={onKeyDown}>
      <div className="clash-h" role="alert">
        <IconGitMerge size={20} aria-hidden />
        <h2 id={id}>{t('title')}</h2>
        <p>{t('text')}</p>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="vh">{t('field')}</span>
            </th>
            <th scope="col">
              <b>{t('mine')}</b>
              {base !== undefined && t('onRevision', { revision: String(base) })}
            </th>
            <th scope="col">
              <b>{theirsBy ?? t('theirs')}</b>
              {head !== undefined && t('revision', { revision: String(head) })}
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <FieldRow
              key={field.key}
              field={field}
              choice={choiceOf(field)}
              own={own[field.key] ?? field.mine}
              onChoose={(choice) => setChoices({ ...choices, [field.key]: choice })}
              onOwn={(value) => setOwn({ ...own, [field.key]: value })}
            />
          ))}
        </tbody>
      </table>
      {joined.length > 0 && <p className="clash-joined">{t('joined', { fields: joined.join(', ') })}</p>}
      <div className="clash-f">
        <Button kind="primary" busy={busy} shortcut="Ctrl ↵" onClick={save}>
          {t('save')}
        </Button>
        {onTheirs && <Button onClick={onTheirs}>{t('keepTheirs')}</Button>}
        {typeof head === 'number' && <span className="push tiny ink2">{t('writes', { revision: String(head + 1) })}</span>}
      </div>
    </section>
  );
}

interface FieldRowProps {
  readonly field: MetField;
  readonly choice: Choice;
  readonly own: unknown;
  readonly onChoose: (choice: Choice) => void;
  readonly onOwn: (value: unknown) => void;
}

function FieldRow({ field, choice, own, onChoose, onOwn }: FieldRowProps) {
  const t = useTexts(texts);
  const group = useId();
  const show = field.show ?? ((value) => shown(value) ?? <span className="ink3">{t('nothing')}</span>);
  const option = (value: Choice, words: ReactNode) => (
    <label>
      <input
        type="radio"
        name={group}
        checked={choice === value}
        onChange={() => onChoose(value)}
        aria-label={`${field.name}: ${t(value)}`}
      />
      <span>{words}</span>
    </label>
  );
  return (
    <tr>
      <th scope="row">{field.name}</th>
      <td data-title={t('mine')} data-kept={choice !== 'theirs' || undefined}>
        {option('mine', show(field.mine))}
        {field.edit && option('own', t('own'))}
        {field.edit && choice === 'own' && <div className="own">{field.edit(own, onOwn, `${field.name}: ${t('own')}`)}</div>}
      </td>
      <td data-title={t('theirs')} data-kept={choice === 'theirs' || undefined}>
        {option('theirs', show(field.theirs))}
      </td>
    </tr>
  );
}

/** Mine, unless I did not touch it. */
function firstChoice({ mine, base }: MetField): Choice {
  return base !== undefined && same(mine, base) ? 'theirs' : 'mine';
}

function shown(value: unknown): ReactNode {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Equal as JSON, whatever the order of the names: a database does not keep it. */
export function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left, inOrder) === JSON.stringify(right, inOrder);
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? null;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}
