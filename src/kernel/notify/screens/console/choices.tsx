import type { FormEvent } from 'react';

import { Button, Section, useAct, useLanguage, useSay, useTexts } from '#ui';

import type { Channel } from '../../tables.ts';
import { ordersOf, orderWords } from '../orders.ts';
import { settingsTexts } from '../texts.ts';
import { BASE, type MySettings, SETTINGS } from './api.ts';

/** For each kind of news the order of ways; quiet hours and language. */
export function Choices({ settings }: { readonly settings: MySettings }) {
  const t = useTexts(settingsTexts);
  const say = useSay();
  const language = useLanguage();
  const save = useAct<object>({ change: (body) => ({ method: 'PUT', path: SETTINGS, body }), touches: [BASE], done: t('saidSaved') });
  const ready = settings.ways.filter((way) => way.ready).map(({ channel }) => channel);
  const orders = ordersOf(ready);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void save.run(choicesOf(new FormData(event.currentTarget), settings));
  };
  return (
    <Section title={t('kinds')} aside={<span className="small ink2">{t('kindsText')}</span>}>
      <form onSubmit={submit} className="stack">
        <ul className="told-kinds">
          {settings.kinds.map(({ key, title, text, channels, passesQuietHours }) => (
            <li key={key}>
              <label htmlFor={`order-${key}`}>
                <b>{say(title)}</b>
                <span className="small ink2">
                  {say(text)}
                  {passesQuietHours && ` · ${t('passes')}`}
                </span>
              </label>
              <select
                className="input"
                id={`order-${key}`}
                name={`order-${key}`}
                defaultValue={String(channels.filter((channel) => ready.includes(channel)))}
              >
                {orders.map((order) => (
                  <option key={String(order)} value={String(order)}>
                    {orderWords(order, language)}
                  </option>
                ))}
              </select>
            </li>
          ))}
        </ul>
        <div className="told-rest">
          <label className="check">
            <input type="checkbox" name="quiet" defaultChecked={settings.quiet !== null} /> {t('quietOn')}
          </label>
          {(['from', 'to'] as const).map((name) => (
            <label key={name}>
              {t(name)}
              <input
                className="input"
                type="time"
                name={name}
                defaultValue={settings.quiet?.[name] ?? { from: '22:00', to: '07:00' }[name]}
              />
            </label>
          ))}
          <label>
            {t('language')}
            <select className="input" name="language" defaultValue={settings.language}>
              <option value="zh">中文</option>
              <option value="en">English</option>
            </select>
          </label>
        </div>
        <div>
          <Button kind="primary" type="submit" busy={save.busy}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function choicesOf(form: FormData, { kinds }: MySettings): object {
  const order = (key: string) =>
    String(form.get(`order-${key}`) ?? '')
      .split(',')
      .filter(Boolean) as Channel[];
  return {
    language: form.get('language'),
    quiet: form.has('quiet') ? { from: form.get('from'), to: form.get('to') } : null,
    channels: Object.fromEntries(kinds.map(({ key }) => [key, order(key)])),
  };
}
