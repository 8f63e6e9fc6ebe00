import { useState } from 'react';

import type { Bilingual } from '#kernel';
import { defineTexts } from '#kernel/i18n';
import { ask } from '../../ui/console/api.ts';
import { useSay, useTexts } from '../../ui/console/language.ts';
import { Loaded } from '../../ui/console/state-panel.tsx';
import { useApi } from '../../ui/console/use-api.ts';
import type { Attempt } from './password-form.tsx';

const texts = defineTexts({
  title: { en: 'As a person of the demo', zh: '以演示身份登录' },
  text: { en: 'One click. Each sees and may do what the role allows.', zh: '一键登录，每个身份只能看到并操作其角色允许的内容。' },
});

/** A made-up person of the demo. */
interface Persona {
  readonly key: string;
  readonly name: Bilingual;
  readonly role: Bilingual;
  readonly department: Bilingual | null;
  /** What this person can do here. */
  readonly about: Bilingual;
}

/** The demo's persons as cards; a click is a sign-in. */
export function Personas({ attempt }: { readonly attempt: Attempt }) {
  const t = useTexts(texts);
  const reading = useApi<{ items: Persona[] }>('/api/identity/personas', { freshSeconds: 600 });
  const [going, setGoing] = useState('');
  const signIn = (key: string) => {
    setGoing(key);
    const way = () => ask('POST', `/api/identity/personas/${key}/sign-in`, { body: {}, idempotencyKey: crypto.randomUUID() });
    void attempt(way).finally(() => setGoing(''));
  };
  return (
    <section className="personas" aria-labelledby="personas-title">
      <h2 id="personas-title">{t('title')}</h2>
      <p className="small ink2">{t('text')}</p>
      <Loaded reading={reading}>
        {({ items }) => (
          <ul>
            {items.map((persona) => (
              <li key={persona.key}>
                <PersonaCard persona={persona} busy={going === persona.key} onPick={() => signIn(persona.key)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

interface PersonaCardProps {
  readonly persona: Persona;
  readonly busy: boolean;
  readonly onPick: () => void;
}

function PersonaCard({ persona: { name, role, department, about }, busy, onPick }: PersonaCardProps) {
  const say = useSay();
  return (
    <button type="button" className="persona" onClick={onPick} aria-busy={busy}>
      <span className="initial" aria-hidden>
        {[...say(name)][0]}
      </span>
      <span>
        <b>{say(role)}</b>
        <span className="small ink2">
          {say(name)}
          {department && ` · ${say(department)}`}
        </span>
        <span className="small">{say(about)}</span>
      </span>
    </button>
  );
}
