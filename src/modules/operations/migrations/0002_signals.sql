-- Messages as they came in, the events they are grouped into, and what a person or a rule decided about them.
create table operations_source (
  key        text constraint operations_source_pkey primary key
             constraint operations_source_key check (key ~ '^[a-z][a-z0-9-]{1,39}$'),
  title      jsonb not null,
  kind       text not null constraint operations_source_kind check (kind in ('person', 'machine', 'feed')),
  senders    text[] not null,                        -- actor ids that may send; modules of the platform send through the port
  elsewhere  boolean not null,                       -- it also tells about places outside the district
  active     boolean not null,
  created_at timestamptz not null
);

create table operations_signal (
  id          uuid constraint operations_signal_pkey primary key,
  source      text not null references operations_source (key),
  external_id text not null,
  received_at timestamptz not null,
  payload     jsonb not null,                        -- the message without who sent it
  sha256      text not null constraint operations_signal_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  occurred_at timestamptz not null,
  category    text,
  lng         double precision constraint operations_signal_lng check (lng between -180 and 180),
  lat         double precision constraint operations_signal_lat check (lat between -90 and 90),
  cell        text,                                  -- H3 cell of the place; signals are compared within a cell and its neighbours
  asset       text,
  words       text[] not null,                       -- the text cut into words, with repeats
  constraint operations_signal_once unique (source, external_id),
  constraint operations_signal_place check ((lng is null) = (lat is null) and (lng is null) = (cell is null))
);
create index operations_signal_near on operations_signal (cell, occurred_at);
create index operations_signal_of_asset on operations_signal (asset, occurred_at) where asset is not null;
create index operations_signal_by_time on operations_signal (received_at desc, id desc);
create trigger operations_signal_append_only before update or delete on operations_signal
  for each row execute function operations_append_only();
create trigger operations_signal_no_truncate before truncate on operations_signal
  for each statement execute function operations_append_only();

-- Who can be called back. Personal data of its own table: it is read with a purpose, and deleted when its time is over.
create table operations_reporter (
  signal_id    uuid constraint operations_reporter_pkey primary key references operations_signal (id),
  account_id   text,                                 -- set when they had signed in
  name         text,
  phone        text,
  email        text,
  receipt_hash text constraint operations_reporter_receipt unique,
  created_at   timestamptz not null
);
create index operations_reporter_by_age on operations_reporter (created_at);

create table operations_event (
  id          uuid constraint operations_event_pkey primary key,
  revision    integer not null constraint operations_event_revision check (revision >= 1),
  state       text not null constraint operations_event_state check (state in ('open', 'cased', 'dismissed', 'merged')),
  title       text not null,
  category    text,
  level       text not null,
  source      text not null,
  place       text,
  lng         double precision,
  lat         double precision,
  first_at    timestamptz not null,                  -- when the first and the last of its signals came in
  last_at     timestamptz not null,
  signals     integer not null constraint operations_event_signals check (signals >= 1),
  reason      text,
  note        text,
  merged_into uuid references operations_event (id),
  case_id     uuid,
  founding    boolean not null,                      -- whether the case was opened from this event
  decided_at  timestamptz,
  words       tsvector not null,
  constraint operations_event_dismissed check ((state = 'dismissed') = (reason is not null)),
  constraint operations_event_merged check ((state = 'merged') = (merged_into is not null) and merged_into <> id),
  constraint operations_event_cased check ((state = 'cased') = (case_id is not null) and (state = 'cased' or not founding)),
  constraint operations_event_decided check ((state = 'open') = (decided_at is null))
);
create index operations_event_inbox on operations_event (last_at desc, id desc) where state = 'open';
create index operations_event_by_time on operations_event (last_at desc, id desc);
create index operations_event_of_case on operations_event (case_id) where case_id is not null;
create unique index operations_event_founding on operations_event (case_id) where founding;
create index operations_event_merged_here on operations_event (merged_into) where merged_into is not null;
create index operations_event_words on operations_event using gin (words);

create table operations_event_signal (
  signal_id uuid constraint operations_event_signal_pkey primary key references operations_signal (id),
  event_id  uuid not null references operations_event (id),
  how       text not null constraint operations_event_signal_how check (how in ('first', 'machine', 'split')),
  at        timestamptz not null
);
create index operations_event_signal_of_event on operations_event_signal (event_id);

create table operations_event_log (
  event_id uuid not null references operations_event (id),
  rev      integer not null,
  at       timestamptz not null,
  actor_id text not null,                            -- personal data: who acted
  act      text not null,
  details  jsonb not null,
  constraint operations_event_log_pkey primary key (event_id, rev)
);
create trigger operations_event_log_append_only before update or delete on operations_event_log
  for each row execute function operations_append_only();

-- Two signals that may mean one thing, with what speaks for it. The later signal names the earlier.
create table operations_suggestion (
  id         uuid constraint operations_suggestion_pkey primary key,
  signal_id  uuid not null references operations_signal (id),
  other_id   uuid not null references operations_signal (id),
  score      double precision not null constraint operations_suggestion_score check (score between 0 and 1),
  components jsonb not null,
  state      text not null constraint operations_suggestion_state check (state in ('open', 'same', 'different', 'attached')),
  made_at    timestamptz not null,
  decided_by text,                                   -- personal data: who decided; null when the rule for machines did
  decided_at timestamptz,
  joined_event uuid references operations_event (id),  -- the event that the verdict joined into another
  joined_cases uuid,                                   -- the merge of cases that the verdict led to
  constraint operations_suggestion_pair unique (signal_id, other_id),
  constraint operations_suggestion_two check (signal_id <> other_id),
  constraint operations_suggestion_joined check (state = 'same' or (joined_event is null and joined_cases is null)),
  constraint operations_suggestion_decided check ((state = 'open') = (decided_at is null) and (decided_by is null or decided_at is not null))
);
create index operations_suggestion_of_other on operations_suggestion (other_id);
create index operations_suggestion_open on operations_suggestion (made_at desc) where state = 'open';

create table operations_quarantine (
  id          uuid constraint operations_quarantine_pkey primary key,
  source      text not null,
  external_id text,
  sender_id   text not null,
  received_at timestamptz not null,
  times       integer not null constraint operations_quarantine_times check (times >= 1),
  payload     jsonb not null,
  sha256      text not null,
  problem     jsonb not null,                        -- code, words in both languages, faults by field
  state       text not null constraint operations_quarantine_state check (state in ('waiting', 'taken', 'discarded')),
  signal_id   uuid,
  note        text,
  decided_by  text,                                  -- personal data: who decided
  decided_at  timestamptz,
  constraint operations_quarantine_decided check ((state = 'waiting') = (decided_at is null)),
  constraint operations_quarantine_taken check ((state = 'taken') = (signal_id is not null))
);
create unique index operations_quarantine_once on operations_quarantine (source, sha256) where state = 'waiting';
create index operations_quarantine_by_time on operations_quarantine (received_at desc, id desc);

-- In how many signals of the last weeks a word stands; words of few signals are not kept, so no name is. The row '' counts the signals.
create table operations_word (
  word    text constraint operations_word_pkey primary key,
  signals integer not null constraint operations_word_signals check (signals >= 0)
);
