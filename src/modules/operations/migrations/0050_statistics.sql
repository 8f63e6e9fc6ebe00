-- One row a closed month. What was published stays as it was: the log byte for byte as it is downloaded, and the figures worked out of it.
create table operations_statistics (
  period       text constraint operations_statistics_pkey primary key
               constraint operations_statistics_period check (period ~ '^20[2-9][0-9]-(0[1-9]|1[0-2])$'),
  closed_at    timestamptz not null,
  cases        integer not null,
  lines        integer not null,
  log_gz       bytea not null,
  log_sha256   text not null constraint operations_statistics_log_hash check (log_sha256 ~ '^[0-9a-f]{64}$'),   -- of the log before it is packed
  file_sha256  text not null constraint operations_statistics_file_hash check (file_sha256 ~ '^[0-9a-f]{64}$'), -- of the packed file
  document     text not null,                        -- canonical JSON, byte for byte as it is served
  sha256       text not null constraint operations_statistics_hash check (sha256 ~ '^[0-9a-f]{64}$')
);
create trigger operations_statistics_append_only before update or delete on operations_statistics
  for each row execute function operations_append_only();

-- The sample of a month's closed cases whose reporters are asked again. Codes are not published; their ranks are, in `document`.
create table operations_draw (
  period     text constraint operations_draw_pkey primary key
             constraint operations_draw_period check (period ~ '^20[2-9][0-9]-(0[1-9]|1[0-2])$'),
  drawn_at   timestamptz not null,
  population integer not null,
  codes      text[] not null,
  document   text not null,
  sha256     text not null constraint operations_draw_hash check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint operations_draw_within check (cardinality(codes) <= population)
);
create trigger operations_draw_append_only before update or delete on operations_draw
  for each row execute function operations_append_only();

-- Closures by time, for the draw and for the course of recent weeks.
create index operations_case_by_closure on operations_case (closed_at) where closed_at is not null;
