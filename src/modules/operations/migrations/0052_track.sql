-- Failed looks for a matter, counted by a digest of where they came from; nobody guesses a receipt, and nobody tries for long.
create table operations_track_attempt (
  key            text constraint operations_track_attempt_pkey primary key,
  failures       integer not null constraint operations_track_attempt_some check (failures >= 1),
  window_ends_at timestamptz not null
);
create index operations_track_attempt_by_end on operations_track_attempt (window_ends_at);
