import type { ReactNode } from 'react';

import { Icon, type IconName } from './icon.tsx';
import { Source } from './source.tsx';

export interface DoorProps {
  readonly title: string;
  readonly text: string;
  readonly href: string;
  readonly icon: IconName;
  /** Live facts about what is behind the door. */
  readonly facts?: readonly ReactNode[];
}

/** Doors to what people say are maple; doors to what the district does are river. */
const VOICE: ReadonlySet<IconName> = new Set(['report', 'vote']);

/** One way into the district. The whole panel is the link. */
export function Door({ title, text, href, icon, facts = [] }: DoorProps) {
  return (
    <div className={VOICE.has(icon) ? 'door v' : 'door'}>
      <span className="arch">
        <Icon name={icon} />
      </span>
      <h2>
        <a href={href}>{title}</a>
      </h2>
      <p>{text}</p>
      {facts.length > 0 && <Source parts={facts} />}
    </div>
  );
}

/** Doors side by side, one under the other on a phone. */
export function Doors({ doors }: { doors: readonly DoorProps[] }) {
  return (
    <div className="doors-band">
      <div className="wrap">
        <div className={`doors of-${Math.min(doors.length, 5)}`}>
          {doors.map((door) => (
            <Door key={door.href} {...door} />
          ))}
        </div>
      </div>
    </div>
  );
}
