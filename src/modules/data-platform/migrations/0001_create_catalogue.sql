-- The catalogue: described, stewarded tables.
create table data_platform_dataset (
  id                 uuid primary key,
  key                text not null constraint data_platform_dataset_key unique
                       constraint data_platform_dataset_key_form check (key ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
  title              jsonb not null,
  description        jsonb not null,
  theme              text not null,
  keywords           text[] not null default '{}',
  department         text not null,
  steward_id         text not null,                    -- personal data: the person who answers for it
  update_frequency   text not null,
  licence            text not null,
  legal_basis        jsonb not null,
  share_class        text not null constraint data_platform_dataset_share_class check (share_class in ('public', 'conditional', 'restricted')),
  open_class         text not null constraint data_platform_dataset_open_class check (open_class in ('public', 'conditional', 'restricted')),
  retention_days     integer,                          -- null keeps it for ever
  rules              jsonb not null default '[]',
  chart              jsonb,
  state              text not null default 'draft' constraint data_platform_dataset_state check (state in ('draft', 'active', 'retired')),
  published_at       timestamptz,                      -- since when the public may see it
  search_words       text not null,                    -- words in both languages, cut for searching
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  revision           integer not null default 1,
  constraint data_platform_dataset_public_is_open check (published_at is null or open_class = 'public')
);

create index data_platform_dataset_search on data_platform_dataset using gin (to_tsvector('simple', search_words));

-- Columns of a dataset: what each value means and what it must be.
create table data_platform_field (
  dataset_id  uuid not null references data_platform_dataset (id) on delete cascade,
  name        text not null,
  place       integer not null,
  title       jsonb not null,
  definition  jsonb not null,
  unit        jsonb,
  class       text not null constraint data_platform_field_class check (class in ('public', 'conditional', 'restricted')),
  legal_basis jsonb,                                   -- where it differs from the dataset's
  personal    boolean not null,
  code_titles jsonb,                                   -- names of coded values
  spec        jsonb not null,                          -- type and constraints, as the ingest engine reads them
  primary key (dataset_id, name),
  constraint data_platform_field_place unique (dataset_id, place) deferrable initially deferred,
  constraint data_platform_personal_is_never_public check (not (personal and class = 'public'))
);

-- A published dataset has no field that the public may not see: not when it is published, and not afterwards.
create function data_platform_published_is_public() returns trigger language plpgsql as $$
begin
  if exists (
    select from data_platform_dataset d join data_platform_field f on f.dataset_id = d.id
    where d.published_at is not null and (f.personal or f.class <> 'public')
      and d.id = case when tg_table_name = 'data_platform_field' then (to_jsonb(new)->>'dataset_id')::uuid else (to_jsonb(new)->>'id')::uuid end
  ) then
    raise exception 'a published dataset has a field that is not public' using errcode = '23514', constraint = 'data_platform_published_is_public';
  end if;
  return null;
end $$;

create constraint trigger data_platform_published_is_public after insert or update on data_platform_dataset
  deferrable initially deferred for each row execute function data_platform_published_is_public();
create constraint trigger data_platform_published_fields_are_public after insert or update on data_platform_field
  deferrable initially deferred for each row execute function data_platform_published_is_public();

-- Files on their way in: sent in pieces, so that a broken line does not mean starting again.
create table data_platform_upload (
  id          uuid primary key,
  owner_id    text not null,                           -- personal data: who sends it
  name        text not null,
  size        bigint not null constraint data_platform_upload_size check (size >= 0),
  received    bigint not null default 0,
  sha256      text,
  created_at  timestamptz not null,
  finished_at timestamptz,
  constraint data_platform_upload_whole check (received <= size and (finished_at is null or received = size))
);

-- One run of the ingest engine.
create table data_platform_load (
  id          uuid primary key,
  dataset_id  uuid not null references data_platform_dataset (id),
  state       text not null constraint data_platform_load_state
                check (state in ('queued', 'running', 'held', 'published', 'unchanged', 'refused', 'failed', 'cancelled')),
  actor_id    text not null,                           -- personal data: who started it
  sources     jsonb not null,                          -- names and upload ids of the files
  job_id      uuid,
  rows_read   bigint,
  accepted    bigint,
  rejected    bigint,
  seconds     double precision,
  held_for    jsonb,                                   -- why a steward has to decide
  drift       jsonb,
  problem     jsonb,
  version_id  uuid,
  decided_by  text,
  decided_at  timestamptz,
  created_at  timestamptz not null,
  finished_at timestamptz
);

create unique index data_platform_one_load_at_a_time on data_platform_load (dataset_id) where state in ('queued', 'running', 'held');
create index data_platform_load_recent on data_platform_load (dataset_id, id desc);

-- Immutable results of loads. Files are never rewritten; exactly one version of a dataset is current.
create table data_platform_version (
  id           uuid primary key,
  dataset_id   uuid not null references data_platform_dataset (id),
  number       integer not null,
  content_hash text not null,
  state        text not null constraint data_platform_version_state check (state in ('held', 'current', 'superseded', 'withdrawn')),
  manifest     jsonb not null,
  rows         bigint not null,
  bytes        bigint not null,
  load_id      uuid not null references data_platform_load (id),
  loaded_at    timestamptz not null,
  constraint data_platform_version_number unique (dataset_id, number)
);

create unique index data_platform_one_current_version on data_platform_version (dataset_id) where state = 'current';

-- Which version was current from when to when: reading the past, also after a rollback.
create table data_platform_currency (
  dataset_id uuid not null references data_platform_dataset (id),
  version_id uuid not null references data_platform_version (id),
  since      timestamptz not null,
  until      timestamptz,
  actor_id   text not null,
  primary key (dataset_id, since),
  constraint data_platform_currency_order check (until is null or until >= since)
);

create unique index data_platform_one_open_currency on data_platform_currency (dataset_id) where until is null;

-- What happened to a dataset, for its history page.
create table data_platform_history (
  id         uuid primary key,
  dataset_id uuid not null references data_platform_dataset (id),
  act        text not null,
  actor_id   text not null,                            -- personal data: who did it
  details    jsonb not null,
  at         timestamptz not null
);

create index data_platform_history_by_dataset on data_platform_history (dataset_id, id desc);

-- How often a dataset is used, by day. No cookies, addresses or people.
create table data_platform_usage (
  dataset_id uuid not null references data_platform_dataset (id),
  day        date not null,
  kind       text not null constraint data_platform_usage_kind check (kind in ('view', 'download', 'query')),
  uses       integer not null,
  primary key (dataset_id, day, kind)
);
