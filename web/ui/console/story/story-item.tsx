import { IconFile } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { defineTexts } from '#kernel/i18n';
import { useFormat } from '../format.ts';
import { useTexts } from '../language.ts';
import type { Tone } from '../pill.tsx';

const texts = defineTexts({
  none: { en: 'none', zh: '无' },
  kept: { en: 'SHA-256 {hash}…, kept unchanged', zh: 'SHA-256 {hash}…，原样保存' },
});

/** A field that changed. */
export interface FieldChange {
  readonly name: string;
  /** Null when there was nothing before. */
  readonly from: string | null;
  readonly to: string | null;
}

/** A file that came with an act. */
export interface StoryFile {
  readonly href: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** SHA-256 in hex. */
  readonly hash: string;
  /** What a picture shows, in words; only pictures are drawn. */
  readonly alt?: string;
  /** Who held it, such as "Field unit 4, then the file store". */
  readonly custody?: string;
}

/** One line of a story. */
export interface StoryEntry {
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  /** Who did it, by office or role, and on which way it came. */
  readonly who: string;
  readonly title: string;
  readonly icon: ReactNode;
  readonly tone?: Tone | 'voice';
  readonly group?: string;
  /** Folded together with its neighbours. */
  readonly small?: boolean;
  readonly body?: ReactNode;
  /** Somebody's own words: `in` from the reporter, `wait` not yet answered, `out` from us. */
  readonly say?: { readonly text: string; readonly way: 'in' | 'out' | 'wait' };
  readonly fields?: readonly FieldChange[];
  readonly files?: readonly StoryFile[];
  /** It came while one was looking. */
  readonly fresh?: boolean;
  /** Undo, why, and the like. */
  readonly acts?: ReactNode;
}

/** One thing that happened, or is promised. */
export function StoryItem({ entry, promised = false }: { readonly entry: StoryEntry; readonly promised?: boolean }) {
  const format = useFormat();
  const { id, at, who, title, icon, tone = '', body, say, fields = [], files = [], fresh, acts } = entry;
  const moment = new Date(at);
  return (
    <li id={`story-${id}`} className={[promised && 'next', fresh && 'fresh'].filter(Boolean).join(' ') || undefined}>
      <time dateTime={moment.toISOString()} title={format.instant(moment)}>
        {promised ? format.moment(moment) : format.time(moment)}
      </time>
      <span className={`dot ${tone}`} aria-hidden="true">
        {icon}
      </span>
      <div>
        <p className="who">{who}</p>
        <h3 className="hd">{title}</h3>
        {body && <div className="body">{body}</div>}
        {say && <p className={`say ${say.way}`}>{say.text}</p>}
        <Changes fields={fields} />
        {files.length > 0 && (
          <div className="ev">
            {files.map((file) => (
              <StoryFileCard key={file.hash} {...file} />
            ))}
          </div>
        )}
        {acts && <div className="row">{acts}</div>}
      </div>
    </li>
  );
}

function Changes({ fields }: { readonly fields: readonly FieldChange[] }) {
  const t = useTexts(texts);
  if (fields.length === 0) return null;
  return (
    <ul className="fields">
      {fields.map(({ name, from, to }) => (
        <li key={name}>
          {name}: {from !== null && <del>{from}</del>} <ins>{to ?? t('none')}</ins>
        </li>
      ))}
    </ul>
  );
}

const HASH_LETTERS = 10;

function StoryFileCard({ href, name, size, hash, alt, custody }: StoryFile) {
  const t = useTexts(texts);
  const format = useFormat();
  const kept = t('kept', { hash: hash.slice(0, HASH_LETTERS) });
  if (alt === undefined) {
    return (
      <a className="file" href={href} title={kept} download>
        <IconFile size={15} aria-hidden />
        {name} <span className="tiny ink2">{[format.bytes(size), custody].filter(Boolean).join(' · ')}</span>
      </a>
    );
  }
  return (
    <figure>
      <a href={href} target="_blank" rel="noreferrer">
        <img src={href} alt={alt} loading="lazy" />
      </a>
      <figcaption>
        {name}, {format.bytes(size)}. {custody && `${custody}. `}
        <span title={hash}>{kept}</span>
      </figcaption>
    </figure>
  );
}
