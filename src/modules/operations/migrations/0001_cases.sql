-- The log is the truth of a case; every table below it is a projection that `maplebridge rebuild operations` makes again.
create table operations_case_log (
  case_id          uuid not null,
  rev              integer not null constraint operations_case_log_from_one check (rev >= 1),
  at               timestamptz not null,
  actor_id         text not null,                    -- personal data: who acted
  actor_department text,
  act              text not null,
  fields           jsonb not null,                   -- what the act changed: see cases/change.ts
  reason_code      text,
  law_ref          text,
  idem_key         text,
  constraint operations_case_log_pkey primary key (case_id, rev)
);
create index operations_case_log_by_time on operations_case_log (at);
create index operations_case_log_by_actor on operations_case_log (actor_id, at);

create function operations_case_log_gapless() returns trigger language plpgsql as $$
begin
  if new.rev > 1 and not exists (select from operations_case_log where case_id = new.case_id and rev = new.rev - 1) then
    raise exception 'log line % of case % has no line before it', new.rev, new.case_id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger operations_case_log_gapless before insert on operations_case_log
  for each row execute function operations_case_log_gapless();

create function operations_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger operations_case_log_append_only before update or delete on operations_case_log
  for each row execute function operations_append_only();

create table operations_case (
  id            uuid constraint operations_case_pkey primary key,
  code          text not null constraint operations_case_code unique
                constraint operations_case_code_form check (code ~ '^[0-9A-HJKMNP-TV-Z]{10}[0-9A-HJKMNP-TV-Z]$'),
  revision      integer not null constraint operations_case_revision check (revision >= 1),
  state         text not null constraint operations_case_state check
                (state in ('received', 'routed', 'working', 'answered', 'disputed', 'closed', 'appealed', 'merged')),
  title         text not null,
  category      text not null,
  level         text not null,
  town          text,
  place         text,
  lng           double precision,
  lat           double precision,
  lead          text not null,                       -- a case is never without a lead
  source        text not null,
  parent_id     uuid,
  merged_into   uuid,
  opened_at     timestamptz not null,
  changed_at    timestamptz not null,
  due_at        timestamptz,                         -- the deadline that governs; null while paused or when nothing runs
  paused        boolean not null,
  breaches      integer not null,
  answered_at   timestamptz,
  closed_at     timestamptz,
  outcome       text constraint operations_case_outcome check (outcome in ('confirmed', 'unconfirmed')),
  words         tsvector not null,                   -- tokens of title, text, place and code, for search
  constraint operations_case_closed check (state <> 'closed' or (outcome is not null and closed_at is not null)),
  constraint operations_case_merged check ((state = 'merged') = (merged_into is not null))
);
create index operations_case_by_time on operations_case (opened_at desc, id desc);
create index operations_case_open_due on operations_case (due_at, id) where state not in ('closed', 'merged');
create index operations_case_open_lead on operations_case (lead, due_at, id) where state not in ('closed', 'merged');
create index operations_case_by_lead on operations_case (lead, opened_at desc, id desc);
create index operations_case_children on operations_case (parent_id) where parent_id is not null;
create index operations_case_merged_here on operations_case (merged_into) where merged_into is not null;
create index operations_case_words on operations_case using gin (words);

create table operations_task (
  id            uuid constraint operations_task_pkey primary key,
  case_id       uuid not null references operations_case (id) on delete cascade,
  department    text not null,
  title         text not null,
  state         text not null constraint operations_task_state check (state in ('offered', 'accepted', 'done', 'refused', 'bounced')),
  bounces       smallint not null constraint operations_task_one_bounce check (bounces between 0 and 1),
  origin_id     uuid,                                -- the task that was bounced
  objection     text,
  offered_at    timestamptz not null,
  accepted_at   timestamptz,
  ended_at      timestamptz,
  reason_code   text,
  proposed      text,
  result        text,
  skill         text,
  priority      smallint not null,
  due_at        timestamptz,
  constraint operations_task_bounced check (state <> 'bounced' or (reason_code is not null and proposed is not null)),
  constraint operations_task_refused check (state <> 'refused' or reason_code is not null)
);
create index operations_task_of_case on operations_task (case_id);
create index operations_task_open on operations_task (department, due_at, id) where state in ('offered', 'accepted');

create table operations_assignment (
  id            uuid constraint operations_assignment_pkey primary key,
  task_id       uuid not null references operations_task (id) on delete cascade,
  assignee_kind text not null constraint operations_assignment_kind check (assignee_kind in ('person', 'team')),
  assignee_id   text not null,                       -- personal data when the kind is person
  assigned_at   timestamptz not null,
  ended_at      timestamptz
);
create unique index operations_assignment_one_open on operations_assignment (task_id) where ended_at is null;
create index operations_assignment_of on operations_assignment (assignee_kind, assignee_id) where ended_at is null;

create table operations_clock (
  id               uuid constraint operations_clock_pkey primary key,
  case_id          uuid not null references operations_case (id) on delete cascade,
  task_id          uuid,
  kind             text not null,
  policy           text not null,
  policy_version   text not null,
  calendar         text not null,
  calendar_version text not null,
  allowed_s        integer not null constraint operations_clock_allowed check (allowed_s >= 0),
  used_s           double precision not null,        -- open seconds used when the case last changed, without pauses
  started_at       timestamptz not null,
  due_at           timestamptz,
  stopped_at       timestamptz,
  breached_at      timestamptz,
  on_time          boolean not null,
  state            text not null constraint operations_clock_state check (state in ('running', 'paused', 'stopped')),
  provisional      boolean not null,
  next_at          timestamptz                       -- when the ladder or the deadline wants to be looked at
);
create index operations_clock_of_case on operations_clock (case_id);
create index operations_clock_next on operations_clock (next_at) where next_at is not null;
create index operations_clock_provisional on operations_clock (calendar_version) where provisional and state <> 'stopped';

create table operations_pause (
  id       uuid constraint operations_pause_pkey primary key,
  clock_id uuid not null references operations_clock (id) on delete cascade,
  from_at  timestamptz not null,
  to_at    timestamptz,
  code     text not null constraint operations_pause_code check (code <> ''),
  evidence text,
  constraint operations_pause_forwards check (to_at is null or to_at >= from_at)
);
create index operations_pause_of_clock on operations_pause (clock_id);

create table operations_order (
  id           uuid constraint operations_order_pkey primary key,
  case_id      uuid not null references operations_case (id) on delete cascade,
  department   text not null,
  demand       text not null,
  issued_by    text not null,                        -- personal data
  issued_at    timestamptz not null,
  signed_at    timestamptz,
  fulfilled_at timestamptz,
  report       text,
  lifted_at    timestamptz
);
create index operations_order_of_case on operations_order (case_id);
create index operations_order_open on operations_order (department, issued_at) where fulfilled_at is null and lifted_at is null;

-- A closed case has one: what the reporter said, or that nothing came.
create table operations_confirmation (
  id       uuid constraint operations_confirmation_pkey primary key,
  case_id  uuid not null references operations_case (id) on delete cascade,
  verdict  text not null constraint operations_confirmation_verdict check (verdict in ('confirmed', 'disputed', 'silent')),
  channel  text not null,
  words    text,
  at       timestamptz not null
);
create index operations_confirmation_of_case on operations_confirmation (case_id);

create table operations_appeal (
  id          uuid constraint operations_appeal_pkey primary key,
  case_id     uuid not null references operations_case (id) on delete cascade,
  grounds     text not null,
  filed_at    timestamptz not null,
  decision    text constraint operations_appeal_decision check (decision in ('upheld', 'rejected')),
  decided_by  text,                                  -- personal data
  decider_department text,
  reasons     text,
  decided_at  timestamptz,
  constraint operations_appeal_whole check ((decision is null) = (decided_by is null) and (decision is null) = (reasons is null))
);
create index operations_appeal_of_case on operations_appeal (case_id);
create index operations_appeal_waiting on operations_appeal (filed_at) where decision is null;

-- Nobody decides about their own closure: not the closer, not the closer's department, nor who answered, closed or refused a part.
create function operations_appeal_decider() returns trigger language plpgsql as $$
begin
  if new.decided_by is not null and exists (
    select from operations_case_log
    where case_id = new.case_id and act in ('answer', 'close', 'refuse')
      and (actor_id = new.decided_by or (act <> 'refuse' and actor_department = new.decider_department))
  ) then
    raise exception 'the decider of an appeal took part in the closure' using errcode = 'check_violation', constraint = 'operations_appeal_decider';
  end if;
  return new;
end $$;
create trigger operations_appeal_decider before insert or update on operations_appeal
  for each row execute function operations_appeal_decider();

create function operations_case_confirmed() returns trigger language plpgsql as $$
begin
  if not exists (select from operations_confirmation where case_id = new.id and verdict <> 'disputed') then
    raise exception 'case % is closed and nobody was asked', new.code using errcode = 'check_violation', constraint = 'operations_case_confirmed';
  end if;
  return null;
end $$;
create constraint trigger operations_case_confirmed after insert or update on operations_case
  deferrable initially deferred for each row when (new.state = 'closed') execute function operations_case_confirmed();

create table operations_visit (
  id       uuid constraint operations_visit_pkey primary key,
  case_id  uuid not null references operations_case (id) on delete cascade,
  drawn_at timestamptz not null,
  draw     text not null,                            -- the published draw (month) it belongs to
  done_at  timestamptz,
  reached  boolean,
  satisfied boolean,
  words    text
);
create index operations_visit_of_case on operations_visit (case_id);
create index operations_visit_waiting on operations_visit (drawn_at) where done_at is null;

create table operations_merge (
  id          uuid constraint operations_merge_pkey primary key,
  survivor_id uuid not null references operations_case (id) on delete cascade,
  merged_id   uuid not null references operations_case (id) on delete cascade,
  merged_at   timestamptz not null,
  explanation jsonb,                                 -- the score with its components, when the matcher suggested it
  constraint operations_merge_two check (survivor_id <> merged_id)
);
create unique index operations_merge_one on operations_merge (merged_id);
create index operations_merge_into on operations_merge (survivor_id);

-- Who looked at a case's files: the trail of custody, together with the log lines that brought them.
create table operations_custody (
  id         uuid constraint operations_custody_pkey primary key,
  case_id    uuid not null,
  department text,
  reader_id  text not null,                          -- personal data
  at         timestamptz not null
);
create index operations_custody_of_case on operations_custody (case_id, at);
create trigger operations_custody_append_only before update or delete on operations_custody
  for each row execute function operations_append_only();
