import { useFormat } from '../../ui/console/format.ts';
import { useSay } from '../../ui/console/language.ts';
import type { FieldDetail, FieldLine } from '../api.ts';
import { Icon } from '../icons.tsx';
import type { FieldAct } from '../outbox/item.ts';
import { Back } from '../parts.tsx';
import { ACT_WORDS, useView, useWords } from '../use.ts';
import { ActForm } from './act-form.tsx';
import { Due } from './tasks.tsx';

const OFFERED = ['progress', 'note', 'done', 'cannot'] as const satisfies readonly FieldAct[];
/** After these nothing more can be done to the task, only said. */
const LAST: readonly FieldAct[] = ['done', 'cannot'];

/** One task: what, where, how urgent, what happened, and what to record about it. */
export function TaskScreen({ id, act }: { readonly id: string; readonly act: string | null }) {
  const t = useWords();
  const { tasks, details, items } = useView();
  const task = tasks.find((each) => each.id === id);
  const detail = details.get(id);
  if (!detail) return <Missing />;
  const ended = items.some((item) => item.task === id && LAST.includes(item.act));
  const acts = OFFERED.filter((each) => detail.acts.includes(each) && (each === 'note' || !ended));
  const chosen = acts.find((each) => each === act);
  if (chosen) return <ActForm detail={detail} act={chosen} />;
  return (
    <article className="page">
      <Back href="#/" />
      <h1>{detail.title}</h1>
      {task && (
        <p className="row small">
          <Due task={task} />
        </p>
      )}
      <Facts detail={detail} />
      <Unsent id={id} />
      {acts.length > 0 ? (
        <nav className="acts" aria-label={t('record')}>
          {acts
            .toSorted((a, b) => Number(b === 'done') - Number(a === 'done'))
            .map((each) => (
              <a key={each} className={each === 'done' ? 'btn primary' : 'btn'} href={`#/task/${id}/${each}`}>
                {t(ACT_WORDS[each])}
              </a>
            ))}
        </nav>
      ) : null}
      {!detail.acts.includes('done') && !ended && <p className="note">{t('onlyRead')}</p>}
      <section aria-labelledby="story">
        <h2 id="story">{t('story')}</h2>
        <ol className="card story">
          {detail.story.toReversed().map((line) => (
            <StoryRow key={line.rev} line={line} />
          ))}
        </ol>
      </section>
    </article>
  );
}

function Missing() {
  const t = useWords();
  return (
    <div className="page">
      <Back href="#/" />
      <div className="card empty">
        <h1>{t('unknownTask')}</h1>
        <p className="ink2">{t('unknownTaskText')}</p>
      </div>
    </div>
  );
}

function Facts({ detail: { place, lng, lat, text, about, lead, code, title } }: { readonly detail: FieldDetail }) {
  const t = useWords();
  const say = useSay();
  return (
    <dl className="card facts">
      <div>
        <dt>{t('where')}</dt>
        <dd>
          {place ?? <span className="ink2">{t('noPlace')}</span>}
          {lng !== null && lat !== null && (
            <a className="map-link" href={`geo:${lat},${lng}?q=${lat},${lng}`}>
              <Icon name="pin" size={18} />
              {t('openMap')}
            </a>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('what')}</dt>
        <dd>
          {about !== title && <b>{about}</b>}
          <p className="words">{text || about}</p>
        </dd>
      </div>
      <div className="half">
        <dt>{t('lead')}</dt>
        <dd>{say(lead)}</dd>
      </div>
      <div className="half">
        <dt>{t('code')}</dt>
        <dd className="code">{code}</dd>
      </div>
    </dl>
  );
}

function Unsent({ id }: { readonly id: string }) {
  const t = useWords();
  const { items } = useView();
  const own = items.filter(({ task }) => task === id);
  if (own.length === 0) return null;
  return (
    <p className="note warn">
      {t('waiting', { count: own.length })} <a href="#/outbox">{t('outbox')}</a>
    </p>
  );
}

function StoryRow({ line: { at, title, department, mine, words, files } }: { readonly line: FieldLine }) {
  const t = useWords();
  const say = useSay();
  const { moment } = useFormat();
  return (
    <li>
      <p className="row between">
        <b>{say(title)}</b>
        <time className="small ink2 nb" dateTime={at}>
          {moment(new Date(at))}
        </time>
      </p>
      {words && <p className="words">{words}</p>}
      <p className="small ink2">
        {[mine ? t('you') : department && say(department), files > 0 ? t('photos', { count: files }) : ''].filter(Boolean).join(' · ')}
      </p>
    </li>
  );
}
