/** Namespaces that the catalogue is written in, by the prefixes people know them by. */
export const PREFIXES = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatap: 'http://data.europa.eu/r5r/',
  dct: 'http://purl.org/dc/terms/',
  eli: 'http://data.europa.eu/eli/ontology#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  spdx: 'http://spdx.org/rdf/terms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

export type Prefix = keyof typeof PREFIXES;

/** A name such as `dct:title`. */
export type Name = `${Prefix}:${string}`;

/** The whole IRI of a name. */
export function iriOf(name: Name): string {
  const [prefix, local] = split(name);
  return `${PREFIXES[prefix]}${local}`;
}

function split(name: Name): [Prefix, string] {
  const at = name.indexOf(':');
  return [name.slice(0, at) as Prefix, name.slice(at + 1)];
}

const AUTHORITY = 'http://publications.europa.eu/resource/authority';
const IANA = 'https://www.iana.org/assignments/media-types';

/** Languages of all our texts. Source: EU authority table `language`. */
export const LANGUAGES = [
  { iri: `${AUTHORITY}/language/ZHO`, title: { en: 'Chinese', zh: '中文' } },
  { iri: `${AUTHORITY}/language/ENG`, title: { en: 'English', zh: '英文' } },
] as const;

/** Theme taxonomy of DCAT-AP. */
export const DATA_THEMES = `${AUTHORITY}/data-theme`;

/** Versions never change and stay. Source: EU authority table `planned-availability`. */
export const STABLE = { iri: `${AUTHORITY}/planned-availability/STABLE`, title: { en: 'stable', zh: '长期稳定提供' } } as const;

/** State of a distribution. Source: EU authority table `distribution-status`. */
export const STATUS = {
  current: { iri: `${AUTHORITY}/distribution-status/COMPLETED`, title: { en: 'completed', zh: '已完成' } },
  superseded: { iri: `${AUTHORITY}/distribution-status/DEPRECATED`, title: { en: 'deprecated', zh: '已被新版本取代' } },
} as const;

/** How each format is named abroad: IANA media type, EU file type, and the standard it follows. */
export const FORMAT_TERMS = {
  csv: {
    name: 'CSV',
    mediaType: `${IANA}/text/csv`,
    fileType: `${AUTHORITY}/file-type/CSV`,
    standard: { iri: 'https://www.rfc-editor.org/rfc/rfc4180', title: 'RFC 4180: CSV' },
  },
  json: {
    name: 'JSON',
    mediaType: `${IANA}/application/json`,
    fileType: `${AUTHORITY}/file-type/JSON`,
    standard: { iri: 'https://www.rfc-editor.org/rfc/rfc8259', title: 'RFC 8259: JSON' },
  },
  parquet: {
    name: 'Parquet',
    mediaType: `${IANA}/application/vnd.apache.parquet`,
    fileType: `${AUTHORITY}/file-type/PARQUET`,
    standard: { iri: 'https://parquet.apache.org/docs/file-format/', title: 'Apache Parquet file format' },
  },
} as const;

/** What the query interface is described in. */
export const OPENAPI = { iri: 'https://spec.openapis.org/oas/v3.1.0', title: 'OpenAPI 3.1' } as const;

/** The list that a concept comes from: the EU's lists are folders, those of ADMS have a version of their own. */
export function schemeOf(concept: string): string {
  const folder = concept.slice(0, concept.lastIndexOf('/'));
  return concept.startsWith('http://purl.org/adms/') ? `${folder}/1.0` : folder;
}

/** What a list or a concept is called where nobody gave it a title: `data-theme` is "data theme", `LocalAuthority` "Local Authority". */
export function nameFrom(iri: string): string {
  const last =
    iri
      .replace(/\/1\.0$/, '')
      .split('/')
      .at(-1) ?? iri;
  return last.replaceAll('-', ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2');
}
