-- Accounts of the district's books. `key` is the chart's name, and after a colon whose account it is: `parking.receivable:7f3a`.
create table kernel_account (
  id          uuid           constraint kernel_account_pk primary key,
  key         text           not null constraint kernel_account_key_once unique
                             constraint kernel_account_key_format check (key ~ '^[a-z][a-z0-9_.-]*(:[A-Za-z0-9_.-]+)?(/held)?$'),
  kind        text           not null constraint kernel_account_kind_known
                             check (kind in ('asset', 'liability', 'equity', 'income', 'expense')),
  -- Assets and expenses grow by debits (+1), the others by credits (-1).
  normal_side smallint       generated always as (case when kind in ('asset', 'expense') then 1 else -1 end) stored,
  title       jsonb          not null,
  floor_fen   bigint,                                 -- the balance on the normal side never falls below this; null: no floor
  holds_for   uuid           constraint kernel_account_holds_for_once unique
                             constraint kernel_account_holds_for_exists references kernel_account (id),
  subject_id  text,                                   -- personal data: the person whose account it is; null for public money
  opened_at   timestamptz(3) not null,
  constraint kernel_account_held_in_key check ((key like '%/held') = (holds_for is not null))
);

create index kernel_account_by_subject on kernel_account (subject_id) where subject_id is not null;

-- One row for each thing that happened to money. `key` makes it happen once.
create table kernel_transaction (
  id              uuid           constraint kernel_transaction_pk primary key,
  key             text           not null constraint kernel_transaction_key_once unique
                                 constraint kernel_transaction_key_length check (char_length(key) between 1 and 300),
  fingerprint     text           not null,            -- SHA-256 of what was asked, to tell a repeat from a mistake
  kind            text           not null constraint kernel_transaction_kind_known
                                 check (kind in ('charge', 'refund', 'reserve', 'capture', 'release')),
  origin_id       uuid           constraint kernel_transaction_origin_exists references kernel_transaction (id),
  reference       text           not null,            -- the record it is about, as `table/id`
  text            jsonb          not null,
  lines           smallint       not null constraint kernel_transaction_two_lines check (lines >= 2),
  actor_id        text           not null,
  posted_at       timestamptz(3) not null,
  digest          text           not null,            -- SHA-256 that the ledger line carries
  ledger_entry_id uuid           not null,
  constraint kernel_transaction_origin_where_due check ((origin_id is null) = (kind in ('charge', 'reserve')))
);

create index kernel_transaction_by_origin on kernel_transaction (origin_id) where origin_id is not null;
create index kernel_transaction_by_reference on kernel_transaction (reference, id);

-- Debits are positive, credits negative, in fen. One posting is at most 100 billion yuan.
create table kernel_posting (
  transaction_id uuid           not null constraint kernel_posting_transaction_exists references kernel_transaction (id),
  line           smallint       not null constraint kernel_posting_line_positive check (line >= 1),
  account_id     uuid           not null constraint kernel_posting_account_exists references kernel_account (id),
  amount_fen     bigint         not null constraint kernel_posting_amount_range
                                check (amount_fen <> 0 and abs(amount_fen) <= 10000000000000),
  posted_at      timestamptz(3) not null,
  constraint kernel_posting_pk primary key (transaction_id, line)
);

create index kernel_posting_by_account on kernel_posting (account_id, transaction_id, line) include (amount_fen, posted_at);

-- Balances of the accounts that have a floor, on their normal side. Moved by postings only; the row is also the lock that lets
-- two payments from one account come one after the other.
create table kernel_balance (
  account_id  uuid   constraint kernel_balance_pk primary key
                     constraint kernel_balance_account_exists references kernel_account (id),
  balance_fen bigint not null,
  floor_fen   bigint not null,
  constraint kernel_balance_floor check (balance_fen >= floor_fen)
);

create function kernel_money_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the books are append-only: % on % is refused', lower(tg_op), tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger kernel_account_append_only before update or delete or truncate on kernel_account
  for each statement execute function kernel_money_refuse_change();
create trigger kernel_transaction_append_only before update or delete or truncate on kernel_transaction
  for each statement execute function kernel_money_refuse_change();
create trigger kernel_posting_append_only before update or delete or truncate on kernel_posting
  for each statement execute function kernel_money_refuse_change();
create trigger kernel_balance_no_removal before delete or truncate on kernel_balance
  for each statement execute function kernel_money_refuse_change();

-- A balance changes only from within another trigger, which is one of the two below.
create function kernel_balance_guard() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 then
    raise exception 'balances move with postings only' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;

create trigger kernel_balance_guarded before insert or update on kernel_balance
  for each row execute function kernel_balance_guard();

create function kernel_balance_begin() returns trigger language plpgsql as $$
begin
  insert into kernel_balance (account_id, balance_fen, floor_fen) values (new.id, 0, new.floor_fen);
  return null;
end
$$;

create trigger kernel_account_balance_begin after insert on kernel_account
  for each row when (new.floor_fen is not null) execute function kernel_balance_begin();

create function kernel_balance_move() returns trigger language plpgsql as $$
begin
  update kernel_balance b
     set balance_fen = b.balance_fen + moved.fen
    from (select p.account_id, a.normal_side * sum(p.amount_fen) as fen
            from added p join kernel_account a on a.id = p.account_id
           where a.floor_fen is not null
           group by p.account_id, a.normal_side) moved
   where b.account_id = moved.account_id;
  return null;
end
$$;

create trigger kernel_posting_move_balance after insert on kernel_posting
  referencing new table as added for each statement execute function kernel_balance_move();

-- Whoever refunds, captures or releases waits for the others who do the same to the same origin.
create function kernel_transaction_lock_origin() returns trigger language plpgsql as $$
begin
  perform 1 from kernel_transaction where id = new.origin_id for no key update;
  return new;
end
$$;

create trigger kernel_transaction_one_at_a_time before insert on kernel_transaction
  for each row when (new.origin_id is not null) execute function kernel_transaction_lock_origin();

-- What is left of an origin on each of its accounts, signed as it was posted. What was captured from a holding account counts for
-- the account it holds for when the capture is refunded.
create function kernel_money_left(origin uuid) returns table (account_id uuid, original_fen numeric, left_fen numeric)
language sql stable as $$
  with original as (
    select case when t.kind = 'capture' then coalesce(a.holds_for, a.id) else a.id end as account_id, sum(p.amount_fen) as fen
      from kernel_transaction t
      join kernel_posting p on p.transaction_id = t.id
      join kernel_account a on a.id = p.account_id
     where t.id = origin
     group by 1),
  linked as (
    select p.account_id, sum(p.amount_fen) as fen
      from kernel_transaction t join kernel_posting p on p.transaction_id = t.id
     where t.origin_id = origin
     group by 1)
  select o.account_id, o.fen, o.fen + coalesce(l.fen, 0) from original o left join linked l on l.account_id = o.account_id
$$;

-- The books' law for one transaction, looked at when it commits.
create function kernel_money_check(checked uuid) returns void language plpgsql as $$
declare
  t kernel_transaction;
  o kernel_transaction;
  found_lines bigint;
  total numeric;
begin
  select * into t from kernel_transaction where id = checked;
  select count(*), coalesce(sum(amount_fen), 0) into found_lines, total from kernel_posting where transaction_id = checked;
  if found_lines <> t.lines or total <> 0 then
    raise exception 'transaction % has % of % lines and sums to % fen', checked, found_lines, t.lines, total
      using errcode = 'check_violation', constraint = 'kernel_transaction_balanced';
  end if;
  if t.kind in ('charge', 'refund') and exists (
    select from kernel_posting p join kernel_account a on a.id = p.account_id where p.transaction_id = checked and a.holds_for is not null
  ) then
    raise exception 'transaction % is a % and touches a holding account', checked, t.kind
      using errcode = 'check_violation', constraint = 'kernel_transaction_holding_apart';
  end if;
  if t.origin_id is null then
    return;
  end if;
  select * into o from kernel_transaction where id = t.origin_id;
  if (t.kind = 'refund') <> (o.kind in ('charge', 'capture')) or (t.kind <> 'refund') <> (o.kind = 'reserve') then
    raise exception 'a % cannot follow a %', t.kind, o.kind
      using errcode = 'check_violation', constraint = 'kernel_transaction_origin_fits';
  end if;
  if exists (
    select from kernel_money_left(t.origin_id) l where sign(l.left_fen) = -sign(l.original_fen) or abs(l.left_fen) > abs(l.original_fen)
  ) or t.kind <> 'capture' and exists (
    select from kernel_posting p
     where p.transaction_id = checked and p.account_id not in (select l.account_id from kernel_money_left(t.origin_id) l)
  ) or t.kind = 'capture' and not exists (
    select from kernel_posting p join kernel_account a on a.id = p.account_id
     where p.transaction_id = checked and a.holds_for is not null
       and p.account_id in (select l.account_id from kernel_money_left(t.origin_id) l)
  ) then
    raise exception 'transaction % takes back more than % gave', checked, t.origin_id
      using errcode = 'check_violation', constraint = 'kernel_transaction_within_origin';
  end if;
end
$$;

create function kernel_transaction_check() returns trigger language plpgsql as $$
begin
  perform kernel_money_check(new.id);
  return null;
end
$$;

create function kernel_posting_check() returns trigger language plpgsql as $$
begin
  perform kernel_money_check(new.transaction_id);
  return null;
end
$$;

create constraint trigger kernel_transaction_checked after insert on kernel_transaction
  deferrable initially deferred for each row execute function kernel_transaction_check();

-- A line added to a transaction of the past makes one line too many.
create constraint trigger kernel_posting_checked after insert on kernel_posting
  deferrable initially deferred for each row execute function kernel_posting_check();
