import { useState } from 'react';

import type { Bilingual, Language } from '#kernel';
import { defineTexts } from '#kernel/i18n';
import { useLanguage, useSay, useTexts } from '../../ui/console/language.ts';
import { Loaded } from '../../ui/console/state-panel.tsx';
import { useApi } from '../../ui/console/use-api.ts';
import type { Attempt } from './password-form.tsx';
import { signInAsPersona } from './ways.ts';

const texts = defineTexts({
  title: { en: 'As a person of the demo', zh: '以演示身份登录' },
  text: { en: 'One click. Each sees and may do what the role allows.', zh: '一键登录，每个身份只能看到并操作其角色允许的内容。' },
});

/** A made-up person of the demo. */
interface Persona {
  readonly key: string;
  readonly name: Bilingual;
  readonly department: Bilingual | null;
  /** What one can try as this person. */
  readonly text: Bilingual;
  /** Where this person works: residents and enterprises belong to the portal. */
  readonly face: 'portal' | 'console';
}

/** The demo's persons as cards; a click is a sign-in. */
export function Personas({ attempt }: { readonly attempt: Attempt }) {
  const t = useTexts(texts);
  const reading = useApi<{ items: Persona[] }>('/api/identity/personas', { freshSeconds: 600 });
  const [going, setGoing] = useState('');
  const signIn = (key: string) => {
    setGoing(key);
    void attempt(() => signInAsPersona(key)).finally(() => setGoing(''));
  };
  return (
    <section className="personas" aria-labelledby="personas-title">
      <h2 id="personas-title">{t('title')}</h2>
      <p className="small ink2">{t('text')}</p>
      <Loaded reading={reading}>
        {({ items }) => (
          <ul>
            {items
              .filter(({ face }) => face === 'console')
              .map((persona) => (
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

function PersonaCard({ persona: { name, department, text }, busy, onPick }: PersonaCardProps) {
  const say = useSay();
  const language = useLanguage();
  return (
    <button type="button" className="persona" onClick={onPick} aria-busy={busy}>
      <span className="initial" aria-hidden>
        {initialOf(name, language)}
      </span>
      <span>
        <b>{say(name)}</b>
        {department && <span className="small ink2">{say(department)}</span>}
        <span className="small">{say(text)}</span>
      </span>
    </button>
  );
}

/** A title stands before a Chinese name and after an English one. */
function initialOf(name: Bilingual, language: Language): string {
  const words = name[language].split(' ');
  return (language === 'zh' ? words.at(-1) : words[0])?.[0] ?? '';
}
