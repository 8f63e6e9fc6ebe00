-- A case hangs under another that exists, and never, over however many, under itself.
create function operations_case_parent() returns trigger language plpgsql as $$
begin
  if not exists (select from operations_case where id = new.parent_id) then
    raise exception 'no parent case' using errcode = 'foreign_key_violation', constraint = 'operations_case_parent_exists';
  end if;
  if exists (
    with recursive above (id) as (
      select new.parent_id
      union
      select parent_id from operations_case join above using (id) where parent_id is not null
    )
    select from above where id = new.id
  ) then
    raise exception 'a case under itself' using errcode = 'check_violation', constraint = 'operations_case_parent_loop';
  end if;
  return null;
end $$;
create constraint trigger operations_case_parent after insert or update of parent_id on operations_case
  deferrable initially immediate for each row when (new.parent_id is not null) execute function operations_case_parent();
