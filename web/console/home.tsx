import { IconSearch } from '@tabler/icons-react';
import { Link } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { useFormat } from '../ui/console/format.ts';
import { type Job, JobLine } from '../ui/console/job.tsx';
import { useSay, useTexts } from '../ui/console/language.ts';
import { Columns, PageHeader, Section } from '../ui/console/layout.tsx';
import { useSession } from '../ui/console/session.tsx';
import { Loaded, StatePanel } from '../ui/console/state-panel.tsx';
import { useApi } from '../ui/console/use-api.ts';
import { iconOf } from './icons.ts';
import { goKeys, menuOf } from './menu.ts';
import { useScreens } from './screens.ts';
import { NewsLine, useNews } from './shell/notifications-panel.tsx';

const texts = defineTexts({
  title: { en: 'Your desk', zh: '我的工作台' },
  news: { en: 'Waits for you', zh: '待您处理' },
  newsNone: { en: 'Nothing waits for you', zh: '暂无待办' },
  newsText: { en: 'News comes here by itself, the moment it happens.', zh: '新事项发生时会自动显示在这里。' },
  jobs: { en: 'Long work', zh: '运行中的任务' },
  jobsNone: { en: 'No long work is running', zh: '没有正在运行的任务' },
  jobsText: { en: 'Loads and checks that you start show their progress here.', zh: '您启动的数据加载和检查会在此显示进度。' },
  all: { en: 'All jobs', zh: '全部任务' },
  places: { en: 'Your screens', zh: '常用页面' },
  anything: {
    en: 'Ctrl K finds records and screens, and does things. ? shows every key.',
    zh: '按 Ctrl K 查找记录和页面、执行操作；按 ? 查看全部快捷键。',
  },
});

const SHOWN = 6;

/** The first screen: what waits, what runs, and where this person's roles lead. */
export function Home() {
  const t = useTexts(texts);
  const say = useSay();
  const format = useFormat();
  const session = useSession();
  const roles = format.list(session.roles.map(({ title }) => say(title)));
  return (
    <div className="page">
      <PageHeader
        title={t('title')}
        facts={
          <>
            <span>{session.name}</span>
            {roles && <span>{roles}</span>}
            {session.department && <span>{say(session.department.title)}</span>}
            <span>{format.weekday(new Date())}</span>
          </>
        }
      />
      <Columns
        main={
          <>
            <Waiting />
            <Places />
          </>
        }
        side={<Running />}
      />
    </div>
  );
}

function Waiting() {
  const t = useTexts(texts);
  return (
    <Section title={t('news')}>
      <Loaded reading={useNews()}>
        {({ items }) =>
          items.length === 0 ? (
            <StatePanel kind="empty" title={t('newsNone')}>
              {t('newsText')}
            </StatePanel>
          ) : (
            <div className="lines">
              {items.slice(0, SHOWN).map((news) => (
                <NewsLine key={news.id} news={news} />
              ))}
            </div>
          )
        }
      </Loaded>
    </Section>
  );
}

function Running() {
  const t = useTexts(texts);
  const jobs = useApi<{ items: Job[] }>('/api/jobs', { query: { limit: 12 }, topics: ['jobs'], freshSeconds: 5 });
  return (
    <Section title={t('jobs')} aside={<Link to="/jobs">{t('all')}</Link>}>
      <Loaded reading={jobs}>
        {({ items }) => (
          <div className="lines">
            {items.slice(0, SHOWN).map((job) => (
              <JobLine key={job.id} job={job} />
            ))}
            {items.length === 0 && (
              <StatePanel kind="empty" title={t('jobsNone')}>
                {t('jobsText')}
              </StatePanel>
            )}
          </div>
        )}
      </Loaded>
    </Section>
  );
}

function Places() {
  const t = useTexts(texts);
  const say = useSay();
  const menu = menuOf(useScreens(useSession().id));
  const letters = goKeys(menu);
  return (
    <section aria-labelledby="places">
      <h2 id="places" className="over">
        {t('places')}
      </h2>
      <ul className="places">
        {menu.map(({ path, title, menu: entry }) => {
          const Icon = iconOf(entry?.icon);
          return (
            <li key={path}>
              <Link to={path}>
                <Icon size={22} stroke={1.5} aria-hidden />
                <span>{say(title)}</span>
                <span className="opt-keys" aria-hidden>
                  <kbd>G</kbd> <kbd>{letters.get(path)?.toUpperCase()}</kbd>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      <p className="small ink2 hint">
        <IconSearch size={15} stroke={1.7} aria-hidden /> {t('anything')}
      </p>
    </section>
  );
}
