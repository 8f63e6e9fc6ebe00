import { type PortalFrame, useFrame } from '../ui/portal/index.ts';
import { frameTexts } from '../ui/texts.ts';

/** The address that keeps a preference and comes back to this page. */
export function preference({ url }: PortalFrame, name: 'language' | 'elder' | 'theme', value: string): string {
  return `/preferences?${new URLSearchParams({ [name]: value, back: url })}`;
}

/** Whether a section is the page itself or holds it. */
export function isCurrent(url: string, href: string): 'page' | 'true' | undefined {
  const path = url.split('?')[0] ?? url;
  if (path === href) return 'page';
  return href !== '/' && path.startsWith(`${href}/`) ? 'true' : undefined;
}

/** Light, dark, or as the device has it. */
export function Themes() {
  const frame = useFrame();
  const say = frameTexts(frame.language);
  return (
    <p className="theme sm">
      <span className="dim">{say('appearance')}</span>
      {(['light', 'dark', 'system'] as const).map((theme) => (
        <a key={theme} href={preference(frame, 'theme', theme)} rel="nofollow" aria-current={frame.theme === theme ? 'true' : undefined}>
          {say(theme)}
        </a>
      ))}
    </p>
  );
}
