-- Addresses under which a calendar reads somebody's deadlines. The address is the secret; only its digest is kept.
create table operations_calendar_feed (
  id            uuid constraint operations_calendar_feed_pkey primary key,
  person_id     text not null,                       -- personal data: whose deadlines
  scope         text not null constraint operations_calendar_feed_scope check (scope in ('mine', 'department', 'district')),
  label         text not null,
  secret_digest text not null constraint operations_calendar_feed_secret unique,
  created_at    timestamptz not null,
  last_read_at  timestamptz,
  revoked_at    timestamptz
);
create index operations_calendar_feed_of_person on operations_calendar_feed (person_id, id);
-- what a feed asks for: clocks that run or pause, and those that stopped lately
create index operations_clock_open on operations_clock (due_at, id) where state <> 'stopped';
create index operations_clock_stopped on operations_clock (stopped_at) where stopped_at is not null;
