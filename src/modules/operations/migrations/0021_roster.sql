-- Who is on duty when: people of teams, planned and published shifts, leave, swaps, and the signed handing over of open work.

-- A range over text lets an exclusion constraint compare ids for equality without an extension: [id, id] equals [id, id] only.
create type operations_id_range as range (subtype = text, collation = "C");

create table operations_member (
  person_id text constraint operations_member_pkey primary key,
  revision  integer not null constraint operations_member_revision check (revision >= 1),
  name      text not null,
  team_id   uuid not null references operations_team (id),
  skills    text[] not null,
  joined_at timestamptz not null,
  left_at   timestamptz
);
create index operations_member_of_team on operations_member (team_id) where left_at is null;

create table operations_roster (
  id           uuid constraint operations_roster_pkey primary key,
  revision     integer not null constraint operations_roster_revision check (revision >= 1),
  team_id      uuid not null references operations_team (id),
  from_day     date not null,
  days         smallint not null constraint operations_roster_days check (days between 1 and 31),
  needs        jsonb not null,                         -- how many people, and with which skills, each kind of shift needs
  state        text not null constraint operations_roster_state check (state in ('planning', 'draft', 'failed', 'published', 'withdrawn')),
  job_id       text,
  outcome      jsonb,                                  -- gaps by name, nights by person, how near to the optimum, how long it took
  failure      text,
  made_by      text not null,                          -- personal data
  made_at      timestamptz not null,
  published_by text,                                   -- personal data
  published_at timestamptz,
  constraint operations_roster_published check ((published_by is null) = (published_at is null)),
  constraint operations_roster_signed check (state not in ('published', 'withdrawn') or published_at is not null),
  constraint operations_roster_failed check ((state = 'failed') = (failure is not null))
);
create index operations_roster_of_team on operations_roster (team_id, from_day desc);

create table operations_shift (
  id            uuid constraint operations_shift_pkey primary key,
  roster_id     uuid not null references operations_roster (id) on delete cascade,
  team_id       uuid not null references operations_team (id),
  person_id     text not null references operations_member (person_id),
  kind          text not null,
  day           date not null,                         -- local day on which it begins
  starts_at     timestamptz not null,
  ends_at       timestamptz not null,
  night         boolean not null,
  state         text not null constraint operations_shift_state check (state in ('draft', 'published', 'cancelled')),
  replaced_by   uuid references operations_roster (id), -- the roster whose publication took its place
  constraint operations_shift_forwards check (ends_at > starts_at),
  constraint operations_shift_replaced check (replaced_by is null or state = 'cancelled'),
  -- Nobody is on duty twice at once. Deferrable, so that two people can exchange shifts in one statement.
  constraint operations_shift_once exclude using gist (
    operations_id_range(person_id, person_id, '[]') with =,
    tstzrange(starts_at, ends_at) with &&
  ) where (state = 'published') deferrable initially immediate
);
create index operations_shift_of_person on operations_shift (person_id, starts_at);
create index operations_shift_of_team on operations_shift (team_id, starts_at);
create index operations_shift_of_roster on operations_shift (roster_id);

-- No reason is kept: whether somebody is ill is nobody's business here.
create table operations_leave (
  id         uuid constraint operations_leave_pkey primary key,
  person_id  text not null references operations_member (person_id),
  from_at    timestamptz not null,
  to_at      timestamptz not null,
  asked_at   timestamptz not null,
  state      text not null constraint operations_leave_state check (state in ('asked', 'granted', 'refused', 'withdrawn')),
  decided_by text,                                     -- personal data
  decided_at timestamptz,
  constraint operations_leave_forwards check (to_at > from_at),
  constraint operations_leave_decided check ((state in ('granted', 'refused')) = (decided_by is not null) or state = 'withdrawn'),
  constraint operations_leave_another check (decided_by <> person_id)
);
create index operations_leave_of_person on operations_leave (person_id, from_at);

create table operations_swap (
  id              uuid constraint operations_swap_pkey primary key,
  shift_id        uuid not null references operations_shift (id),
  return_shift_id uuid references operations_shift (id), -- what the other gives in exchange, if anything
  from_person     text not null,                       -- personal data, as all persons here
  to_person       text not null,
  asked_at        timestamptz not null,
  agreed_at       timestamptz,
  decided_by      text,
  decided_at      timestamptz,
  state           text not null constraint operations_swap_state check (state in ('asked', 'agreed', 'approved', 'refused', 'withdrawn')),
  constraint operations_swap_two check (from_person <> to_person),
  constraint operations_swap_both_sides check (state not in ('agreed', 'approved') or agreed_at is not null),
  constraint operations_swap_decided check ((decided_by is null) = (decided_at is null)),
  constraint operations_swap_supervised check (state <> 'approved' or decided_by is not null),
  constraint operations_swap_third check (decided_by is null or state = 'refused' or (decided_by <> from_person and decided_by <> to_person))
);
create unique index operations_swap_one_open on operations_swap (shift_id) where state in ('asked', 'agreed');
create index operations_swap_waiting on operations_swap (state, asked_at);

-- Somebody else stands in a published shift only by a swap to which both agreed and a supervisor too.
create function operations_shift_swapped() returns trigger language plpgsql as $$
begin
  if not exists (
    select from operations_swap
    where state = 'approved' and (
      (shift_id = new.id and from_person = old.person_id and to_person = new.person_id) or
      (return_shift_id = new.id and to_person = old.person_id and from_person = new.person_id))
  ) then
    raise exception 'shift % changes hands without an approved swap', new.id using errcode = 'check_violation', constraint = 'operations_shift_swapped';
  end if;
  return new;
end $$;
create trigger operations_shift_swapped before update of person_id on operations_shift
  for each row when (old.state = 'published' and old.person_id <> new.person_id) execute function operations_shift_swapped();

-- Nobody on granted leave is on duty, whichever of the two comes first.
create function operations_shift_not_on_leave() returns trigger language plpgsql as $$
begin
  perform from operations_member where person_id = new.person_id for no key update;
  if exists (
    select from operations_leave
    where person_id = new.person_id and state = 'granted' and from_at < new.ends_at and to_at > new.starts_at
  ) then
    raise exception 'shift % falls into leave', new.id using errcode = 'check_violation', constraint = 'operations_shift_not_on_leave';
  end if;
  return new;
end $$;
create trigger operations_shift_not_on_leave before insert or update on operations_shift
  for each row when (new.state = 'published') execute function operations_shift_not_on_leave();

create function operations_leave_free_of_shifts() returns trigger language plpgsql as $$
begin
  perform from operations_member where person_id = new.person_id for no key update;
  if exists (
    select from operations_shift
    where person_id = new.person_id and state = 'published' and starts_at < new.to_at and ends_at > new.from_at
  ) then
    raise exception 'leave % falls into a shift', new.id using errcode = 'check_violation', constraint = 'operations_leave_free_of_shifts';
  end if;
  return new;
end $$;
create trigger operations_leave_free_of_shifts before insert or update on operations_leave
  for each row when (new.state = 'granted') execute function operations_leave_free_of_shifts();

create table operations_handover (
  id           uuid constraint operations_handover_pkey primary key,
  department   text not null,
  from_person  text not null,                          -- personal data: who gives
  note         text not null,
  items        jsonb not null,                         -- the open work, as canonical lines
  items_sha256 text not null constraint operations_handover_sha256 check (items_sha256 ~ '^[0-9a-f]{64}$'),
  given_at     timestamptz not null,
  given_entry  uuid not null,                          -- the signature: a line of the ledger
  to_person    text,                                   -- personal data: who takes
  taken_at     timestamptz,
  taken_entry  uuid,
  withdrawn_at timestamptz,
  constraint operations_handover_two_signers check (to_person <> from_person),
  constraint operations_handover_taken check ((to_person is null) = (taken_at is null) and (to_person is null) = (taken_entry is null)),
  constraint operations_handover_two_entries check (taken_entry <> given_entry),
  constraint operations_handover_over check (taken_at is null or withdrawn_at is null)
);
create index operations_handover_of on operations_handover (department, given_at desc);
create unique index operations_handover_one_open on operations_handover (department) where taken_at is null and withdrawn_at is null;

-- What was signed does not change.
create function operations_handover_signed() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.taken_at is not null or old.withdrawn_at is not null
    or (new.department, new.from_person, new.note, new.items, new.items_sha256, new.given_at, new.given_entry)
      is distinct from (old.department, old.from_person, old.note, old.items, old.items_sha256, old.given_at, old.given_entry)
  then
    raise exception 'a signed handover does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger operations_handover_signed before update or delete on operations_handover
  for each row execute function operations_handover_signed();
