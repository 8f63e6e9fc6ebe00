import {
  Empty,
  Facts,
  Field,
  FileDownloads,
  Filters,
  PageHead,
  ResponsiveTable,
  Section,
  ServerChart,
  useFormats,
  useSpeak,
  type ViewProps,
} from '#ui/portal';

import type { CaseFiguresPage, GroupRow, ShownMonth } from '../../portal/figures.ts';
import { casesTexts } from './cases-texts.ts';

import './cases.css';

type Say = ReturnType<typeof casesTexts>;

/** What came of the cases of a month, with definitions, the log behind it, and how to check it. */
export default function Cases({ data, frame: { language } }: ViewProps<CaseFiguresPage>) {
  const say = casesTexts(language);
  const { shown, months, closesOnDay } = data;
  return (
    <>
      <PageHead kick={say('kick')} title={say('title')} lead={say('lead')}>
        {shown && <Headline month={shown} say={say} />}
      </PageHead>
      {shown ? (
        <div className="wrap cols">
          <div>
            <MonthPicker months={months} period={shown.period} say={say} />
            <Course data={data} say={say} />
            <Rates month={shown} say={say} />
            <Spans month={shown} say={say} />
            <Groups data={data} month={shown} say={say} />
          </div>
          <aside className="stack-l">
            <Downloads month={shown} data={data} say={say} />
          </aside>
        </div>
      ) : (
        <div className="wrap">
          <Empty title={say('none')} action={{ text: say('track'), href: '/track' }}>
            {say('noneText', { day: closesOnDay })}
          </Empty>
        </div>
      )}
    </>
  );
}

interface Part {
  readonly month: ShownMonth;
  readonly say: Say;
}

function Headline({ month: { figures, closedAt, period }, say }: Part) {
  const { number, day } = useFormats();
  const span = useSpan();
  const percent = usePercent();
  const { answeredOnTime, confirmed, unconfirmed } = figures.rates;
  const share = ({ numerator, denominator }: typeof confirmed) =>
    say('ofCount', { numerator: number(numerator), denominator: number(denominator) });
  return (
    <Facts
      facts={[
        { label: say('answeredOnTime'), value: percent(answeredOnTime.value), note: share(answeredOnTime) },
        {
          label: say('confirmed'),
          value: percent(confirmed.value),
          note: say('unconfirmedNote', { value: percent(unconfirmed.value) }),
        },
        { label: say('medianAnswer'), value: span(figures.seconds.answer.median), note: say('workingTime') },
        { label: `${say('opened')} · ${period}`, value: number(figures.counts.opened), note: say('closedOn', { day: day(closedAt) }) },
      ]}
    />
  );
}

function MonthPicker({ months, period, say }: { months: readonly string[]; period: string; say: Say }) {
  return (
    <div className="month-pick">
      <Filters action="/cases">
        <Field
          compact
          optional
          name="period"
          label={say('month')}
          value={period}
          options={months.map((month) => ({ value: month, text: month }))}
        />
      </Filters>
    </div>
  );
}

function Course({ data: { course }, say }: { data: CaseFiguresPage; say: Say }) {
  const { number } = useFormats();
  const last = course.at(-1);
  if (course.length < 2 || !last) return null;
  const write = (value: number) => `${number(value, 1)}%`;
  return (
    <Section id="course" title={say('course')}>
      <ServerChart
        kind="line"
        finding={say('courseFinding', { last: last.period, value: write(last.answeredOnTime ?? 0) })}
        unit={say('percent')}
        labelTitle={say('month')}
        labels={course.map(({ period }) => period)}
        series={[
          { name: say('answeredOnTime'), values: course.map(({ answeredOnTime }) => answeredOnTime) },
          { name: say('confirmed'), values: course.map(({ confirmed }) => confirmed) },
        ]}
        format={write}
        caption={say('courseCaption')}
      />
    </Section>
  );
}

function Rates({ month: { rates, counts }, say }: Part) {
  const speak = useSpeak();
  const { number } = useFormats();
  const percent = usePercent();
  return (
    <>
      <Section id="rates" title={say('rates')}>
        <ResponsiveTable
          caption={say('ratesCaption')}
          rows={rates}
          rowKey={({ name }) => name}
          columns={[
            { key: 'measure', title: say('measure'), cell: ({ title }) => speak(title) },
            { key: 'value', title: say('value'), cell: ({ rate }) => percent(rate.value), numeric: true },
            {
              key: 'fraction',
              title: say('fraction'),
              cell: ({ rate: { numerator, denominator } }) => `${number(numerator)} / ${number(denominator)}`,
              numeric: true,
              noWrap: true,
            },
            { key: 'definition', title: say('definition'), cell: ({ text }) => <span className="sm dim">{speak(text)}</span> },
          ]}
        />
      </Section>
      <Section id="counts" title={say('counts')}>
        <dl className="month-counts">
          {counts.map(({ title, text, count }) => (
            <div key={title.en}>
              <dt className="sm strong">{speak(title)}</dt>
              <dd className="big serif">{number(count)}</dd>
              <dd className="xs dim">{speak(text)}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  );
}

function Spans({ month: { spans }, say }: Part) {
  const speak = useSpeak();
  const { number } = useFormats();
  const span = useSpan();
  return (
    <Section id="spans" title={say('spans')} more={say('workingTime')}>
      <ResponsiveTable
        caption={say('spansCaption')}
        rows={spans}
        rowKey={({ title }) => title.en}
        columns={[
          {
            key: 'span',
            title: say('span'),
            cell: ({ title, text }) => (
              <>
                {speak(title)} <span className="xs dim">{speak(text)}</span>
              </>
            ),
          },
          { key: 'count', title: say('count'), cell: ({ count }) => number(count), numeric: true },
          { key: 'median', title: say('median'), cell: ({ median }) => span(median), numeric: true, noWrap: true },
          { key: 'p90', title: say('p90'), cell: ({ p90 }) => span(p90), numeric: true, noWrap: true },
        ]}
      />
    </Section>
  );
}

const GROUPINGS = ['department', 'category', 'town'] as const;

function Groups({ data, month: { groups }, say }: Part & { data: CaseFiguresPage }) {
  return (
    <>
      {GROUPINGS.map((grouping) => (
        <Section key={grouping} id={`by-${grouping}`} title={say(grouping)}>
          <GroupTable caption={say(grouping)} rows={groups[grouping]} say={say} />
        </Section>
      ))}
      <p className="sm dim measure">{say('smallGroups', { smallest: data.smallest })}</p>
    </>
  );
}

function GroupTable({ caption, rows, say }: { caption: string; rows: readonly GroupRow[]; say: Say }) {
  const speak = useSpeak();
  const { number } = useFormats();
  const span = useSpan();
  const percent = usePercent();
  return (
    <ResponsiveTable
      caption={caption}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { key: 'group', title: say('group'), cell: ({ title }) => speak(title) },
        { key: 'cases', title: say('cases'), cell: ({ cases }) => number(cases), numeric: true },
        { key: 'onTime', title: say('answeredOnTime'), cell: ({ answeredOnTime }) => percent(answeredOnTime.value), numeric: true },
        { key: 'confirmed', title: say('confirmed'), cell: ({ confirmed }) => percent(confirmed.value), numeric: true },
        { key: 'median', title: say('median'), cell: ({ medianAnswer }) => span(medianAnswer), numeric: true, noWrap: true },
      ]}
    />
  );
}

function Downloads({ month: { period, log, sha256, drawn }, data: { dataset }, say }: Part & { data: CaseFiguresPage }) {
  const { number } = useFormats();
  const [logFile, figuresFile, drawFile] = [
    `/open/log/${period}.ndjson.gz`,
    `/open/statistics/${period}.json`,
    `/open/visits/${period}.json`,
  ];
  return (
    <>
      <div className="aside stack-s">
        <h2>{say('takeHome')}</h2>
        <FileDownloads
          files={[
            { format: 'NDJSON', purpose: say('logFile', { lines: number(log.lines) }), href: logFile },
            { format: 'JSON', purpose: say('figuresFile'), href: figuresFile },
            ...(drawn ? [{ format: 'JSON', purpose: say('drawFile'), href: drawFile }] : []),
          ]}
          note={
            <>
              {say('frozen')} <span className="mono xs brk">{sha256}</span>
            </>
          }
        />
        <p className="sm">
          <a href={`/open-data/${dataset}`}>{say('dataset')}</a>
        </p>
      </div>
      <div className="aside stack-s recompute">
        <h2>{say('recompute')}</h2>
        <p className="sm">{say('recomputeText')}</p>
        <code>{`node scripts/recompute-statistics.mjs ${period}.ndjson.gz ${period}.json`}</code>
        <p className="sm dim">{say('recomputeMore')}</p>
      </div>
      <div className="aside stack-s">
        <h2>{say('track')}</h2>
        <p>
          <a className="btn" href="/track">
            {say('track')}
          </a>
        </p>
      </div>
    </>
  );
}

/** A published quotient as a percentage; it is not rounded again in a way that would make a hundred of less. */
function usePercent() {
  const { percent } = useFormats();
  return (value: string | null) => (value === null ? '–' : percent(Number(value), 1));
}

const HOUR_S = 3600;

/** Open seconds in words: minutes below an hour, else hours. */
function useSpan() {
  const { number } = useFormats();
  const speak = useSpeak();
  return (seconds: number | null) => {
    if (seconds === null) return '–';
    if (seconds < HOUR_S) return speak({ en: `${number(Math.ceil(seconds / 60))} min`, zh: `${number(Math.ceil(seconds / 60))} 分钟` });
    const hours = number(seconds / HOUR_S, seconds < 100 * HOUR_S ? 1 : 0);
    return speak({ en: `${hours} h`, zh: `${hours} 小时` });
  };
}
