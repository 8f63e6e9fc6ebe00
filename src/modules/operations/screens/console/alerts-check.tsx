import { IconFileSearch } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import { Link } from 'react-router';

import { Button, Note, PageHeader, Pill, ProblemPanel, Section, type Tone, useAct, useMay, useSay, useTexts } from '#ui';

import { ALERTS, type ReportView } from './alerts/data.ts';
import { useCapWord } from './alerts/marks.tsx';
import { alertTexts, checkTexts } from './alerts/texts.ts';

type Finding = ReportView['alerts'][number];

const TONES: Readonly<Record<Finding['outcome'], Tone>> = { fine: 'good', stored: 'good', known: 'working', refused: 'danger' };
const VERDICTS = { accept: 'ok', partial: 'warn', refuse: 'stop' } as const;

/** What we would make of a file, before anything is kept; then it can be taken in. */
export default function AlertsCheck() {
  const t = useTexts(checkTexts);
  const a = useTexts(alertTexts);
  const [file, setFile] = useState<File | null>(null);
  const mayTake = useMay('operations:alerts');
  const look = useAct<File, ReportView>({ change: (one) => ({ path: `${ALERTS}/verdicts`, body: asXml(one) }), problems: 'inline' });
  const take = useAct<File, ReportView>({
    change: (one) => ({ path: '/api/alerts', body: asXml(one) }),
    touches: [ALERTS],
    done: t('takenIn'),
    problems: 'inline',
  });
  const [report, setReport] = useState<ReportView | null>(null);
  const begin = async (one: File) => {
    setFile(one);
    take.forget();
    setReport((await look.run(one)) ?? null);
  };
  const problem = look.problem ?? take.problem;
  return (
    <div className="page">
      <PageHeader title={t('title')} crumbs={[{ title: a('alerts'), to: '/alerts' }]} facts={t('facts')} />
      <div className="stack">
        <Section>
          <Drop onFile={(one) => void begin(one)} busy={look.busy} />
        </Section>
        {problem && <ProblemPanel problem={problem} />}
        {report && file && (
          <ReportPart
            name={file.name}
            report={report}
            take={
              mayTake &&
              report.verdict !== 'refuse' &&
              report.accepted > 0 &&
              report.alerts.some(({ outcome }) => outcome === 'fine') && (
                <Button kind="primary" busy={take.busy} onClick={() => void take.run(file).then((kept) => kept && setReport(kept))}>
                  {t('takeIn')}
                </Button>
              )
            }
          />
        )}
      </div>
    </div>
  );
}

const asXml = (file: File) => new Blob([file], { type: 'application/xml' });

function Drop({ onFile, busy }: { readonly onFile: (file: File) => void; readonly busy: boolean }) {
  const t = useTexts(checkTexts);
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const hover = (event: DragEvent, isOver: boolean) => {
    event.preventDefault();
    setOver(isOver);
  };
  const drop = (event: DragEvent) => {
    hover(event, false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same by keyboard
    <div
      className="alert-drop"
      data-over={over || undefined}
      onDrop={drop}
      onDragOver={(event) => hover(event, true)}
      onDragLeave={(event) => hover(event, false)}
    >
      <IconFileSearch size={34} stroke={1.4} aria-hidden />
      <p className="b">{t('drop')}</p>
      <p className="small ink2">{t('dropText')}</p>
      <input
        ref={picker}
        type="file"
        accept=".cap,.xml,.atom,.rss,.edxl"
        aria-label={t('pick')}
        hidden
        onChange={({ target }) => {
          if (target.files?.[0]) onFile(target.files[0]);
          target.value = '';
        }}
      />
      <Button kind="primary" busy={busy} onClick={() => picker.current?.click()}>
        {t('pick')}
      </Button>
    </div>
  );
}

function ReportPart({ name, report, take }: { readonly name: string; readonly report: ReportView; readonly take: React.ReactNode }) {
  const t = useTexts(checkTexts);
  const { kind, verdict, accepted, refused, links, reason, alerts } = report;
  return (
    <>
      <Section title={name} note={t(kind ?? 'unknown')} aside={take}>
        <div className="stack tight">
          <Note tone={VERDICTS[verdict]} title={t(verdict)}>
            <p>{t('counts', { accepted, refused, links: links.length })}</p>
          </Note>
          {reason && <Because reason={reason} />}
        </div>
      </Section>
      {(alerts.length > 1 || alerts.some(({ named }) => named)) && (
        <Section title={t('alerts')}>
          <ul className="alert-findings">
            {alerts.map((finding, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes, and a refused alert has no name
              <FindingLine key={at} place={at + 1} finding={finding} />
            ))}
          </ul>
        </Section>
      )}
      {links.length > 0 && (
        <Section title={t('links')} note={links.length}>
          <p className="small ink2">{t('linksText')}</p>
          <ul className="alert-findings">
            {links.map(({ href, title }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an index may name the same address twice
              <li key={at}>
                <span>{title || href}</span>
                <code className="alert-id">{href}</code>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** `place` counts from 1. */
function FindingLine({ place, finding }: { readonly place: number; readonly finding: Finding }) {
  const { outcome, id, named, headline, version, msgType, signed, reason } = finding;
  const t = useTexts(checkTexts);
  const a = useTexts(alertTexts);
  const say = useSay();
  const word = useCapWord();
  const title = (headline && say(headline)) || named?.identifier || t('nth', { place });
  return (
    <li>
      <span className="row">
        <Pill tone={TONES[outcome]}>{t(outcome)}</Pill>
        {signed && <Pill tone="soon">{a('signed')}</Pill>}
        {id ? <Link to={`/alerts/${id}`}>{title}</Link> : <b>{title}</b>}
      </span>
      {named && (
        <span className="alert-id">
          {named.sender} · {named.identifier} · {named.sent}
        </span>
      )}
      {version && (
        <span className="small ink2">
          CAP {version}
          {msgType && ` · ${word(msgType)}`}
        </span>
      )}
      {reason && <Because reason={reason} />}
    </li>
  );
}

function Because({ reason: { code, text, detail } }: { readonly reason: NonNullable<Finding['reason']> }) {
  const t = useTexts(checkTexts);
  const say = useSay();
  return (
    <div>
      <p>
        {say(text)} <code className="alert-id">{code}</code>
      </p>
      {detail && (
        <p className="small ink2" lang="en">
          {t('detail')}: {detail}
        </p>
      )}
    </div>
  );
}
