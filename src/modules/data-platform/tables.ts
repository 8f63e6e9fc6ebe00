import type { Generated } from 'kysely';

import type { Bilingual, Context, Work } from '#kernel';

import type { AccessClass, Chart } from './description.ts';
import type { Dialect, Field, Manifest, Rule } from './ingest/index.ts';

/** States of one run of the ingest engine. */
export type LoadState = 'queued' | 'running' | 'held' | 'published' | 'unchanged' | 'refused' | 'failed' | 'cancelled';

/** Why a load waits for its steward. */
export interface HeldFor {
  readonly code: 'rejects' | 'rule' | 'drift';
  readonly text: Bilingual;
}

/** Rows as PostgreSQL returns them. */
export interface DataTables {
  data_platform_dataset: {
    id: string;
    key: string;
    title: Bilingual;
    description: Bilingual;
    theme: string;
    keywords: string[];
    department: string;
    steward_id: string;
    update_frequency: string;
    licence: string;
    legal_basis: Bilingual;
    share_class: AccessClass;
    open_class: AccessClass;
    retention_days: number | null;
    rules: Rule[];
    chart: Chart | null;
    state: Generated<'draft' | 'active' | 'retired'>;
    published_at: Date | null;
    search_words: string;
    created_at: Date;
    updated_at: Date;
    revision: Generated<number>;
  };
  data_platform_field: {
    dataset_id: string;
    name: string;
    place: number;
    title: Bilingual;
    definition: Bilingual;
    unit: Bilingual | null;
    class: AccessClass;
    legal_basis: Bilingual | null;
    personal: boolean;
    code_titles: Record<string, Bilingual> | null;
    spec: Field;
  };
  data_platform_upload: {
    id: string;
    owner_id: string;
    name: string;
    size: string;
    received: Generated<string>;
    sha256: Generated<string | null>;
    created_at: Date;
    finished_at: Generated<Date | null>;
  };
  data_platform_load: {
    id: string;
    dataset_id: string;
    state: LoadState;
    actor_id: string;
    sources: readonly { uploadId: string; name: string; dialect?: Dialect }[];
    job_id: Generated<string | null>;
    alive_at: Generated<Date | null>;
    rows_read: Generated<string | null>;
    accepted: Generated<string | null>;
    rejected: Generated<string | null>;
    seconds: Generated<number | null>;
    held_for: Generated<readonly HeldFor[] | null>;
    drift: Generated<unknown>;
    problem: Generated<{ code: string; text: Bilingual } | null>;
    version_id: Generated<string | null>;
    decided_by: Generated<string | null>;
    decided_at: Generated<Date | null>;
    created_at: Date;
    finished_at: Generated<Date | null>;
  };
  data_platform_version: {
    id: string;
    dataset_id: string;
    number: number;
    content_hash: string;
    state: 'held' | 'current' | 'superseded' | 'withdrawn';
    manifest: Manifest;
    rows: string;
    bytes: string;
    load_id: string;
    loaded_at: Date;
  };
  data_platform_currency: {
    place: Generated<string>;
    dataset_id: string;
    version_id: string;
    since: Date;
    until: Date | null;
    actor_id: string;
  };
  data_platform_history: { id: string; dataset_id: string; act: string; actor_id: string; details: unknown; at: Date };
  data_platform_usage: { dataset_id: string; day: string; kind: 'view' | 'download' | 'query'; uses: number };
}

export type DataContext = Context<DataTables>;
export type DataWork = Work<DataTables>;
