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
    country: Iri,
    /** Part of rejected rows above which a load waits for its steward. */
    rejectShare: Type.Number({ minimum: 0, maximum: 1 }),
    /** Population stability index above which a field's spread counts as moved. */
    driftPsi: Type.Number({ minimum: 0 }),
    themes: Type.Record(Type.String(), closed({ title: BilingualText, iri: Iri })),
    licences: Type.Record(Type.String(), closed({ title: BilingualText, url: Iri, type: Iri })),
    /** How often a dataset is renewed; it counts as late after `days` (null: never). */
    frequencies: Type.Record(Type.String(), closed({ title: BilingualText, iri: Iri, days: Type.Union([Type.Number(), Type.Null()]) })),
    accessRights: Type.Record(Type.String(), closed({ title: BilingualText, iri: Iri })),
  }),
);
export type DataFacts = Static<(typeof dataFacts)['schema']>;
