import {
  Age,
  Details,
  Empty,
  Facts,
  FileDownloads,
  Note,
  PageHead,
  ResponsiveTable,
  SearchBox,
  Section,
  Status,
  useFormats,
  type ViewProps,
} from '#ui/portal';

import { fromBase64, toHex } from '../../bytes.ts';
import { inclusionSpans } from '../../merkle.ts';
import type { LedgerPage, Looked } from '../../portal.ts';
import { ledgerTexts } from './texts.ts';

type Props = ViewProps<LedgerPage>;

/** How long the ledger is, when it was signed, and how anybody checks it without trusting us. */
export default function Ledger({ data, frame }: Props) {
  const say = ledgerTexts(frame.language);
  const { number } = useFormats();
  const { checkpoint, size } = data;
  const signed = checkpoint && {
    signedAt: { value: <Age at={checkpoint.signedAt} />, note: say('signedNote', { count: checkpoint.size }) },
    root: { value: <span className="mono">{grouped(checkpoint.root.slice(0, 12))}</span>, note: say('rootNote') },
  };
  return (
    <>
      <PageHead kick={say('kick')} title={say('title')} lead={say('lead')}>
        <Facts
          facts={[
            { label: say('entries'), value: number(size), note: say('entriesNote') },
            { label: say('signed'), ...(signed?.signedAt ?? { value: say('never') }) },
            ...(signed ? [{ label: say('root'), ...signed.root }] : []),
          ]}
        />
      </PageHead>
      <div className="wrap cols">
        <div>
          <Check data={data} frame={frame} />
          {data.recent.length > 0 ? <Recent data={data} frame={frame} /> : <Empty title={say('nothing')}>{say('nothingText')}</Empty>}
          {checkpoint && (
            <Section id="checkpoint" title={say('checkpoint')}>
              <div className="stack">
                <p className="measure">{say('checkpointText')}</p>
                <pre id="note">{checkpoint.note}</pre>
              </div>
            </Section>
          )}
          {checkpoint && <Yourself data={data} frame={frame} />}
        </div>
        <aside className="stack-l">
          {checkpoint && <Downloads frame={frame} />}
          <div className="aside stack-s">
            <h2>{say('standards')}</h2>
            <p className="sm">{say('standardsText')}</p>
          </div>
        </aside>
      </div>
    </>
  );
}

function Check({ data: { looked, recent, checkpoint }, frame: { language } }: Props) {
  const say = ledgerTexts(language);
  return (
    <Section id="check" title={say('find')}>
      <div className="stack">
        <p className="measure">{say('findText')}</p>
        <SearchBox label={say('findLabel')} action="/ledger" name="entry" id="entry" value={looked?.id ?? ''} compact />
        {looked && !looked.entry && (
          <Note tone="act" title={say('notFound')}>
            <p>{say('notFoundText', { example: recent[0]?.id ?? '' })}</p>
          </Note>
        )}
        {looked?.entry && <Found looked={looked} size={checkpoint?.size ?? 0} language={language} />}
      </div>
    </Section>
  );
}

function Found({ looked: { entry, proof }, size, language }: { looked: Looked; size: number; language: 'en' | 'zh' }) {
  const say = ledgerTexts(language);
  const { instant, number } = useFormats();
  if (!entry) return null;
  if (entry.index === null || proof === null) {
    return (
      <Note title={say('waiting')}>
        <p>{say('waitingText')}</p>
      </Note>
    );
  }
  const { index } = entry;
  const sides = inclusionSpans(index, size).map(({ end }) => say(end <= index ? 'left' : 'right'));
  return (
    <div className="stack">
      <p className="big">
        <Status tone="ok">{say('found', { index: number(index) })}</Status>
      </p>
      <p className="measure">{say('foundText', { count: proof.length })}</p>
      <Details
        items={[
          { label: say('kind'), value: <span className="mono">{entry.kind}</span> },
          { label: say('when'), value: instant(new Date(entry.recordedAt)) },
          { label: say('body'), value: <span className="mono brk sm">{JSON.stringify(entry.body)}</span> },
          { label: say('leaf'), value: <span className="mono brk sm">{hexOf(entry.leafHash)}</span> },
          {
            label: say('proof'),
            value: (
              <ol className="plain stack-s">
                {proof.map((hash, at) => (
                  <li key={hash} className="mono brk sm">
                    <span className="dim">{sides[at]}</span> {hash}
                  </li>
                ))}
              </ol>
            ),
          },
        ]}
      />
    </div>
  );
}

function Recent({ data: { recent }, frame: { language } }: Props) {
  const say = ledgerTexts(language);
  const { instant, number } = useFormats();
  return (
    <Section id="recent" title={say('recent')} more={<a href="/api/ledger/entries/recent">{say('allOf')}</a>}>
      <ResponsiveTable
        caption={say('recent')}
        rows={recent}
        rowKey={({ id }) => id}
        columns={[
          { key: 'place', title: say('place'), numeric: true, cell: ({ index }) => (index === null ? '–' : number(index)) },
          { key: 'kind', title: say('kind'), mono: true, cell: ({ kind }) => kind },
          { key: 'when', title: say('when'), cell: ({ recordedAt }) => <time dateTime={recordedAt}>{instant(new Date(recordedAt))}</time> },
          {
            key: 'id',
            title: say('id'),
            mono: true,
            cell: ({ id }) => (
              <a href={`/ledger?entry=${id}#check`}>
                <span className="vh">{id.slice(0, -8)}</span>
                <span aria-hidden="true">…</span>
                {id.slice(-8)}
              </a>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Yourself({ data: { keys, origin }, frame: { language } }: Props) {
  const say = ledgerTexts(language);
  const file = `ledger-${origin.replace(/^.*\//, '')}.ndjson`;
  return (
    <Section id="yourself" title={say('yourself')}>
      <div className="stack">
        <p className="measure">{say('yourselfText')}</p>
        <pre>{`node verify-ledger.mjs ${file} \\\n  --key '${keys[0] ?? ''}'`}</pre>
        <Details items={keys.map((key) => ({ label: say('key'), value: <span className="mono brk sm">{key}</span> }))} />
        <p className="sm dim measure">{say('keyText')}</p>
      </div>
    </Section>
  );
}

function Downloads({ frame: { language } }: { frame: Props['frame'] }) {
  const say = ledgerTexts(language);
  return (
    <div className="aside">
      <h2>{say('downloads')}</h2>
      <FileDownloads
        files={[
          { format: say('ledgerFile'), purpose: say('ledgerFilePurpose'), href: '/api/ledger/export' },
          { format: say('scriptFile'), purpose: say('scriptFilePurpose'), href: '/api/ledger/verify-ledger.mjs' },
          { format: say('noteFile'), purpose: say('noteFilePurpose'), href: '/api/ledger/checkpoint' },
        ]}
      />
    </div>
  );
}

/** Groups of four, which people can compare by eye. */
function grouped(hex: string): string {
  return hex.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

function hexOf(base64: string | null): string {
  return base64 === null ? '' : toHex(fromBase64(base64, 32));
}
