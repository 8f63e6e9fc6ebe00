import { IconBookmark, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Link, useSearchParams } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { useTexts } from './language.ts';

const texts = defineTexts({
  views: { en: 'Views', zh: '视图' },
  save: { en: 'Save this view', zh: '保存当前视图' },
  name: { en: 'Name of the view', zh: '视图名称' },
  hint: {
    en: 'Filters and order are kept on this device. The link in the address bar works for everybody.',
    zh: '筛选与排序保存在本机；地址栏中的链接对所有人有效。',
  },
  keep: { en: 'Save', zh: '保存' },
  remove: { en: 'Remove the view {title}', zh: '删除视图“{title}”' },
});

/** A list with its filters and order, under a name. */
export interface SavedView {
  readonly title: string;
  /** Query of the address, such as `state=working&sort=due`. */
  readonly search: string;
}

interface SavedViewsProps {
  /** Under which the person's own views are kept on this device; unique in the console. */
  readonly name: string;
  /** Views that everybody has. */
  readonly views: readonly SavedView[];
}

/** Ways to look at a list, one click each: those given, and those that a person saved. All of it stands in the address. */
export function SavedViews({ name, views }: SavedViewsProps) {
  const t = useTexts(texts);
  const [search] = useSearchParams();
  const [own, setOwn] = useState(() => readOwn(name));
  const [asking, setAsking] = useState(false);
  const now = plain(search.toString());
  const keep = (next: readonly SavedView[]) => {
    localStorage.setItem(keptAs(name), JSON.stringify(next));
    setOwn(next);
  };
  const isNew = now !== '' && [...views, ...own].every((view) => plain(view.search) !== now);
  const chip = (view: SavedView) => (
    <Link
      className="chip"
      to={{ search: view.search }}
      aria-current={plain(view.search) === now ? 'page' : undefined}
      data-on={plain(view.search) === now ? '' : undefined}
    >
      {view.title}
    </Link>
  );
  return (
    <nav className="views" aria-label={t('views')}>
      {views.map((view) => (
        <span key={view.search}>{chip(view)}</span>
      ))}
      {own.map((view) => (
        <span key={view.search}>
          {chip(view)}
          <button
            type="button"
            className="help"
            aria-label={t('remove', { title: view.title })}
            onClick={() => keep(own.filter((one) => one !== view))}
          >
            <IconX size={14} aria-hidden />
          </button>
        </span>
      ))}
      {isNew && (
        <Button size="sm" kind="quiet" icon={<IconBookmark size={15} aria-hidden />} onClick={() => setAsking(true)}>
          {t('save')}
        </Button>
      )}
      <NameDialog open={asking} onClose={() => setAsking(false)} onName={(title) => keep([...own, { title, search: now }])} />
    </nav>
  );
}

interface NameDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onName: (title: string) => void;
}

function NameDialog({ open, onClose, onName }: NameDialogProps) {
  const t = useTexts(texts);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const title = String(new FormData(event.currentTarget).get('title') ?? '').trim();
    if (!title) return;
    onName(title);
    onClose();
  };
  return (
    <Dialog title={t('save')} open={open} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <label>
          {t('name')}
          <input className="input" name="title" maxLength={40} required data-autofocus />
        </label>
        <p className="small ink2">{t('hint')}</p>
        <div className="row end">
          <Button type="submit" kind="primary">
            {t('keep')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The query without the page one is on, in a fixed order. */
function plain(search: string): string {
  const entries = [...new URLSearchParams(search)].filter(([key]) => key !== 'cursor');
  return new URLSearchParams(entries.sort(([left], [right]) => (left < right ? -1 : 1))).toString();
}

const keptAs = (name: string) => `maplebridge.views.${name}`;

function readOwn(name: string): readonly SavedView[] {
  try {
    return (JSON.parse(localStorage.getItem(keptAs(name)) ?? '[]') as SavedView[]).filter(({ title, search }) => title && search);
  } catch {
    return [];
  }
}
