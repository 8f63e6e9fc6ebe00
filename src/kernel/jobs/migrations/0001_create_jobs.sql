-- Long work, as people see it: what it is, how far it is, how it ended. The queue itself is pg-boss.
create table kernel_job (
  id               uuid primary key,
  name             text not null,
  input            jsonb not null,
  actor_id         text not null,
  state            text not null constraint kernel_job_state check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  done             bigint not null default 0,
  total            bigint,
  unit             jsonb,
  problem          jsonb,
  cancel_requested boolean not null default false,
  created_at       timestamptz not null,
  started_at       timestamptz,
  heartbeat_at     timestamptz,
  finished_at      timestamptz,
  constraint kernel_job_finished check ((state in ('done', 'failed', 'cancelled')) = (finished_at is not null))
);

create index kernel_job_recent on kernel_job (id desc);
create index kernel_job_running on kernel_job (heartbeat_at) where state = 'running';
