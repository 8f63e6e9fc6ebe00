-- One line for each look at somebody's personal data.
create table kernel_access_log (
  id               uuid primary key,
  actor_id         text not null,
  actor_department text,
  subject_id       text not null,                     -- personal data: whose data was read
  record           text,
  fields           text not null,
  purpose          text not null,
  purpose_text     jsonb not null,                    -- in both languages, for that person to read
  read_at          timestamptz not null,
  ledger_entry_id  uuid not null
);

create index kernel_access_log_by_subject on kernel_access_log (subject_id, id desc);

-- Every decision made by a rule, with what it takes to explain and contest it.
create table kernel_decision (
  id              uuid primary key,
  kind            text not null,
  subject         text not null,
  rule            text not null,
  rule_version    text not null,
  inputs          jsonb not null,
  outcome         jsonb not null,
  appeal          jsonb not null,
  actor_id        text not null,
  decided_at      timestamptz not null,
  ledger_entry_id uuid not null
);

create index kernel_decision_by_subject on kernel_decision (subject, id desc);
