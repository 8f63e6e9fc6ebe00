import { useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Conflict } from '../conflict/conflict.tsx';
import { useTexts } from '../language.ts';
import { Note } from '../layout.tsx';

const texts = defineTexts({
  level: { en: 'Level', zh: '等级' },
  normal: { en: 'Normal', zh: '普通' },
  urgent: { en: 'Urgent', zh: '紧急' },
  title: { en: 'Title', zh: '标题' },
  mine: { en: 'Water over the road, lifted cover', zh: '道路积水，井盖被顶起' },
  theirs: { en: 'Water over the road at the underpass', zh: '下穿道道路积水' },
  place: { en: 'Place', zh: '地点' },
  officer: { en: 'Duty desk, saved 14:29', zh: '值班席，14:29 保存' },
  photo: { en: 'Photo', zh: '照片' },
  saved: { en: 'Saved: {fields}', zh: '已保存：{fields}' },
});

/** Two changes that met. */
export default function ConflictExample() {
  const t = useTexts(texts);
  const [chosen, setChosen] = useState<Readonly<Record<string, unknown>> | null>(null);
  if (chosen) return <Note tone="ok" title={t('saved', { fields: Object.values(chosen).join(', ') })} />;
  return (
    <Conflict
      base={15}
      head={17}
      theirsBy={t('officer')}
      joined={[t('photo')]}
      fields={[
        { key: 'level', name: t('level'), mine: t('normal'), theirs: t('urgent'), base: t('normal') },
        {
          key: 'title',
          name: t('title'),
          mine: t('mine'),
          theirs: t('theirs'),
          edit: (value, change, label) => (
            <input className="input" aria-label={label} value={String(value)} onChange={(event) => change(event.target.value)} />
          ),
        },
      ]}
      onSave={setChosen}
      onTheirs={() => setChosen({ level: t('urgent'), title: t('theirs') })}
    />
  );
}
