-- One line for each thing that must be provable later. `body` is canonical JSON (RFC 8785), kept byte for byte as it was hashed.
create table kernel_ledger_entry (
  id          uuid         constraint kernel_ledger_entry_pk primary key,
  kind        text         not null constraint kernel_ledger_entry_kind_format check (kind ~ '^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)+$'),
  recorded_at timestamptz(3) not null,
  body        text         not null constraint kernel_ledger_entry_body_object check (json_typeof(body::json) = 'object')
);

create index kernel_ledger_entry_by_kind on kernel_ledger_entry (kind, id);

-- Lines that wait for their place in the tree. Transactions commit in another order than they make ids, so no range of ids
-- is ever complete; a row here appears exactly when its entry does. Lines of one transaction keep their order.
create table kernel_ledger_queue (
  position bigint generated always as identity constraint kernel_ledger_queue_pk primary key,
  entry_id uuid not null
);

-- The place of each entry: gapless from 0, given by the sequencer. The hash is RFC 9162's leaf hash.
create table kernel_ledger_leaf (
  leaf_index bigint constraint kernel_ledger_leaf_pk primary key constraint kernel_ledger_leaf_index_positive check (leaf_index >= 0),
  entry_id   uuid   not null constraint kernel_ledger_leaf_entry_once unique
                    constraint kernel_ledger_leaf_entry_exists references kernel_ledger_entry (id),
  leaf_hash  bytea  not null constraint kernel_ledger_leaf_hash_size check (octet_length(leaf_hash) = 32)
);

-- Hashes of complete subtrees: the node at (level, node_index) covers the leaves from node_index * 2^level on.
create table kernel_ledger_node (
  level      smallint not null constraint kernel_ledger_node_level_range check (level between 1 and 52),
  node_index bigint   not null constraint kernel_ledger_node_index_positive check (node_index >= 0),
  hash       bytea    not null constraint kernel_ledger_node_hash_size check (octet_length(hash) = 32),
  constraint kernel_ledger_node_pk primary key (level, node_index)
);

-- Public keys that have signed for this district, in the C2SP verifier key format.
create table kernel_ledger_key (
  verifier   text           constraint kernel_ledger_key_pk primary key,
  first_used timestamptz(3) not null
);

-- Signed heads of the tree, as C2SP notes.
create table kernel_ledger_checkpoint (
  size      bigint         constraint kernel_ledger_checkpoint_pk primary key constraint kernel_ledger_checkpoint_size_positive check (size > 0),
  root      bytea          not null constraint kernel_ledger_checkpoint_root_size check (octet_length(root) = 32),
  note      text           not null,
  signed_at timestamptz(3) not null
);

create function kernel_ledger_enqueue() returns trigger language plpgsql as $$
begin
  insert into kernel_ledger_queue (entry_id) select id from added;
  return null;
end
$$;

create trigger kernel_ledger_entry_enqueue after insert on kernel_ledger_entry
  referencing new table as added for each statement execute function kernel_ledger_enqueue();

create function kernel_ledger_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % on % is refused', lower(tg_op), tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger kernel_ledger_entry_append_only before update or delete or truncate on kernel_ledger_entry
  for each statement execute function kernel_ledger_refuse_change();

create trigger kernel_ledger_leaf_append_only before update or delete or truncate on kernel_ledger_leaf
  for each statement execute function kernel_ledger_refuse_change();

create trigger kernel_ledger_node_append_only before update or delete or truncate on kernel_ledger_node
  for each statement execute function kernel_ledger_refuse_change();

create trigger kernel_ledger_key_append_only before update or delete or truncate on kernel_ledger_key
  for each statement execute function kernel_ledger_refuse_change();

create trigger kernel_ledger_checkpoint_append_only before update or delete or truncate on kernel_ledger_checkpoint
  for each statement execute function kernel_ledger_refuse_change();
