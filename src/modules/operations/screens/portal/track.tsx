import type { ReactNode } from 'react';

import {
  Details,
  ErrorSummary,
  Facts,
  Field,
  Form,
  Note,
  PageHead,
  Section,
  Status,
  type Tone,
  useFormats,
  useFrame,
  useSpeak,
  type ViewProps,
} from '#ui/portal';

import type { Followed, OwnMatter, PublicMatter, Waiting } from '../../portal/matter.ts';
import type { TrackPage } from '../../portal/track.ts';
import { trackTexts } from './track-texts.ts';

import './track.css';

type Say = ReturnType<typeof trackTexts>;

/** Somebody follows their own matter with the code of their receipt; without an account, without a script. */
export default function Track({ data, frame: { language } }: ViewProps<TrackPage>) {
  const say = trackTexts(language);
  const { followed, matter, errors, done } = data;
  const found = followed !== null || matter !== null;
  return (
    <>
      {errors.length > 0 && (
        <div className="wrap">
          <ErrorSummary errors={errors} />
        </div>
      )}
      <PageHead title={titleOf(data, say)} {...(!found && { lead: say('lead') })}>
        {followed && 'code' in followed.matter && <Standing matter={followed.matter} say={say} />}
        {matter && <Standing matter={matter} say={say} />}
      </PageHead>
      <div className="wrap cols">
        <div className="stack-l">
          {done && (
            <Note tone="calm">
              <p role="status">{say(`done_${done}`)}</p>
            </Note>
          )}
          {followed && <FollowedMatter data={data} followed={followed} say={say} />}
          {matter && (
            <Note title={say('onlyState')}>
              <p>{say('onlyStateText')}</p>
            </Note>
          )}
          {!found && <AskForm data={data} say={say} />}
        </div>
        <aside className="stack-l">
          {found && (
            <div className="aside stack-s">
              <h2>{say('another')}</h2>
              <p>
                <a href="/track">{say('title')}</a>
              </p>
            </div>
          )}
          <div className="aside stack-s">
            <h2>{say('lost')}</h2>
            <p className="sm">{say('lostText')}</p>
            <p className="sm">
              <a href="/cases">{say('figures')}</a>
            </p>
          </div>
        </aside>
      </div>
    </>
  );
}

function titleOf({ followed, matter }: TrackPage, say: Say): string {
  if (followed && 'title' in followed.matter) return followed.matter.title;
  if (followed) return say(followed.matter.state === 'dismissed' ? 'dismissed' : 'waiting');
  return matter ? `${say('caseCode')} ${matter.code}` : say('title');
}

function AskForm({ data: { code, errors }, say }: { data: TrackPage; say: Say }) {
  return (
    <Form action="/track">
      <Field
        name="code"
        label={say('code')}
        hint={say('codeHint')}
        value={code}
        error={errors.find(({ field }) => field === 'code')?.message}
        autoComplete="off"
        maxLength={60}
        width="middle"
      />
      <p>
        <button type="submit" className="btn">
          {say('look')}
        </button>
      </p>
    </Form>
  );
}

const TONES: Readonly<Record<PublicMatter['state'], Tone>> = {
  received: 'run',
  routed: 'run',
  working: 'run',
  answered: 'att',
  disputed: 'run',
  closed: 'ok',
  appealed: 'run',
  merged: 'neutral',
};

/** State, who leads, and by when, in a row. */
function Standing({ matter, say }: { matter: PublicMatter; say: Say }) {
  const speak = useSpeak();
  const { day } = useFormats();
  const { state, outcome, lead, deadline, closedAt, openedAt, category } = matter;
  return (
    <Facts
      facts={[
        {
          label: say('state'),
          value: <Status tone={TONES[state]}>{say(state)}</Status>,
          ...(state === 'closed' && outcome && { note: say(outcome) }),
        },
        { label: say('lead_'), value: speak(lead), note: speak(category) },
        closedAt && state === 'closed'
          ? { label: say('closedAt'), value: day(closedAt) }
          : {
              label: say('deadline'),
              value: <Due deadline={deadline} say={say} />,
              ...(deadline && { note: <Why deadline={deadline} say={say} /> }),
            },
        { label: say('openedAt'), value: day(openedAt) },
      ]}
    />
  );
}

type DeadlineProps = { readonly deadline: NonNullable<PublicMatter['deadline']>; readonly say: Say };

function Due({ deadline, say }: { deadline: PublicMatter['deadline']; say: Say }) {
  const { instant } = useFormats();
  const speak = useSpeak();
  if (!deadline) return <>{say('noDeadline')}</>;
  if (deadline.paused) return <Status tone="neutral">{say('paused', { reason: speak(deadline.paused) })}</Status>;
  return <>{deadline.at ? instant(deadline.at) : say('noDeadline')}</>;
}

function Why({ deadline: { policy, law, late }, say }: DeadlineProps) {
  const speak = useSpeak();
  return (
    <>
      {late && <Status tone="no">{say('overdue')}</Status>} {say('deadlineWhy', { policy: speak(policy), law: speak(law) })}
    </>
  );
}

function FollowedMatter({ data, followed: { matter, reads }, say }: { data: TrackPage; followed: Followed; say: Say }) {
  const { language } = useFrame();
  const speak = useSpeak();
  const { instant } = useFormats();
  return (
    <>
      {'code' in matter ? <Own data={data} matter={matter} say={say} /> : <NoCase matter={matter} say={say} />}
      <Section id="reads" title={say('reads')}>
        <div className="stack-s">
          {reads.length === 0 && <p>{say('noReads')}</p>}
          <ul className="plain rows">
            {reads.map(({ id, readAt, office, purpose, fields }) => (
              <li key={id}>
                <span className="sm dim">{instant(readAt)}</span>{' '}
                {say('readLine', {
                  office: speak(office),
                  purpose: speak(purpose),
                  fields: fields.map(speak).join(language === 'zh' ? '、' : ', '),
                })}
              </li>
            ))}
          </ul>
          <p className="sm dim measure">{say('readsText')}</p>
        </div>
      </Section>
    </>
  );
}

function NoCase({ matter: { state, receivedAt }, say }: { matter: Waiting; say: Say }) {
  const { instant } = useFormats();
  return <p className="lead">{say(state === 'dismissed' ? 'dismissedText' : 'waitingText', { at: instant(receivedAt) })}</p>;
}

function Own({ data, matter, say }: { data: TrackPage; matter: OwnMatter; say: Say }) {
  const { instant } = useFormats();
  const speak = useSpeak();
  const { result, decision, story, acts } = matter;
  return (
    <>
      {result && (
        <Section id="answer" title={say('answerTitle')}>
          <p className="answer-text measure">{result}</p>
        </Section>
      )}
      {decision && (
        <Note title={say(decision.upheld ? 'decisionUpheld' : 'decisionRejected')}>
          <p className="answer-text">{decision.reasons}</p>
        </Note>
      )}
      {acts.includes('confirm') && <AnswerForms data={data} matter={matter} say={say} />}
      {acts.includes('appeal') && (
        <Section id="appeal" title={say('appealTitle')}>
          <ActForm data={data} act="appeal" label={say('appealWords')} button={say('appeal')} secondary>
            <p>{say('appealText')}</p>
          </ActForm>
        </Section>
      )}
      <Section id="story" title={say('story')}>
        <ol className="chapters">
          {story.map(({ at, text }) => (
            <li key={`${at.toISOString()}${text.en}`}>
              <time className="sm dim" dateTime={at.toISOString()}>
                {instant(at)}
              </time>
              {speak(text)}
            </li>
          ))}
        </ol>
        <Details items={[{ label: say('caseCode'), value: <span className="mono">{matter.code}</span> }]} />
      </Section>
    </>
  );
}

function AnswerForms({ data, matter, say }: { data: TrackPage; matter: OwnMatter; say: Say }) {
  const { instant } = useFormats();
  const until = matter.deadline?.at;
  return (
    <Section id="your-turn" title={say('yourTurn')}>
      <div className="stack-l">
        {until && <p className="measure">{say('yourTurnText', { until: instant(until) })}</p>}
        <ActForm data={data} act="confirm" button={say('confirm')}>
          <p className="sm dim">{say('confirmText')}</p>
        </ActForm>
        <ActForm data={data} act="dispute" label={say('disputeWords')} button={say('dispute')} secondary />
      </div>
    </Section>
  );
}

interface ActFormProps {
  readonly data: TrackPage;
  readonly act: 'confirm' | 'dispute' | 'appeal';
  /** Asks for words; without it none are needed. */
  readonly label?: string;
  readonly button: string;
  readonly secondary?: boolean;
  readonly children?: ReactNode;
}

/** One thing to do: the receipt goes with it, and never stands in an address. */
function ActForm({ data: { code, errors, words }, act, label, button, secondary = false, children }: ActFormProps) {
  const error = errors.find(({ field }) => field === 'words')?.message;
  return (
    <Form action="/track">
      <input type="hidden" name="code" value={code} />
      <input type="hidden" name="act" value={act} />
      {children}
      {label && <Field name="words" label={label} rows={3} maxLength={2000} value={error ? words : ''} error={error} />}
      <p>
        <button type="submit" className={secondary ? 'btn alt' : 'btn'}>
          {button}
        </button>
      </p>
    </Form>
  );
}
