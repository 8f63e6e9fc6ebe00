import { Type } from 'typebox';

import { BilingualText, profileFile } from './core/index.ts';

/** What kind of place this is: its name, where to call, its time zone. */
export const districtFile = profileFile(
  'district',
  Type.Object({
    name: BilingualText,
    /** Its middle, as longitude and latitude in WGS84 degrees. */
    centre: Type.Tuple([Type.Number(), Type.Number()]),
    /** Telephone number of the district's hotline. */
    hotline: Type.String(),
    hotlineHours: Type.Optional(BilingualText),
    /** IANA name. */
    timeZone: Type.String(),
  }),
);
