import { Type } from 'typebox';

import { BilingualText, closed, profileFile } from '../core/index.ts';

/** What the portal's frame says about this place: how to reach it, and what people often look for. */
export const portalProfile = profileFile(
  'portal',
  closed({
    source: Type.String(),
    contact: closed({
      phone: Type.String(),
      hours: BilingualText,
      /** Working days within which a call about this site is answered. */
      answerWorkingDays: Type.Integer({ minimum: 1 }),
    }),
    /** The department that answers when another one does not say why it looked, by its key in `departments`. */
    dataOffice: Type.String(),
    personalDataLaw: closed({ name: BilingualText, articles: BilingualText }),
    oftenLookedFor: Type.Array(BilingualText, { maxItems: 6 }),
    /** Everyday words for columns that hold personal data. */
    fieldNames: Type.Record(Type.String(), BilingualText),
  }),
);
