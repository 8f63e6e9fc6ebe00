import { IconBell } from '@tabler/icons-react';

import type { Bilingual } from '#kernel';
import { defineTexts } from '#kernel/i18n';
import { Button } from '../../ui/console/button.tsx';
import { useSay, useTexts } from '../../ui/console/language.ts';
import { useSession } from '../../ui/console/session.tsx';
import { Loaded, StatePanel } from '../../ui/console/state-panel.tsx';
import { useAct } from '../../ui/console/use-act.ts';
import { useApi } from '../../ui/console/use-api.ts';
import { AgeOf } from '../../ui/console/values.tsx';
import { SidePanel } from './side-panel.tsx';
import { SmartLink } from './smart-link.tsx';

const texts = defineTexts({
  title: { en: 'Notifications', zh: '通知' },
  unread: { en: '{count} unread', zh: '{count} 条未读' },
  none: { en: 'No news', zh: '暂无通知' },
  noneText: {
    en: 'What waits for you, and what became of what you began, stands here.',
    zh: '待您处理的事项和您所办事项的进展将显示在此处。',
  },
  readAll: { en: 'Mark all as read', zh: '全部标为已读' },
  new: { en: 'new', zh: '未读' },
  settings: { en: 'How you are told', zh: '通知设置' },
});

/** News for one person. */
export interface News {
  readonly id: string;
  readonly title: Bilingual;
  readonly text: Bilingual;
  readonly href: string;
  readonly createdAt: string;
  readonly readAt: string | null;
}

/** A page of news, and how many are unread in all. */
export interface NewsList {
  readonly items: readonly News[];
  readonly next: string | null;
  readonly unread: number;
}

/** Reads one's own news, live. */
export function useNews() {
  const { id } = useSession();
  return useApi<NewsList>('/api/notifications', { query: { limit: 20 }, topics: [`notifications:${id}`] });
}

/** Marks news as read: these, or all. The list shows it at once. */
export function useMarkRead() {
  return useAct<readonly string[] | 'all'>({
    change: (ids) => ({ path: '/api/notifications/read', body: ids === 'all' ? {} : { ids } }),
    touches: ['/api/notifications'],
    expect: { path: '/api/notifications', body: markedRead },
  });
}

function markedRead(old: NewsList, ids: readonly string[] | 'all'): NewsList {
  const isRead = ({ id }: News) => ids === 'all' || ids.includes(id);
  const items = old.items.map((news) => (isRead(news) && !news.readAt ? { ...news, readAt: new Date().toISOString() } : news));
  const marked = old.items.filter((news) => isRead(news) && !news.readAt).length;
  return { ...old, items, unread: ids === 'all' ? 0 : old.unread - marked };
}

/** The bell: how many news are unread, and the list of them. */
export function NotificationsPanel() {
  const t = useTexts(texts);
  const news = useNews();
  const markRead = useMarkRead();
  const unread = news.data?.unread ?? 0;
  return (
    <SidePanel
      title={t('title')}
      icon={<IconBell size={20} stroke={1.6} aria-hidden />}
      count={unread}
      countWords={t('unread', { count: unread })}
    >
      {(close) => (
        <Loaded reading={news}>
          {({ items }) => (
            <div className="lines">
              {items.length === 0 && (
                <StatePanel kind="empty" title={t('none')}>
                  {t('noneText')}
                </StatePanel>
              )}
              {unread > 0 && (
                <Button size="sm" kind="quiet" onClick={() => void markRead.run('all')}>
                  {t('readAll')}
                </Button>
              )}
              {items.map((one) => (
                <NewsLine key={one.id} news={one} onFollow={close} />
              ))}
              <p className="small">
                <SmartLink href="/console/notifications" onClick={close}>
                  {t('settings')}
                </SmartLink>
              </p>
            </div>
          )}
        </Loaded>
      )}
    </SidePanel>
  );
}

/** One piece of news; following it marks it as read. */
export function NewsLine({ news, onFollow }: { readonly news: News; readonly onFollow?: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const markRead = useMarkRead();
  const follow = () => {
    if (!news.readAt) void markRead.run([news.id]);
    onFollow?.();
  };
  return (
    <div className="news" data-unread={!news.readAt || undefined}>
      <p className="b">
        <SmartLink href={news.href} onClick={follow}>
          {say(news.title)}
        </SmartLink>
        {!news.readAt && <span className="vh"> ({t('new')})</span>}
      </p>
      <p className="small ink2">{say(news.text)}</p>
      <AgeOf at={news.createdAt} />
    </div>
  );
}
