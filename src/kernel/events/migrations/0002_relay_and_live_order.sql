-- When an event was handed to the message broker (null while it was not, or has to be again), and how often it came back undelivered.
alter table kernel_outbox add column relayed_at timestamptz, add column relays integer not null default 0;

-- Live rows get their position when the transaction commits, and not before: whoever writes one waits for nobody in the middle of its
-- work. The head outlives the rows, so positions never begin again after a quiet day.
create table kernel_live_head (
  only_row boolean primary key default true constraint kernel_live_head_only_row check (only_row),
  position bigint not null
);
insert into kernel_live_head (position) select coalesce(max(position), 0) from kernel_live;

alter table kernel_live drop constraint kernel_live_pkey;
alter table kernel_live alter column position drop not null;
alter table kernel_live add column id bigint generated always as identity constraint kernel_live_pkey primary key;
create unique index kernel_live_position on kernel_live (position);

create function kernel_live_place() returns trigger language plpgsql as $$
declare
  place bigint;
begin
  update kernel_live_head set position = position + 1 returning position into place; -- holds the row until the commit is done
  update kernel_live set position = place where id = new.id;
  perform pg_notify('maplebridge_live', tg_table_schema);
  return null;
end $$;

create constraint trigger kernel_live_placed after insert on kernel_live
  deferrable initially deferred for each row execute function kernel_live_place();
