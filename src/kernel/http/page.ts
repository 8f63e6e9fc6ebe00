import type { Bilingual, Language } from '../core/index.ts';

/** A portal page as the renderer gets it: the view's data and the frame around it. */
export interface PortalPage {
  /** Names a file: `voice/promise` is `modules/voice/screens/portal/promise.tsx`, `portal/home` is `kernel/portal/screens/portal/home.tsx`. */
  readonly view: string;
  readonly title: Bilingual;
  readonly data: object;
  readonly frame: PortalFrame;
}

/** Everything on a portal page that is not the view. */
export interface PortalFrame {
  readonly language: Language;
  /** Elder mode: larger text and targets. */
  readonly elder: boolean;
  readonly theme: 'light' | 'dark' | 'system';
  /** The district's name. */
  readonly district: Bilingual;
  /** True in demo mode: the page says that everything is made up. */
  readonly demo: boolean;
  /** Path and query of this page, for switches that come back to it. */
  readonly url: string;
  /** Goes into every form as the hidden field `_csrf`. */
  readonly csrf: string;
  /** Goes into every form as the hidden field `_once`, so that sending twice counts once. */
  readonly once: string;
  /** Who is signed in, or null. */
  readonly person: { readonly name: string } | null;
  /** Top navigation, in order. */
  readonly menu: readonly { readonly title: Bilingual; readonly href: string }[];
  /** The moment of the request; ages on the page count from it. */
  readonly now: Date;
  /** How to reach the district by phone, from the profile (`portal.json`); null shows none. */
  readonly contact: { readonly phone: string; readonly hours: Bilingual } | null;
  /** Size of the ledger and when it was last signed, for the footer; null while it is empty. */
  readonly ledger: { readonly size: number; readonly signedAt: Date } | null;
}

/** Turns a page into a whole HTML document. Made by the build from the modules' views (`dist/portal/render.js`). */
export type RenderPortal = (page: PortalPage) => string;
