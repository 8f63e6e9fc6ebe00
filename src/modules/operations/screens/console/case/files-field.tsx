import { IconX } from '@tabler/icons-react';
import { type ChangeEvent, useState } from 'react';

import type { Bilingual } from '#kernel';
import { defineTexts } from '#kernel/i18n';
import { Button, useFormat, useSay, useSession, useTexts } from '#ui';

const texts = defineTexts({
  hint: {
    en: 'Place and camera data are taken out of pictures. 20 MiB a file, 20 files a case.',
    zh: '图片中的位置和设备信息会被去除。单个文件不超过 20 MiB，每个事项最多 20 个。',
  },
  remove: { en: 'Remove {name}', zh: '移除 {name}' },
  sending: { en: 'Sending {name} …', zh: '正在上传 {name}……' },
  failed: { en: '{name} could not be sent', zh: '{name} 未能上传' },
});

interface Sent {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

interface FilesFieldProps {
  readonly label: string;
  /** Ids of files that were sent. */
  readonly value: readonly string[] | undefined;
  readonly onChange: (ids: readonly string[]) => void;
}

/** Files that go with an act: each is sent as soon as it is chosen. */
export function FilesField({ label, value = [], onChange }: FilesFieldProps) {
  const t = useTexts(texts);
  const say = useSay();
  const format = useFormat();
  const { csrf } = useSession();
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const [word, setWord] = useState('');
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    event.target.value = '';
    let ids = value;
    for (const file of files) {
      setWord(t('sending', { name: file.name }));
      const answer = await sendFile(file, csrf);
      if ('fault' in answer) return setWord(`${t('failed', { name: file.name })}: ${say(answer.fault)}`);
      ids = [...ids, answer.id];
      setSent((old) => [...old, answer]);
      onChange(ids);
    }
    setWord('');
  };
  const remove = (id: string) => {
    setSent(sent.filter((file) => file.id !== id));
    onChange(value.filter((one) => one !== id));
  };
  return (
    <div className="stack tight">
      <label>
        {label}
        <input className="input" type="file" multiple onChange={(event) => void choose(event)} />
        <span className="tiny ink2">{t('hint')}</span>
      </label>
      <p className="small" role="status">
        {word}
      </p>
      {sent.length > 0 && (
        <ul className="lines">
          {sent.map(({ id, name, size }) => (
            <li key={id} className="row between">
              <span>
                {name} <span className="tiny ink2">{format.bytes(size)}</span>
              </span>
              <Button
                size="sm"
                kind="quiet"
                aria-label={t('remove', { name })}
                icon={<IconX size={14} aria-hidden />}
                onClick={() => remove(id)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const BROKEN: Bilingual = { en: 'the line is broken', zh: '连接中断' };

async function sendFile(file: File, csrf: string): Promise<Sent | { readonly fault: Bilingual }> {
  const headers = { 'content-type': 'application/octet-stream', 'x-csrf-token': csrf, 'idempotency-key': crypto.randomUUID() };
  try {
    const response = await fetch(`/api/files/?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file, headers });
    const said = (await response.json()) as Sent & { readonly title?: string; readonly title_zh?: string };
    if (response.ok) return said;
    return { fault: { en: said.title ?? BROKEN.en, zh: said.title_zh ?? BROKEN.zh } };
  } catch {
    return { fault: BROKEN };
  }
}
