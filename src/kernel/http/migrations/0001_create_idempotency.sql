-- What was answered to a POST, so that the same request sent again gets the same answer. Kept for seven days.
create table kernel_idempotency (
  actor_id     text not null,
  key          text not null,
  request_hash text not null,
  status       integer,
  reply        jsonb,
  created_at   timestamptz not null,
  primary key (actor_id, key)
);

create index kernel_idempotency_by_age on kernel_idempotency (created_at);
