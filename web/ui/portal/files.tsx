import type { ReactNode } from 'react';

import { useFormats, useWords } from './frame.tsx';
import { Icon } from './icon.tsx';

export interface DownloadFile {
  /** `CSV`, `Parquet`. */
  readonly format: string;
  /** What it is good for: "opens in a spreadsheet". */
  readonly purpose: string;
  readonly href: string;
  /** Size in bytes, when known before it is made. */
  readonly size?: number | null;
}

/** Files to take home, each with its size and what it is good for. */
export function FileDownloads({ files, note }: { files: readonly DownloadFile[]; note?: ReactNode }) {
  const { bytes } = useFormats();
  const say = useWords();
  return (
    <>
      <ul className="files">
        {files.map(({ format, purpose, href, size }) => (
          <li key={href}>
            <span>
              <b>{format}</b> {typeof size === 'number' && bytes(size)}
              <br />
              <span className="xs dim">{purpose}</span>
            </span>
            <a className="btn alt" href={href} download="">
              <Icon name="download" />
              {say('download')}
              <span className="vh"> {typeof size === 'number' ? `${format}, ${bytes(size)}` : format}</span>
            </a>
          </li>
        ))}
      </ul>
      {note && <p className="sm dim files-note">{note}</p>}
    </>
  );
}
