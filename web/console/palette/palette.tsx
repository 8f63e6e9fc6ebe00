import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { useLanguage, useSay, useTexts } from '../../ui/console/language.ts';
import { Pill } from '../../ui/console/pill.tsx';
import { AgeOf } from '../../ui/console/values.tsx';
import type { ScreenList } from '../menu.ts';
import { type PaletteEntry, type PaletteGroup, usePaletteGroups } from './entries.ts';
import { Highlight } from './highlight.tsx';

const texts = defineTexts({
  title: { en: 'Search, or do anything', zh: '搜索或执行操作' },
  placeholder: { en: 'A record, a screen, an act', zh: '输入记录、页面或操作' },
  results: { en: 'Results', zh: '结果' },
  found: { en: { one: '{count} result', other: '{count} results' }, zh: '{count} 条结果' },
  nothing: { en: 'Nothing is called “{words}”', zh: '没有与“{words}”匹配的内容' },
  nothingText: {
    en: 'Records show only when your role may see them. Try a number, a name of an enterprise or a rule.',
    zh: '仅显示您的角色可查看的记录。可尝试编号、企业名称或规则名称。',
  },
  searching: { en: 'Searching records', zh: '正在搜索记录' },
  failed: { en: 'records not searched', zh: '未能搜索记录' },
  refused: { en: 'not allowed', zh: '无权限' },
  old: { en: 'as last found', zh: '上次结果' },
  move: { en: 'move', zh: '移动' },
  do: { en: 'do it', zh: '执行' },
  tab: { en: 'in a new tab', zh: '新标签页' },
  acts: { en: 'acts only', zh: '仅操作' },
  never: { en: 'Persons are never searched by name', zh: '不按姓名搜索个人' },
});

interface PaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly screens: ScreenList;
  readonly onKeys: () => void;
}

/** The command palette: acts on the selection first, then records, then places. */
export function Palette({ open, onClose, ...rest }: PaletteProps) {
  const t = useTexts(texts);
  return (
    <Modal.Root opened={open} onClose={onClose} size={680} yOffset={92}>
      <Modal.Overlay />
      <Modal.Content className="palette" aria-label={t('title')}>
        <Modal.Body>{open && <PaletteBody onClose={onClose} {...rest} />}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function PaletteBody({ onClose, screens, onKeys }: Omit<PaletteProps, 'open'>) {
  const t = useTexts(texts);
  const language = useLanguage();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [settled] = useDebouncedValue(query, 120);
  const { groups, search, words } = usePaletteGroups(settled, screens, onKeys);
  const entries = groups.flatMap((group) => group.entries);
  const [chosen, setChosen] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new query or language starts at the first line again
  useEffect(() => setChosen(0), [settled, language]);
  const current = Math.min(chosen, entries.length - 1);

  const run = (entry: PaletteEntry, newTab: boolean) => {
    if (entry.refusal) return;
    onClose();
    if (newTab && entry.href) open(entry.href, '_blank', 'noopener');
    else entry.run();
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setChosen((current + step + entries.length) % entries.length);
    const entry = entries[current];
    if (event.key === 'Enter' && entry && !event.nativeEvent.isComposing) run(entry, event.ctrlKey || event.metaKey);
    if (step || event.key === 'Enter') event.preventDefault();
  };
  return (
    <>
      <div className="q">
        <IconSearch size={18} stroke={1.8} aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={entries[current] && `${listId}-${current}`}
          aria-autocomplete="list"
          aria-label={t('title')}
          placeholder={t('placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={onKey}
        />
        <kbd aria-hidden>Esc</kbd>
      </div>
      <Options id={listId} groups={groups} current={current} words={words} onRun={run} onPoint={setChosen} />
      <Outcome search={search} words={words} empty={entries.length === 0} count={entries.length} />
      <footer aria-hidden>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {t('move')}
        </span>
        <span>
          <kbd>↵</kbd> {t('do')}
        </span>
        <span>
          <kbd>Ctrl ↵</kbd> {t('tab')}
        </span>
        <span>
          <kbd>&gt;</kbd> {t('acts')}
        </span>
        <span className="push">{t('never')}</span>
      </footer>
    </>
  );
}

interface OptionsProps {
  readonly id: string;
  readonly groups: readonly PaletteGroup[];
  readonly current: number;
  readonly words: string;
  readonly onRun: (entry: PaletteEntry, newTab: boolean) => void;
  readonly onPoint: (index: number) => void;
}

function Options({ id, groups, current, words, onRun, onPoint }: OptionsProps) {
  const t = useTexts(texts);
  useEffect(() => {
    void document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, current]);
  let index = -1;
  return (
    <div className="options" id={id} role="listbox" aria-label={t('results')}>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: options of a listbox are grouped by role, not by a fieldset
        <div key={group.title} role="group" aria-label={group.title}>
          <p className="opt-h" aria-hidden>
            {group.title}
          </p>
          {group.entries.map((entry) => {
            index += 1;
            const at = index;
            return (
              <Option
                key={entry.id}
                id={`${id}-${at}`}
                entry={entry}
                chosen={at === current}
                words={words}
                onPoint={() => onPoint(at)}
                onRun={(newTab) => onRun(entry, newTab)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly chosen: boolean;
  readonly words: string;
  readonly onPoint: () => void;
  readonly onRun: (newTab: boolean) => void;
}

function Option({ id, entry, chosen, words, onPoint, onRun }: OptionProps) {
  const t = useTexts(texts);
  const { icon: Icon, title, text, keys, refusal } = entry;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field above holds the focus and handles every key
    <div
      id={id}
      className="opt"
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-disabled={refusal ? true : undefined}
      onMouseMove={onPoint}
      onClick={(event) => onRun(event.ctrlKey || event.metaKey)}
    >
      <Icon size={18} stroke={1.6} aria-hidden />
      <div>
        <Highlight text={title} words={words} />
        {(refusal || text) && <p className="d">{refusal ?? text}</p>}
      </div>
      {refusal ? (
        <Pill>{t('refused')}</Pill>
      ) : (
        <span className="opt-keys" aria-hidden>
          {keys?.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      )}
    </div>
  );
}

interface OutcomeProps {
  readonly search: ReturnType<typeof usePaletteGroups>['search'];
  readonly words: string;
  readonly empty: boolean;
  readonly count: number;
}

/** What became of the search: loading, failed, old, empty. Spoken as it changes. */
function Outcome({ search, words, empty, count }: OutcomeProps) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <div className="outcome" role="status">
      {search.busy && (
        <p className="looking">
          <span className="sk" /> <span className="vh">{t('searching')}</span>
        </p>
      )}
      {search.problem && (
        <p className="row small">
          <Pill tone={search.problem.status === 403 ? 'todo' : 'danger'}>{t(search.problem.status === 403 ? 'refused' : 'failed')}</Pill>
          {say(search.problem.text)}
          {search.data && (
            <>
              {' · '}
              {t('old')} <AgeOf at={new Date(search.at)} />
            </>
          )}
        </p>
      )}
      {empty && !search.busy && !search.problem && (
        <div className="state">
          <p className="b">{t('nothing', { words })}</p>
          <p className="ink2">{t('nothingText')}</p>
        </div>
      )}
      {!empty && <span className="vh">{t('found', { count })}</span>}
    </div>
  );
}
