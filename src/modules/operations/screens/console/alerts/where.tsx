import { Button, CaseMap, type MapArea, type MapPoint, Segments, useLanguage, useTexts } from '#ui';

import type { AlertDraft } from './draft.ts';
import { Labelled } from './fields.tsx';
import { composeTexts } from './texts.ts';

const MAP_HEIGHT = 360;
const DIGITS = 5; // about a metre

/** Where the alert counts: the whole district, a circle or an area marked on the map, by mouse or by keyboard. */
export function Where({ draft, set }: { readonly draft: AlertDraft; readonly set: (part: Partial<AlertDraft>) => void }) {
  const t = useTexts(composeTexts);
  const language = useLanguage();
  const { where, corners, km } = draft;
  const place = ({ lng, lat }: { readonly lng: number; readonly lat: number }) => {
    const corner = [Number(lat.toFixed(DIGITS)), Number(lng.toFixed(DIGITS))] as const;
    set({ corners: where === 'circle' ? [corner] : [...corners, corner] });
  };
  return (
    <div className="stack tight">
      <div>
        <Segments
          title={t('where')}
          value={where}
          onChange={(next) => set({ where: next, corners: [] })}
          segments={(['whole', 'circle', 'polygon'] as const).map((value) => ({ value, title: t(value) }))}
        />
      </div>
      {where !== 'whole' && (
        <>
          <p className="small ink2">{t(where === 'circle' ? 'circleHint' : 'polygonHint')}</p>
          <CaseMap
            title={t('map')}
            points={pointsOf(draft)}
            areas={areasOf(draft, draft[language].area || t('areaName'))}
            onPlace={place}
            height={MAP_HEIGHT}
          />
          {where === 'circle' && (
            <Labelled title={t('radius')}>
              <input
                className="input"
                type="number"
                min={0}
                max={500}
                step={0.1}
                value={km}
                onChange={({ target }) => set({ km: target.valueAsNumber || 0 })}
              />
            </Labelled>
          )}
          {where === 'polygon' && (
            <div className="row">
              <span aria-live="polite">{t('corners', { count: corners.length })}</span>
              {corners.length > 0 && <Button onClick={() => set({ corners: corners.slice(0, -1) })}>{t('undoCorner')}</Button>}
            </div>
          )}
        </>
      )}
    </div>
  );
}

function pointsOf({ corners }: AlertDraft): MapPoint[] {
  return corners.map(([lat, lng], at) => ({
    id: String(at),
    lat,
    lng,
    shape: 'ring',
    tone: 'stop',
    label: String(at + 1),
    note: `${lat}, ${lng}`,
    single: true,
  }));
}

function areasOf({ where, corners, km }: AlertDraft, label: string): MapArea[] {
  const ring = corners.map(([lat, lng]) => [lng, lat] as const);
  const [centre] = ring;
  if (where === 'circle') return centre ? [{ id: 'circle', label, tone: 'stop', circle: { at: centre, km } }] : [];
  return ring.length >= 3 ? [{ id: 'polygon', label, tone: 'stop', rings: [[...ring, ring[0] as (typeof ring)[number]]] }] : [];
}
