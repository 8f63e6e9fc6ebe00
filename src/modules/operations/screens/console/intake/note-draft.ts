import { useEffect } from 'react';

import { useAct } from '#ui';

import type { PreviewView } from './data.ts';

/** A report while it is written. `externalId` makes sending it twice harmless. */
export interface NoteDraft {
  readonly externalId: string;
  readonly source: string;
  readonly text: string;
  /** Empty until somebody chose; then the words no longer change it. */
  readonly category: string;
  readonly label: string;
  readonly spot: { readonly lng: number; readonly lat: number } | null;
  readonly assetId: string;
  readonly named: boolean;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  /** The event it will be added to. */
  readonly joins: string | null;
}

/** An empty form. */
export const freshNote = (): NoteDraft => ({
  externalId: crypto.randomUUID(),
  source: 'telephone',
  text: '',
  category: '',
  label: '',
  spot: null,
  assetId: '',
  named: false,
  name: '',
  phone: '',
  email: '',
  joins: null,
});

/** The report as it is sent. */
export function messageOf(draft: NoteDraft, category: string): object {
  const { externalId, source, text, label, spot, assetId, named, name, phone, email } = draft;
  const given = (fields: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));
  const place = { ...given({ label }), ...spot };
  return {
    externalId,
    source,
    ...given({ text, category, assetId }),
    ...(Object.keys(place).length > 0 && { place }),
    ...(named && { reporter: given({ name, phone, email }) }),
  };
}

const PAUSE_MS = 350;

/** Asks, in pauses of typing, what the words suggest and what may be the same. */
export function usePreview({ text, spot, assetId }: NoteDraft, category: string, onSuggest: (preview: PreviewView) => void): void {
  const preview = useAct<object, PreviewView>({ change: (body) => ({ path: '/api/signals/preview', body }), problems: 'inline' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the words change, not when the page is drawn
  useEffect(() => {
    const timer = setTimeout(() => {
      void preview.run({ text, category, ...spot, assetId }).then((found) => found && onSuggest(found));
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, category, spot, assetId]);
}
