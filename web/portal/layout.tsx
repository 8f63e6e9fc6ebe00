import type { ReactNode } from 'react';

import { type Bilingual, useFrame, useSpeak } from '../ui/portal/index.ts';
import { frameTexts, uiTexts } from '../ui/texts.ts';
import { icon, script, styles } from './assets.ts';
import { Foot } from './foot.tsx';
import { Top } from './top.tsx';

/** The document around every view. */
export function Layout({ title, failed, children }: { title: Bilingual; failed: boolean; children: ReactNode }) {
  const { language, elder, theme, district, demo } = useFrame();
  const speak = useSpeak();
  const say = frameTexts(language);
  const error = failed ? `${uiTexts(language)('errorPrefix')} ` : '';
  return (
    <html
      lang={language === 'zh' ? 'zh-CN' : 'en'}
      data-theme={theme === 'system' ? undefined : theme}
      data-elder={elder ? 'on' : undefined}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{`${error}${speak(title)} · ${speak(district)}`}</title>
        <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#1c2024" media="(prefers-color-scheme: dark)" />
        <link rel="icon" type="image/svg+xml" href={icon} />
        {styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        <script type="module" src={script} />
      </head>
      <body>
        <a className="skip" href="#main">
          {say('skip')}
        </a>
        {demo && (
          <aside className="demo" aria-label={say('notice')}>
            <div className="wrap">{say('demo')}</div>
          </aside>
        )}
        <Top />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <Foot />
      </body>
    </html>
  );
}
