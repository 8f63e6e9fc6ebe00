import {
  Age,
  type Bilingual,
  ErrorSummary,
  Form,
  Note,
  PageHead,
  ResponsiveTable,
  Section,
  Status,
  useFormats,
  useFrame,
  useSpeak,
  type ViewProps,
} from '#ui/portal';

import type { Settings } from '../../settings.ts';
import { channelName, ordersOf, orderWords } from '../orders.ts';
import { settingsTexts } from '../texts.ts';
import { Act, Contact, Push } from './ways.tsx';

interface SettingsPage {
  readonly settings: Settings;
  readonly said: keyof typeof SAID | null;
  readonly problem: Bilingual | null;
}

const SAID = {
  saved: 'saidSaved',
  sent: 'saidSent',
  proven: 'saidProven',
  wrong: 'saidWrong',
  expired: 'saidExpired',
  erased: 'saidErased',
  tried: 'saidTried',
  unreached: 'saidUnreached',
  pushed: 'pushAdded',
} as const;
const BAD = ['wrong', 'expired', 'unreached'];

/** How one is told: ways, kinds, quiet hours, and what was sent lately. */
export default function NotificationSettings({ data: { settings, said, problem }, frame: { language } }: ViewProps<SettingsPage>) {
  const say = settingsTexts(language);
  const speak = useSpeak();
  return (
    <>
      <PageHead title={say('title')} lead={say('lead')}>
        <ErrorSummary errors={problem ? [{ field: 'addresses', message: speak(problem) }] : []} />
        {said && (
          <div className="said" role="status">
            <Note tone={BAD.includes(said) ? 'act' : 'calm'} title={say(SAID[said])}>
              {null}
            </Note>
          </div>
        )}
      </PageHead>
      <div className="wrap">
        <Section id="addresses" title={say('addresses')} more={<Act action="try-out" label={say('tryOut')} />}>
          <div className="ways">
            <Push settings={settings} />
            {settings.ways.map((way) => way.channel !== 'push' && <Contact key={way.channel} way={way} channel={way.channel} />)}
          </div>
        </Section>
        <Choices settings={settings} />
        <SentLately sent={settings.sent} />
        <Section id="erase" title={say('erase')}>
          <div className="stack">
            <p className="dim measure">{say('eraseText')}</p>
            <Act action="erase-all" label={say('eraseAct')} />
          </div>
        </Section>
      </div>
    </>
  );
}

/** One form for all choices, so that they are kept together. */
function Choices({ settings: { kinds, ways, quiet, language: chosen } }: { settings: Settings }) {
  const { language } = useFrame();
  const say = settingsTexts(language);
  const ready = ways.filter((way) => way.ready).map(({ channel }) => channel);
  const orders = ordersOf(ready);
  return (
    <Section id="kinds" title={say('kinds')}>
      <p className="dim">{say('kindsText')}</p>
      <Form action="/account/notifications">
        <input type="hidden" name="action" value="choose" />
        <ul className="plain kinds">
          {kinds.map(({ key, title, text, channels, passesQuietHours }) => (
            <li key={key} className="field">
              <label htmlFor={`order-${key}`}>{title[language]}</label>
              <p className="hint" id={`order-${key}-hint`}>
                {text[language]}
                {passesQuietHours && <span className="nw"> · {say('passes')}</span>}
              </p>
              <select
                id={`order-${key}`}
                name="order"
                defaultValue={`${key}:${channels.filter((channel) => ready.includes(channel))}`}
                aria-describedby={`order-${key}-hint`}
              >
                {orders.map((order) => (
                  <option key={String(order)} value={`${key}:${order}`}>
                    {orderWords(order, language)}
                  </option>
                ))}
              </select>
            </li>
          ))}
        </ul>
        <Quiet quiet={quiet} />
        <div className="field">
          <label htmlFor="language">{say('language')}</label>
          <select id="language" name="language" className="middle" defaultValue={chosen}>
            <option value="zh">中文</option>
            <option value="en">English</option>
          </select>
        </div>
        <p>
          <button className="btn" type="submit">
            {say('save')}
          </button>
        </p>
      </Form>
    </Section>
  );
}

function Quiet({ quiet }: { quiet: Settings['quiet'] }) {
  const say = settingsTexts(useFrame().language);
  return (
    <fieldset className="field">
      <legend>{say('quiet')}</legend>
      <div className="choices one">
        <label>
          <input type="checkbox" name="quiet" value="on" id="quiet" defaultChecked={quiet !== null} />
          <span>{say('quietOn')}</span>
        </label>
      </div>
      <div className="times">
        {(['from', 'to'] as const).map((name) => (
          <label key={name} htmlFor={name}>
            {say(name)}
            <input type="time" id={name} name={name} defaultValue={quiet?.[name] ?? { from: '22:00', to: '07:00' }[name]} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const STATES = {
  waiting: ['run', 'stateWaiting'],
  sent: ['ok', 'stateSent'],
  delivered: ['ok', 'stateDelivered'],
  failed: ['no', 'stateFailed'],
} as const;

function SentLately({ sent }: Pick<Settings, 'sent'>) {
  const { language } = useFrame();
  const say = settingsTexts(language);
  const { instant } = useFormats();
  return (
    <Section id="sent" title={say('sent')}>
      {sent.length === 0 && <p className="dim">{say('sentNone')}</p>}
      {sent.length > 0 && (
        <ResponsiveTable
          caption={say('sent')}
          rows={sent}
          rowKey={({ id }) => id}
          columns={[
            { key: 'what', title: say('what'), cell: ({ title }) => title?.[language] ?? say('proofCode') },
            { key: 'way', title: say('way'), cell: ({ channel }) => (channel ? channelName(channel, language) : '–') },
            {
              key: 'when',
              title: say('when'),
              cell: ({ createdAt, finishedAt }) => (finishedAt ? instant(finishedAt) : <Age at={createdAt} />),
            },
            {
              key: 'state',
              title: say('state'),
              cell: ({ state }) => <Status tone={STATES[state][0]}>{say(STATES[state][1])}</Status>,
            },
          ]}
        />
      )}
    </Section>
  );
}
