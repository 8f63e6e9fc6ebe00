import { type Static, Type } from 'typebox';

import { BilingualText, closed, profileFile } from '#kernel';

const Iri = Type.String({ format: 'uri' });

/** What a jurisdiction says about its data: themes, licences, frequencies, with the IRIs that catalogues abroad know them by. */
export const dataFacts = profileFile(
  'data-platform',
  closed({
    /** Base IRI of the district's catalogue when the platform has no public address yet. */
    baseIri: Iri,
    publisher: closed({ name: BilingualText, homepage: Iri, type: Iri }),
    /** The catalogue itself, and the licence of its descriptions. */
    catalogue: closed({ title: BilingualText, description: BilingualText, licence: Type.String() }),
    /** Where the data is about; WGS84 degrees, `bbox` as west, south, east, north. */
    places: Type.Array(
      closed({
        iri: Iri,
        title: BilingualText,
        bbox: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
        centroid: Type.Tuple([Type.Number(), Type.Number()]),
      }),
      { minItems: 1 },
    ),
    /** Part of rejected rows above which a load waits for its steward. */
    rejectShare: Type.Number({ minimum: 0, maximum: 1 }),
    /** Population stability index above which a field's spread counts as moved. */
    driftPsi: Type.Number({ minimum: 0 }),
    themes: Type.Record(Type.String(), closed({ title: BilingualText, iri: Iri })),
    licences: Type.Record(Type.String(), closed({ title: BilingualText, url: Iri, type: Iri })),
    /** How often a dataset is renewed; it counts as late after `days` (null: never). */
    frequencies: Type.Record(Type.String(), closed({ title: BilingualText, iri: Iri, days: Type.Union([Type.Number(), Type.Null()]) })),
    /** Figures of the portal's home that are read from open datasets; a dataset that is not there shows nothing. */
    homeFigures: Type.Array(
      closed({
        dataset: Type.String(),
        title: BilingualText,
        unit: BilingualText,
        note: BilingualText,
        /** The query: a field of time to group by (such as `day.month`), and what is measured. */
        over: Type.String(),
        measure: Type.String(),
        filter: Type.Optional(Type.String()),
        /** The value is divided by this, such as 10,000 for 万元. */
        divideBy: Type.Number({ exclusiveMinimum: 0 }),
        digits: Type.Integer({ minimum: 0, maximum: 4 }),
        /** Points of the curve, the last of which is the figure. */
        points: Type.Integer({ minimum: 2, maximum: 200 }),
        /** Leave the period that is still running out. */
        wholePeriods: Type.Boolean(),
      }),
    ),
    accessRights: Type.Record(Type.String(), closed({ title: BilingualText, iri: Iri })),
  }),
);
export type DataFacts = Static<(typeof dataFacts)['schema']>;
