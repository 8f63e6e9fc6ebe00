import { useMemo } from 'react';

import {
  AgeOf,
  type BulkAct,
  Button,
  type Column,
  DataTable,
  type Fact,
  Facts,
  type FilterSpec,
  Loaded,
  Note,
  PageHeader,
  Pill,
  Section,
  type Tone,
  useAct,
  useApi,
  useFormat,
  useLanguage,
  useSay,
  useTexts,
} from '#ui';

import type { Bilingual } from '../../../core/errors.ts';
import type { Channel } from '../../tables.ts';
import { channelName } from '../orders.ts';
import { BASE } from './api.ts';
import { deliveryTexts } from './delivery-texts.ts';
import './notify.css';

interface ChannelState {
  readonly channel: Channel;
  readonly ready: boolean;
  readonly waiting: number;
  readonly failingSince: string | null;
  readonly retryAt: string | null;
  readonly lastSentAt: string | null;
  readonly problem: string | null;
}

interface State {
  readonly waiting: number;
  readonly held: number;
  readonly lateSeconds: number;
  readonly sent: number;
  readonly failed: number;
  readonly trouble: boolean;
  readonly channels: readonly ChannelState[];
}

interface Delivery {
  readonly id: string;
  readonly kind: Bilingual | null;
  readonly urgent: boolean;
  readonly state: 'waiting' | 'sent' | 'delivered' | 'failed';
  readonly channel: Channel | null;
  readonly attempts: number;
  readonly problem: string | null;
  readonly createdAt: string;
  readonly nextAt: string;
  readonly finishedAt: string | null;
}

const LIST = `${BASE}/deliveries`;
const words = deliveryTexts.table;

/** What leaves the house: the queue, each channel, and messages that failed. The operator sees neither words nor addressees. */
export default function DeliveryScreen() {
  const t = useTexts(deliveryTexts);
  const state = useApi<State>(`${LIST}/state`, { topics: ['deliveries'] });
  const bulk = useBulk();
  return (
    <div className="page stack">
      <PageHeader title={t('title')} facts={t('facts')} />
      <Loaded reading={state}>{(now) => <Summary state={now} />}</Loaded>
      <DataTable
        name="deliveries"
        title={t('messages')}
        source={LIST}
        topics={['deliveries']}
        columns={COLUMNS}
        filters={FILTERS}
        rowKey={({ id }) => id}
        bulk={bulk}
        empty={{ title: t('none'), text: t('noneText') }}
      />
    </div>
  );
}

function Summary({ state }: { readonly state: State }) {
  const t = useTexts(deliveryTexts);
  const format = useFormat();
  const facts: readonly Fact[] = [
    [t('waiting'), format.number(state.waiting)],
    [t('oldest'), state.waiting > 0 ? format.span(state.lateSeconds * 1000) : '–'],
    [t('held'), format.number(state.held)],
    [t('sentToday'), format.number(state.sent)],
    [t('failedToday'), format.number(state.failed)],
  ];
  return (
    <>
      {state.trouble && (
        <Note tone="stop" title={t('trouble')}>
          <p>{t('troubleText')}</p>
        </Note>
      )}
      <div className="delivery-queue">
        <Section title={t('queue')} aside={<Pill tone={state.trouble ? 'danger' : 'good'}>{t(state.trouble ? 'late' : 'well')}</Pill>}>
          <Facts facts={facts} />
        </Section>
      </div>
      <div className="delivery-ways">
        {state.channels.map((channel) => (
          <ChannelCard key={channel.channel} state={channel} />
        ))}
      </div>
    </>
  );
}

function ChannelCard({ state }: { readonly state: ChannelState }) {
  const t = useTexts(deliveryTexts);
  const { number } = useFormat();
  const { channel, ready, failingSince, retryAt, problem, waiting, lastSentAt } = state;
  const tryNow = useAct<void>({ change: () => ({ path: `${BASE}/channels/${channel}/try-now` }), touches: [BASE], done: t('tried') });
  const tone: Tone = !ready ? 'paused' : failingSince ? 'danger' : 'good';
  const word = !ready ? 'notSetUp' : failingSince ? 'failing' : 'working';
  const facts: readonly Fact[] = [
    [t('waiting'), number(waiting)],
    [t('lastSent'), <AgeOf key="sent" at={lastSentAt} />],
    [t('failingSince'), failingSince && <AgeOf key="failing" at={failingSince} />],
    [t('retryAt'), failingSince && retryAt && <AgeOf key="retry" at={retryAt} />],
    [t('problem'), failingSince && problem && <code key="problem">{problem}</code>],
  ];
  return (
    <Section title={t(channel)} aside={<Pill tone={tone}>{t(word)}</Pill>}>
      {ready ? <Facts facts={facts} /> : <p className="ink2">{t('setUp')}</p>}
      {ready && (failingSince || waiting > 0) && (
        <Button size="sm" busy={tryNow.busy} onClick={() => void tryNow.run()}>
          {t('tryNow')}
        </Button>
      )}
    </Section>
  );
}

const TONES: Readonly<Record<Delivery['state'], Tone>> = { waiting: 'working', sent: 'good', delivered: 'good', failed: 'danger' };

const COLUMNS: readonly Column<Delivery>[] = [
  { key: 'kind', title: words.kind, cell: (row) => <Kind row={row} /> },
  { key: 'state', title: words.state, cell: (row) => <StatePill row={row} /> },
  { key: 'channel', title: words.channel, cell: (row) => <ChannelCell row={row} /> },
  { key: 'attempts', title: words.attempts, align: 'end', cell: ({ attempts }) => attempts },
  { key: 'problem', title: words.problem, cell: ({ problem }) => problem && <code>{problem}</code> },
  { key: 'createdAt', title: words.created, cell: ({ createdAt }) => <AgeOf at={createdAt} /> },
  { key: 'next', title: words.next, cell: ({ state, nextAt, finishedAt }) => <AgeOf at={state === 'waiting' ? nextAt : finishedAt} /> },
];

const FILTERS: readonly FilterSpec[] = [
  {
    key: 'state',
    title: words.state,
    kind: 'choice',
    options: (['waiting', 'sent', 'delivered', 'failed'] as const).map((value) => ({ value, title: words[`is_${value}`] })),
  },
  {
    key: 'channel',
    title: words.channel,
    kind: 'choice',
    options: (['push', 'email', 'sms'] as const).map((value) => ({ value, title: words[value] })),
  },
];

function Kind({ row: { kind, urgent } }: { readonly row: Delivery }) {
  const t = useTexts(deliveryTexts);
  const say = useSay();
  return (
    <>
      {kind ? say(kind) : t('proof')} {urgent && <Pill tone="soon">{t('urgent')}</Pill>}
    </>
  );
}

function StatePill({ row: { state } }: { readonly row: Delivery }) {
  const t = useTexts(deliveryTexts);
  return <Pill tone={TONES[state]}>{t(`is_${state}`)}</Pill>;
}

function ChannelCell({ row: { channel } }: { readonly row: Delivery }) {
  const language = useLanguage();
  return channel ? channelName(channel, language) : '–';
}

function useBulk(): readonly BulkAct<Delivery>[] {
  const t = useTexts(deliveryTexts);
  const { run } = useAct<Delivery>({ change: ({ id }) => ({ path: `${LIST}/${id}/retry` }), touches: [LIST], done: t('tried') });
  return useMemo(
    () => [
      {
        title: words.retry,
        run: (rows) => Promise.all(rows.map((row) => run(row))),
        refusal: (rows) => (rows.every(({ state }) => state === 'failed') ? null : t('notFailed')),
      },
    ],
    [t, run],
  );
}
