-- Teams, what they can do and drive, where a team last said it was, and what was suggested and confirmed.
create table operations_team (
  id         uuid constraint operations_team_pkey primary key,
  revision   integer not null constraint operations_team_revision check (revision >= 1),
  name_zh    text not null,
  name_en    text not null,
  department text not null,
  skills     text[] not null,
  capacity   smallint not null constraint operations_team_capacity check (capacity between 1 and 20),
  duty       text not null constraint operations_team_duty check (duty in ('roster', 'always')), -- whose shifts say when it is on duty
  created_at timestamptz not null,
  retired_at timestamptz
);
create unique index operations_team_name on operations_team (department, name_zh) where retired_at is null;

create table operations_vehicle (
  id         uuid constraint operations_vehicle_pkey primary key,
  revision   integer not null constraint operations_vehicle_revision check (revision >= 1),
  team_id    uuid not null references operations_team (id),
  kind       text not null,
  plate      text not null,
  state      text not null constraint operations_vehicle_state check (state in ('ready', 'out')),
  changed_at timestamptz not null,
  retired_at timestamptz
);
create index operations_vehicle_of_team on operations_vehicle (team_id) where retired_at is null;
create unique index operations_vehicle_plate on operations_vehicle (plate) where retired_at is null;

-- One row a team: where it last reported to be. There is no table of places before, so no track can be made, of a team or of anybody.
create table operations_team_place (
  team_id     uuid constraint operations_team_place_pkey primary key references operations_team (id),
  lng         double precision not null constraint operations_team_place_lng check (lng between -180 and 180),
  lat         double precision not null constraint operations_team_place_lat check (lat between -90 and 90),
  reported_at timestamptz not null
);

-- What was suggested at one moment, so that a confirmation can be explained later.
create table operations_dispatch_suggestion (
  id         uuid constraint operations_dispatch_suggestion_pkey primary key,
  department text,                                     -- null: all departments
  made_at    timestamptz not null,
  made_by    text not null,                            -- personal data
  weights    text not null,                            -- version of the weights
  teams      integer not null,
  total      double precision not null,                -- minutes of travel, as all cost parts
  took_ms    double precision not null
);
create index operations_dispatch_suggestion_latest on operations_dispatch_suggestion (department, made_at desc);

create table operations_dispatch_suggestion_item (
  suggestion_id  uuid not null references operations_dispatch_suggestion (id) on delete cascade,
  task_id        uuid not null,
  case_code      text not null,
  team_id        uuid,                                 -- null: leave it open for now
  chosen         jsonb not null,                       -- cost and its parts
  losing         jsonb not null,                       -- the two best choices that lost, each with what it would add
  obstacles      jsonb not null,                       -- how many teams could not, and why
  confirmed_team uuid,
  confirmed_by   text,                                 -- personal data: a person decides, always
  confirmed_at   timestamptz,
  case_rev       integer,                              -- the line of the case's log that the confirmation wrote
  undone_at      timestamptz,
  constraint operations_dispatch_suggestion_item_pkey primary key (suggestion_id, task_id),
  constraint operations_dispatch_suggestion_item_confirmed check
    ((confirmed_team is null) = (confirmed_by is null) and (confirmed_team is null) = (confirmed_at is null) and (confirmed_team is null) = (case_rev is null)),
  constraint operations_dispatch_suggestion_item_person check (confirmed_by <> 'system'),
  constraint operations_dispatch_suggestion_item_undone check (undone_at is null or confirmed_at is not null)
);
create index operations_dispatch_suggestion_item_of_task on operations_dispatch_suggestion_item (task_id);

-- Help by another department: asked for, offered, accepted, sent home.
create table operations_aid_request (
  id           uuid constraint operations_aid_request_pkey primary key,
  revision     integer not null constraint operations_aid_request_revision check (revision >= 1),
  department   text not null,
  case_code    text,
  skill        text not null,
  teams        smallint not null constraint operations_aid_request_teams check (teams between 1 and 50),
  place        text not null,
  reason       text not null,
  from_at      timestamptz not null,
  to_at        timestamptz not null,
  requested_by text not null,                          -- personal data
  requested_at timestamptz not null,
  state        text not null constraint operations_aid_request_state check (state in ('open', 'filled', 'closed', 'withdrawn')),
  ended_at     timestamptz,
  constraint operations_aid_request_forwards check (to_at > from_at),
  constraint operations_aid_request_ended check ((state in ('closed', 'withdrawn')) = (ended_at is not null))
);
create index operations_aid_request_open on operations_aid_request (state, requested_at);

create table operations_aid_fill (
  id          uuid constraint operations_aid_fill_pkey primary key,
  request_id  uuid not null references operations_aid_request (id),
  department  text not null,                           -- whose team it is
  team_id     uuid not null references operations_team (id),
  offered_by  text not null,                           -- personal data
  offered_at  timestamptz not null,
  accepted_by text,                                    -- personal data
  accepted_at timestamptz,
  ended_at    timestamptz,                             -- declined, withdrawn or sent home
  ended_by    text,                                    -- personal data
  constraint operations_aid_fill_accepted check ((accepted_by is null) = (accepted_at is null)),
  constraint operations_aid_fill_ended check ((ended_by is null) = (ended_at is null))
);
create unique index operations_aid_fill_once on operations_aid_fill (team_id) where ended_at is null;
create index operations_aid_fill_of_request on operations_aid_fill (request_id);

-- Help comes from another department, and no more of it than was asked for.
create function operations_aid_fill_fits() returns trigger language plpgsql as $$
declare
  request operations_aid_request;
begin
  if new.ended_at is not null then
    return new;
  end if;
  select * into request from operations_aid_request where id = new.request_id for update;
  if request.department = new.department then
    raise exception 'help comes from another department' using errcode = 'check_violation', constraint = 'operations_aid_fill_other';
  end if;
  if new.department <> (select department from operations_team where id = new.team_id) then
    raise exception 'a department lends its own teams' using errcode = 'check_violation', constraint = 'operations_aid_fill_own';
  end if;
  if new.accepted_at is not null and request.teams <= (
    select count(*) from operations_aid_fill
    where request_id = new.request_id and id <> new.id and accepted_at is not null and ended_at is null
  ) then
    raise exception 'enough teams have come' using errcode = 'check_violation', constraint = 'operations_aid_fill_enough';
  end if;
  return new;
end $$;
create trigger operations_aid_fill_fits before insert or update on operations_aid_fill
  for each row execute function operations_aid_fill_fits();
