-- A desk sign of the day: boards show "duty officer 3" instead of a name.
create table operations_seat (
  day       date not null,
  number    integer not null constraint operations_seat_number check (number >= 1),
  person_id text not null,                            -- personal data: who sits there
  constraint operations_seat_pkey primary key (day, number),
  constraint operations_seat_one_a_day unique (day, person_id)
);

-- Who is at a case right now: a lease that ends by itself. It is not part of the case's log and may be lost.
create table operations_claim (
  case_id    uuid constraint operations_claim_pkey primary key,
  holder_id  text not null,                           -- personal data: who holds it
  department text,
  seat       integer not null,
  claimed_at timestamptz not null,
  until      timestamptz not null,
  constraint operations_claim_lease check (until >= claimed_at)
);
create index operations_claim_by_end on operations_claim (until);

-- The running notes of the duty desk. Nothing in it is ever changed.
create table operations_note (
  id         uuid constraint operations_note_pkey primary key,
  at         timestamptz not null,
  author_id  text not null,                           -- personal data: who wrote it
  department text,
  seat       integer not null,
  words      text not null constraint operations_note_words check (length(words) between 1 and 1000),
  code       text,                                    -- the case it is about
  pinned     boolean not null
);
create index operations_note_by_time on operations_note (at desc, id desc);
create trigger operations_note_append_only before update or delete on operations_note
  for each row execute function operations_append_only();
