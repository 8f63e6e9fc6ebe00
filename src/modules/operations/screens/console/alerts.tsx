import { useMemo } from 'react';
import { Link } from 'react-router';

import { AgeOf, type Column, DataTable, type FilterSpec, PageHeader, Pill, useFormat, useMay, useSay, useTexts } from '#ui';

import { ALERTS, type SummaryView, TOPIC } from './alerts/data.ts';
import { LevelMark, StateMark, useCapWord } from './alerts/marks.tsx';
import { alertTexts, capTexts } from './alerts/texts.ts';

const words = alertTexts.table;
const STATES = ['in-force', 'expired', 'superseded', 'cancelled', 'notice'] as const;
const LEVELS = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;
const FILTERS: readonly FilterSpec[] = [
  { key: 'state', title: words.state, kind: 'choice', options: STATES.map((value) => ({ value, title: words[value] })) },
  { key: 'severity', title: words.level, kind: 'choice', options: LEVELS.map((value) => ({ value, title: capTexts.table[value] })) },
  {
    key: 'origin',
    title: words.origin,
    kind: 'choice',
    options: (['here', 'elsewhere'] as const).map((value) => ({ value, title: words[value] })),
  },
  {
    key: 'shown',
    title: words.public,
    kind: 'choice',
    options: [
      { value: 'true', title: words.isShown },
      { value: 'false', title: words.notShown },
    ],
  },
];

/** Every alert, issued here or taken in, the latest first. */
export default function Alerts() {
  const t = useTexts(alertTexts);
  const mayIssue = useMay('operations:alerts');
  return (
    <div className="page">
      <PageHeader title={t('alerts')} facts={t('facts')}>
        <Link className="btn" to="/alerts/check">
          {t('check')}
        </Link>
        {mayIssue && (
          <Link className="btn primary" to="/alerts/new">
            {t('issue')}
          </Link>
        )}
      </PageHeader>
      <DataTable
        name="alerts"
        title={t('alerts')}
        source={ALERTS}
        topics={[TOPIC]}
        columns={useColumns()}
        filters={FILTERS}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/alerts/${id}`}
        empty={{ title: t('none'), text: t('noneText') }}
      />
    </div>
  );
}

function useColumns(): readonly Column<SummaryView>[] {
  const say = useSay();
  const t = useTexts(alertTexts);
  const word = useCapWord();
  const { moment } = useFormat();
  return useMemo(
    () => [
      { key: 'headline', title: words.headline, cell: ({ headline, event }) => say(headline) || say(event) || '–' },
      { key: 'severity', title: words.level, cell: ({ severity }) => <LevelMark severity={severity} /> },
      { key: 'state', title: words.state, cell: ({ state, status }) => <StateMark state={state} status={status} /> },
      {
        key: 'kind',
        title: words.kind,
        cell: ({ msgType, status }) => (status === 'Actual' ? word(msgType) : `${word(msgType)} · ${word(status)}`),
      },
      {
        key: 'sender',
        title: words.from,
        cell: ({ issuedHere, sender }) => (issuedHere ? t('here') : <span className="alert-id">{sender}</span>),
      },
      { key: 'endsAt', title: words.until, cell: ({ endsAt }) => endsAt && <span className="nb">{moment(new Date(endsAt))}</span> },
      { key: 'shown', title: words.public, cell: ({ shown }) => (shown ? <Pill tone="good">{t('isShown')}</Pill> : t('notShown')) },
      { key: 'receivedAt', title: words.received, cell: ({ receivedAt }) => <AgeOf at={receivedAt} /> },
    ],
    [say, t, word, moment],
  );
}
