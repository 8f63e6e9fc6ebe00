import { createContext, type ReactNode, useContext } from 'react';

import { type Formats, formats } from '#kernel/i18n';
import type { Bilingual } from '../../../src/kernel/core/errors.ts';
import type { PortalFrame } from '../../../src/kernel/http/page.ts';
import { uiTexts } from '../texts.ts';

export type { Bilingual, PortalFrame };

/** What every portal view gets: its own data and the frame around it. */
export interface ViewProps<Data> {
  readonly data: Data;
  readonly frame: PortalFrame;
}

const FrameContext = createContext<PortalFrame | null>(null);

/** Lets every component below know the language, the moment and the form tokens. */
export function FrameProvider({ frame, children }: { frame: PortalFrame; children: ReactNode }) {
  return <FrameContext.Provider value={frame}>{children}</FrameContext.Provider>;
}

/**
 * The frame of the page being drawn.
 * @throws Error outside of a portal page
 */
export function useFrame(): PortalFrame {
  const frame = useContext(FrameContext);
  if (!frame) throw new Error('Portal components are drawn inside a FrameProvider');
  return frame;
}

/** Components' own words in the page's language. */
export function useWords() {
  return uiTexts(useFrame().language);
}

/** Numbers, days and ages in the page's language. */
export function useFormats(): Formats {
  return formats(useFrame().language);
}

/** Bilingual words in the page's language. */
export function useSpeak(): (text: Bilingual) => string {
  const { language } = useFrame();
  return (text) => text[language];
}

/** An element id made from words, stable between renders; pass something unique on the page. */
export function idOf(...parts: readonly (string | number)[]): string {
  return parts.join('-').replaceAll(/[^\p{L}\p{N}_-]+/gu, '-');
}
