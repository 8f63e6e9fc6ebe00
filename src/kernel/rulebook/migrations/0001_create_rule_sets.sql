-- Rule sets by identifier. The number gives each its own stretch of whole numbers, so that days of different sets never meet.
create table kernel_rule_set (
  identifier text        constraint kernel_rule_set_pk primary key
                         constraint kernel_rule_set_identifier_format check (identifier ~ '^[a-z][a-z0-9-]{0,62}$'),
  number     bigint      generated always as identity constraint kernel_rule_set_number_once unique,
  created_at timestamptz not null
);

-- Versions: a draft may change, a shadow waits for its second person, a published one never changes again.
create table kernel_rule_set_version (
  identifier   text        not null constraint kernel_rule_set_version_set_exists references kernel_rule_set (identifier),
  version      text        not null constraint kernel_rule_set_version_format check (version ~ '^\d+\.\d+\.\d+$'),
  set_number   bigint      not null constraint kernel_rule_set_version_number_exists references kernel_rule_set (number),
  state        text        not null constraint kernel_rule_set_version_state_known check (state in ('draft', 'shadow', 'published', 'retired')),
  valid_from   date        not null,
  valid_to     date,                                  -- as published; null while open
  ends_on      date,                                  -- as known now: a successor or a retirement may end it earlier
  ends_known_at timestamptz,
  content      jsonb       not null,
  digest       text        not null constraint kernel_rule_set_version_digest_format check (digest ~ '^[0-9a-f]{64}$'),
  revision     integer     not null constraint kernel_rule_set_version_revision_positive check (revision > 0),
  author_id    text        not null,
  changed_at   timestamptz not null,
  proposed_by  text,
  proposed_at  timestamptz,
  report       jsonb,                                 -- the what-if that both persons saw
  approved_by  text,
  published_at timestamptz,
  ledger_entry_id uuid,
  constraint kernel_rule_set_version_pk primary key (identifier, version),
  constraint kernel_rule_set_version_period check (valid_to is null or valid_to > valid_from),
  constraint kernel_rule_set_version_end check (ends_on is null or ends_on >= valid_from),
  constraint kernel_rule_set_version_proposed check (state = 'draft' or (proposed_by is not null and proposed_at is not null and report is not null)),
  constraint kernel_rule_set_version_two_persons check (approved_by is null or (approved_by <> proposed_by and approved_by <> author_id)),
  constraint kernel_rule_set_version_published check (
    state in ('draft', 'shadow') or (approved_by is not null and published_at is not null and ledger_entry_id is not null)
  ),
  -- Published versions of one identifier never overlap, however many publish at once. 10,000,000 numbers a set hold every day of a calendar.
  constraint kernel_rule_set_version_no_overlap exclude using gist (
    int8range(
      set_number * 10000000 + (valid_from - date '0001-01-01'),
      set_number * 10000000 + (coalesce(ends_on, date '9999-12-31') - date '0001-01-01')
    ) with &&
  ) where (state in ('published', 'retired'))
);

create index kernel_rule_set_version_by_state on kernel_rule_set_version (state, identifier);

create function kernel_rule_set_version_refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a published rule set is never deleted' using errcode = 'restrict_violation';
  end if;
  if (new.content, new.digest, new.valid_from, new.valid_to, new.author_id, new.proposed_by, new.approved_by, new.published_at, new.report)
     is distinct from
     (old.content, old.digest, old.valid_from, old.valid_to, old.author_id, old.proposed_by, old.approved_by, old.published_at, old.report)
     or new.state in ('draft', 'shadow') then
    raise exception 'a published rule set never changes' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;

create trigger kernel_rule_set_version_immutable before update or delete on kernel_rule_set_version
  for each row when (old.state in ('published', 'retired')) execute function kernel_rule_set_version_refuse_change();

-- Subjects of a rule set as a module last handed them over, for what-ifs; gzip of JSON columns.
create table kernel_rule_population (
  identifier text        constraint kernel_rule_population_pk primary key,
  taken_at   timestamptz not null,
  subjects   integer     not null constraint kernel_rule_population_size check (subjects >= 0),
  body       bytea       not null
);
