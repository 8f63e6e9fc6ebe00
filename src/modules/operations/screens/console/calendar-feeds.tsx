import { type FormEvent, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import {
  AgeOf,
  Button,
  Dialog,
  Loaded,
  Note,
  PageHeader,
  Section,
  StatePanel,
  useAct,
  useApi,
  useConfirm,
  useSay,
  useSession,
  useTexts,
} from '#ui';

const texts = defineTexts({
  title: { en: 'Deadlines in my calendar', zh: '日历订阅' },
  facts: {
    en: 'Your calendar program reads deadlines from a secret address. It learns code and link of a matter, nothing else.',
    zh: '日历软件通过专属地址读取办理时限，仅包含事项编号和链接。',
  },
  make: { en: 'Make an address', zh: '创建订阅地址' },
  label: { en: 'For which device or program', zh: '用于哪个设备或软件' },
  labelHint: { en: 'Phone, Outlook …', zh: '如：手机、办公电脑' },
  scope: { en: 'Which deadlines', zh: '包含哪些时限' },
  mine: { en: 'Tasks assigned to me', zh: '指派给我的任务' },
  department: { en: 'My department’s', zh: '本部门的全部时限' },
  district: { en: 'The whole district’s', zh: '全区的全部时限' },
  shown: { en: 'Copy the address now', zh: '请立即复制地址' },
  shownText: {
    en: 'We keep only its digest; it is not shown again. Whoever knows it sees the codes and due times. Revoke it if it gets about.',
    zh: '系统仅保存其摘要，此后不再显示。知道此地址者可看到事项编号和到期时间，如有泄露请立即撤销。',
  },
  subscribe: { en: 'Open in the calendar program', zh: '用日历软件打开' },
  copied: { en: 'I have copied it', zh: '我已复制' },
  since: { en: 'made', zh: '创建于' },
  read: { en: 'last read', zh: '最近读取' },
  revoke: { en: 'Revoke', zh: '撤销' },
  revokeText: { en: 'Calendars that use this address stop showing deadlines.', zh: '使用该地址的日历将不再显示办理时限。' },
  revoked: { en: 'Revoked', zh: '已撤销' },
  none: { en: 'No addresses yet', zh: '暂无订阅地址' },
  noneText: { en: 'Make one and add it to your calendar program as a subscription.', zh: '创建地址后，在日历软件中添加为订阅日历即可。' },
});

const PATH = '/api/calendar-feeds';
/** Who holds one of these sees the whole district; the server decides. */
const WIDE = ['operations:dispatch', 'operations:supervise'];
const SCOPES = ['mine', 'department', 'district'] as const;

interface Feed {
  readonly id: string;
  readonly label: string;
  readonly scope: (typeof SCOPES)[number];
  readonly createdAt: string;
  readonly lastReadAt: string | null;
}

/** Addresses that calendar programs read one's deadlines from: which there are, and the way to make and revoke them. */
export default function CalendarFeeds() {
  const t = useTexts(texts);
  const feeds = useApi<{ items: readonly Feed[] }>(PATH);
  const [making, setMaking] = useState(false);
  return (
    <div className="page stack">
      <PageHeader title={t('title')} facts={t('facts')}>
        <Button kind="primary" onClick={() => setMaking(true)}>
          {t('make')}
        </Button>
      </PageHeader>
      <Loaded reading={feeds}>{({ items }) => <FeedList feeds={items} />}</Loaded>
      <Dialog title={t('make')} open={making} onClose={() => setMaking(false)}>
        <MakeForm onDone={() => setMaking(false)} />
      </Dialog>
    </div>
  );
}

function FeedList({ feeds }: { readonly feeds: readonly Feed[] }) {
  const t = useTexts(texts);
  const confirm = useConfirm();
  const revoke = useAct<string>({ change: (id) => ({ method: 'DELETE', path: `${PATH}/${id}` }), touches: [PATH], done: t('revoked') });
  const ask = async ({ id, label }: Feed) => {
    if (await confirm({ title: label, text: t('revokeText'), act: t('revoke'), danger: true })) await revoke.run(id);
  };
  if (feeds.length === 0) {
    return (
      <StatePanel kind="empty" title={t('none')}>
        {t('noneText')}
      </StatePanel>
    );
  }
  return (
    <Section>
      <ul className="plain-list">
        {feeds.map((feed) => (
          <li key={feed.id} className="row">
            <b>{feed.label}</b>
            <span>{t(feed.scope)}</span>
            <span className="ink2 small">
              {t('since')} <AgeOf at={feed.createdAt} />
            </span>
            <span className="ink2 small">
              {t('read')} <AgeOf at={feed.lastReadAt} />
            </span>
            <Button size="sm" kind="quiet" busy={revoke.busy} onClick={() => void ask(feed)}>
              {t('revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function MakeForm({ onDone }: { readonly onDone: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const { department, permissions } = useSession();
  const mayAll = permissions.some((permission) => WIDE.includes(permission));
  const [path, setPath] = useState('');
  const make = useAct<object, { path: string }>({ change: (body) => ({ path: PATH, body }), touches: [PATH], problems: 'inline' });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const made = await make.run({ label: form.get('label'), scope: form.get('scope') });
    if (made) setPath(made.path);
  };
  if (path) return <Made path={path} onDone={onDone} />;
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      {make.problem && <Note tone="stop" title={say(make.problem.text)} />}
      <label>
        {t('label')}
        <input className="input" name="label" required maxLength={60} placeholder={t('labelHint')} />
      </label>
      <label>
        {t('scope')}
        <select className="input" name="scope">
          {SCOPES.filter((scope) => (scope === 'district' ? mayAll : scope === 'mine' || department)).map((scope) => (
            <option key={scope} value={scope}>
              {t(scope)}
            </option>
          ))}
        </select>
      </label>
      <Button kind="primary" type="submit" busy={make.busy}>
        {t('make')}
      </Button>
    </form>
  );
}

function Made({ path, onDone }: { readonly path: string; readonly onDone: () => void }) {
  const t = useTexts(texts);
  const address = `${location.origin}${path}`;
  return (
    <Note tone="ok" title={t('shown')}>
      <p>
        <input className="input" readOnly aria-label={t('shown')} value={address} onFocus={(event) => event.currentTarget.select()} />
      </p>
      <p className="small">{t('shownText')}</p>
      <div className="row">
        <a className="btn" href={address.replace(/^https?:/, 'webcal:')}>
          {t('subscribe')}
        </a>
        <Button onClick={onDone}>{t('copied')}</Button>
      </div>
    </Note>
  );
}
