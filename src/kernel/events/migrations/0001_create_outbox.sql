-- Events wait here until every consumer has seen them. Written in the transaction of what happened.
create table kernel_outbox (
  id              uuid primary key,
  position        bigint generated always as identity,
  name            text not null,
  aggregate       text not null,
  payload         jsonb not null,
  occurred_at     timestamptz not null,
  delivered_at    timestamptz,
  attempts        integer not null default 0,
  next_attempt_at timestamptz,
  last_error      text,
  parked_at       timestamptz                        -- set aside after too many failures, for a person to look at
);

create unique index kernel_outbox_position on kernel_outbox (position);
create index kernel_outbox_waiting on kernel_outbox (position) where delivered_at is null and parked_at is null;
create index kernel_outbox_parked on kernel_outbox (position) where parked_at is not null;

-- Which consumer has handled which event, so that a second delivery changes nothing.
create table kernel_event_seen (
  event_id uuid not null references kernel_outbox (id) on delete cascade,
  consumer text not null,
  seen_at  timestamptz not null,
  primary key (event_id, consumer)
);

-- What browsers follow live: topics with ids only, in order of commit, kept for a day.
create table kernel_live (
  position bigint primary key,
  topic    text not null,
  data     jsonb not null,
  at       timestamptz not null
);

create index kernel_live_by_age on kernel_live (at);
