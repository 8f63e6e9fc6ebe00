import { Facts, Note, PageHead, ResponsiveTable, Section, useFormats, useSpeak, type ViewProps } from '#ui/portal';

import type { RegisterModule, RegisterPage } from '../../register.ts';
import { privacyTexts } from './texts.ts';

const DAYS_A_YEAR = 365;

/** The data-protection register, generated from the manifests. */
export default function Privacy({ data, frame: { language } }: ViewProps<RegisterPage>) {
  const say = privacyTexts(language);
  const { number } = useFormats();
  const purposes = data.modules.reduce((sum, module) => sum + module.purposes.length, 0);
  return (
    <>
      <PageHead title={say('title')} lead={say('lead')}>
        <Facts
          facts={[
            {
              label: say('withPersonal'),
              value: number(data.withPersonalData),
              note: say('without', { count: data.tables - data.withPersonalData }),
            },
            { label: say('purposes'), value: number(purposes), note: say('purposesNote') },
            { label: say('law'), value: data.law.name[language], note: data.law.articles[language] },
          ]}
        />
      </PageHead>
      <div className="wrap">
        <Note title={say('neverTitle')}>
          <p>{say('neverText')}</p>
          <p>
            <a href="/my-data">{say('yours')}</a>
          </p>
        </Note>
        {data.modules.map((module) => (
          <Module key={module.name} module={module} language={language} />
        ))}
      </div>
    </>
  );
}

function Module({ module, language }: { module: RegisterModule; language: 'en' | 'zh' }) {
  const say = privacyTexts(language);
  const speak = useSpeak();
  const { title, name, tables, purposes } = module;
  return (
    <Section id={name} title={speak(title)}>
      {tables.length > 0 && (
        <ResponsiveTable
          caption={say('caption', { module: speak(title) })}
          rows={tables}
          rowKey={({ table }) => table}
          columns={[
            {
              key: 'purpose',
              title: say('kept'),
              cell: ({ purpose }) => <span lang={purpose.zh === purpose.en ? 'en' : undefined}>{speak(purpose)}</span>,
            },
            { key: 'columns', title: say('columns'), cell: ({ personal }) => <span className="mono">{personal.join(', ')}</span> },
            { key: 'howLong', title: say('howLong'), cell: ({ retentionDays }) => retention(retentionDays, say) },
          ]}
        />
      )}
      {purposes.length > 0 && (
        <div className="stack-s purposes">
          <h3>{say('mayBeRead')}</h3>
          <ul className="bul">
            {purposes.map(({ code, text }) => (
              <li key={code}>{speak(text)}</li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}

function retention(days: RegisterModule['tables'][number]['retentionDays'], say: ReturnType<typeof privacyTexts>): string {
  if (days === 'forever') return say('forever');
  return days % DAYS_A_YEAR === 0 ? say('years', { count: days / DAYS_A_YEAR }) : say('days', { count: days });
}
