import { useFormat } from '../../ui/console/format.ts';
import { sync } from '../device/agent.ts';
import type { OutboxItem, Receipt } from '../outbox/item.ts';
import { wordsOf } from '../outbox/settle.ts';
import { ACT_WORDS, useView, useWords } from '../use.ts';

const RECEIPTS_SHOWN = 20;

/** What waits, what needs a person, and what has arrived. */
export function Outbox() {
  const t = useWords();
  const { items, receipts, offlineSince } = useView();
  const blocked = items.filter(({ state }) => state !== 'waiting');
  const waiting = items.filter(({ state }) => state === 'waiting');
  return (
    <div className="page">
      <h1>{t('outbox')}</h1>
      {blocked.length > 0 && (
        <section aria-labelledby="blocked">
          <h2 id="blocked">{t('needsYou', { count: blocked.length })}</h2>
          <ul className="card alarm">
            {blocked.map((item) => (
              <li key={item.seq}>
                <ItemRow item={item} number="!" />
              </li>
            ))}
          </ul>
        </section>
      )}
      {waiting.length > 0 && (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{t('toSend')}</h2>
          <ol className="card">
            {waiting.map((item, at) => (
              <li key={item.seq}>
                <ItemRow
                  item={item}
                  number={String(at + 1)}
                  behind={blocked.some(({ task, seq }) => task === item.task && seq < item.seq)}
                />
              </li>
            ))}
          </ol>
          <p className="foot small ink2">{t('toSendText')}</p>
          {offlineSince === null && (
            <button type="button" className="btn" onClick={() => void sync()}>
              {t('sendNowAll')}
            </button>
          )}
        </section>
      )}
      {items.length === 0 && (
        <div className="card empty">
          <h2>{t('nothing')}</h2>
          <p className="ink2">{t('nothingText')}</p>
        </div>
      )}
      <Receipts receipts={receipts.slice(0, RECEIPTS_SHOWN)} />
    </div>
  );
}

interface ItemRowProps {
  readonly item: OutboxItem;
  readonly number: string;
  readonly behind?: boolean;
}

function ItemRow({ item, number, behind = false }: ItemRowProps) {
  const t = useWords();
  const { time, bytes } = useFormat();
  const { seq, act, title, photos, clientAt, state, open } = item;
  const size = photos.reduce((sum, photo) => sum + photo.size, 0);
  const about = [
    title,
    photos.length > 0 ? `${t('photos', { count: photos.length })}, ${bytes(size)}` : '',
    state !== 'waiting' ? t(state) : behind ? t('behind') : open ? t('mayHaveArrived') : '',
  ];
  const words = wordsOf(item);
  return (
    <a className="ob" data-state={state} href={`#/outbox/${seq}`}>
      <span className="number" aria-hidden="true">
        {number}
      </span>
      <span>
        <b>
          {t(ACT_WORDS[act])}
          {words && `: ${words}`}
        </b>
        <span className="small ink2">{about.filter(Boolean).join(' · ')}</span>
      </span>
      <time className="small ink2 nb" dateTime={clientAt}>
        {time(new Date(clientAt))}
      </time>
    </a>
  );
}

function Receipts({ receipts }: { readonly receipts: readonly Receipt[] }) {
  const t = useWords();
  const { moment } = useFormat();
  if (receipts.length === 0) return null;
  return (
    <section aria-labelledby="arrived">
      <h2 id="arrived">{t('arrived')}</h2>
      <ul className="card">
        {receipts.map(({ key, act, title, at, merged }) => (
          <li key={key} className="ob" data-state="arrived">
            <span className="number" aria-hidden="true">
              ✓
            </span>
            <span>
              <b>{t(ACT_WORDS[act])}</b>
              <span className="small ink2">
                {title} · {t(merged ? 'arrivedMerged' : 'arrivedPlain')}
              </span>
            </span>
            <time className="small ink2 nb" dateTime={new Date(at).toISOString()}>
              {moment(new Date(at))}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}
