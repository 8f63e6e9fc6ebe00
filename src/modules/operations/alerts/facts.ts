import { Type } from 'typebox';

import { BilingualText, closed, profileFile } from '#kernel';

/** The district as an issuer of alerts: `profiles/<jurisdiction>/operations-alerts.json`. */
export const alertFacts = profileFile(
  'operations-alerts',
  closed({
    source: BilingualText,
    /** Identifies us in every message, the same for ever; no space, comma, < or &. */
    sender: Type.String({ pattern: '^[^\\s,<&]+$' }),
    senderName: BilingualText,
    contact: BilingualText,
    /** What stands for the whole district: a code of a published list, and its words. */
    wholeDistrict: closed({ name: BilingualText, geocode: closed({ valueName: Type.String(), value: Type.String() }) }),
    /** How long an alert counts that does not say when it ends. */
    withoutEnd: closed({ hours: Type.Number({ exclusiveMinimum: 0 }), why: BilingualText }),
    /** How long the feed and the portal keep what is over. */
    recent: closed({ days: Type.Integer({ minimum: 1 }), why: BilingualText }),
    feed: closed({ id: Type.String({ format: 'uri' }), title: BilingualText }),
    /** Colour of a warning by its severity (GB/T 35965: red, orange, yellow, blue). */
    levels: Type.Record(Type.String(), BilingualText),
    /** What is usually warned of, with words to begin from. */
    events: Type.Array(
      closed({
        key: Type.String(),
        event: BilingualText,
        category: Type.String(),
        responseType: Type.Array(Type.String()),
        instruction: BilingualText,
      }),
    ),
  }),
);
