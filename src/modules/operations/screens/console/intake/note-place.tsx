import { useMemo } from 'react';

import { Button, CaseMap, type MapPoint, useTexts } from '#ui';

import type { EventRow } from './data.ts';
import type { NoteDraft } from './note-draft.ts';
import { noteTexts } from './texts.ts';

interface NotePlaceProps {
  readonly draft: NoteDraft;
  readonly around: readonly EventRow[];
  readonly onChange: (change: Partial<NoteDraft>) => void;
}

/** Where it is: in words, as a spot on the map, and by the number of the thing. */
export function NotePlace({ draft, around, onChange }: NotePlaceProps) {
  const t = useTexts(noteTexts);
  const points = useMemo(() => pointsOf(draft.spot, around, t('spot')), [draft.spot, around, t]);
  return (
    <div className="stack tight">
      <div className="two">
        <label>
          <span>{t('whereHint')}</span>
          <input className="input" maxLength={300} value={draft.label} onChange={({ target }) => onChange({ label: target.value })} />
        </label>
        <label>
          <span>{t('asset')}</span>
          <input className="input" maxLength={100} value={draft.assetId} onChange={({ target }) => onChange({ assetId: target.value })} />
        </label>
      </div>
      <CaseMap
        title={t('whereMap')}
        points={points}
        height={300}
        onPlace={({ lng, lat }) => onChange({ spot: { lng: round(lng), lat: round(lat) } })}
      />
      {draft.spot && (
        <p className="row tight small">
          <span className="ink2">{t('spot')}</span>
          <code>
            {draft.spot.lng}, {draft.spot.lat}
          </code>
          <Button size="sm" kind="quiet" onClick={() => onChange({ spot: null })}>
            {t('clearSpot')}
          </Button>
        </p>
      )}
    </div>
  );
}

function pointsOf(spot: NoteDraft['spot'], around: readonly EventRow[], label: string): MapPoint[] {
  const own: MapPoint[] = spot ? [{ id: 'spot', ...spot, shape: 'drop', tone: 'maple', label, single: true }] : [];
  return [
    ...own,
    ...around.flatMap(({ id, title, place: { lng, lat } }): MapPoint[] =>
      lng === null || lat === null ? [] : [{ id, lng, lat, shape: 'ring', tone: 'river', label: title }],
    ),
  ];
}

/** Five decimals are a metre. */
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
