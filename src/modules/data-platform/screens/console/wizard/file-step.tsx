import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';

import { Button, Note, Pill, ProgressBar, Section, useFormat, useSay, useTexts } from '#ui';

import { dataTexts } from '../texts.ts';
import { wizardTexts } from './texts.ts';
import { type Sending, type SentFile, useUploads } from './use-uploads.ts';

const MB = 1_000_000;

interface FileStepProps {
  readonly files: readonly SentFile[];
  readonly change: (next: (files: readonly SentFile[]) => readonly SentFile[]) => void;
}

/** Brings files: dropped or picked, sent in pieces, continued after a broken line. */
export function FileStep({ files, change }: FileStepProps) {
  const t = useTexts(wizardTexts);
  const say = useSay();
  const { sending, problem, add, remove } = useUploads(files, change);
  return (
    <Section title={t('stepFile')}>
      <div className="stack tight">
        <DropZone onFiles={add} />
        {problem && <Note tone="stop">{say(problem)}</Note>}
        {files.length > 0 && (
          <ul className="sent-files">
            {files.map((file) => (
              <SentLine key={file.id} file={file} sending={sending[file.id]} onRemove={() => remove(file.id)} />
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}

function DropZone({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const t = useTexts(wizardTexts);
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  const dragOver = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same by keyboard
    <div className="drop" data-over={over || undefined} onDrop={drop} onDragOver={dragOver} onDragLeave={() => setOver(false)}>
      <IconFileUpload size={34} stroke={1.4} aria-hidden />
      <p className="b">{t('drop')}</p>
      <p className="small ink2">{t('dropText')}</p>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      <Button kind="primary" onClick={() => picker.current?.click()}>
        {t('pick')}
      </Button>
    </div>
  );
}

interface SentLineProps {
  readonly file: SentFile;
  readonly sending: Sending | undefined;
  readonly onRemove: () => void;
}

function SentLine({ file, sending, onRemove }: SentLineProps) {
  const t = useTexts(wizardTexts);
  const d = useTexts(dataTexts);
  const say = useSay();
  const { number } = useFormat();
  const inMegabytes = (bytes: number) => number(bytes / MB, bytes < 10 * MB ? 2 : 0);
  const { name, size, received, finished } = file;
  return (
    <li>
      <div className="row between">
        <b className="file-name">{name}</b>
        <span className="row">
          {finished && <Pill tone="good">{t('sent')}</Pill>}
          <span className="small ink2 nb">{inMegabytes(size)} MB</span>
          <Button size="sm" kind="quiet" onClick={onRemove} aria-label={`${d(finished ? 'remove' : 'cancel')} ${name}`}>
            {d(finished ? 'remove' : 'cancel')}
          </Button>
        </span>
      </div>
      {!finished && sending?.startedAt && (
        <ProgressBar
          title={t('sending', { name })}
          done={received / MB}
          total={size / MB}
          unit={wizardTexts.table.megabytes}
          startedAt={sending.startedAt}
        />
      )}
      {!finished && !sending?.startedAt && (
        <Note tone="warn">
          {sending?.problem && <p>{say(sending.problem)}</p>}
          <p>{t('continueIt', { done: inMegabytes(received), all: inMegabytes(size) })}</p>
        </Note>
      )}
    </li>
  );
}
