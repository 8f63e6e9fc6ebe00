-- An after-action review looks back at a case or at a day, with findings that somebody owns.
create table operations_review (
  id         uuid constraint operations_review_pkey primary key,
  revision   integer not null constraint operations_review_revision check (revision >= 1),
  case_id    uuid,
  day        date,
  title      text not null,
  summary    text not null,
  state      text not null constraint operations_review_state check (state in ('open', 'closed')),
  opened_by  text not null,                          -- personal data
  opened_at  timestamptz not null,
  closed_at  timestamptz,
  constraint operations_review_about_one check ((case_id is null) <> (day is null)),
  constraint operations_review_closed check ((state = 'closed') = (closed_at is not null))
);
create index operations_review_by_time on operations_review (opened_at desc, id desc);
create index operations_review_of_case on operations_review (case_id) where case_id is not null;

-- A finding: what has to change, which department sees to it, and by when.
create table operations_aar_item (
  id         uuid constraint operations_aar_item_pkey primary key,
  review_id  uuid not null references operations_review (id),
  finding    text not null,
  action     text not null,
  owner      text not null,
  due_on     date not null,
  done_at    timestamptz,
  outcome    text,
  added_at   timestamptz not null,
  constraint operations_aar_item_done check ((done_at is null) = (outcome is null))
);
create index operations_aar_item_of_review on operations_aar_item (review_id, added_at, id);
create index operations_aar_item_open on operations_aar_item (owner, due_on) where done_at is null;

-- A review is closed when everything that was found is done.
create function operations_review_nothing_open() returns trigger language plpgsql as $$
begin
  if new.state = 'closed' and exists (select from operations_aar_item where review_id = new.id and done_at is null) then
    raise exception 'review % has open findings', new.id using errcode = 'check_violation', constraint = 'operations_review_nothing_open';
  end if;
  return new;
end $$;
create trigger operations_review_nothing_open before insert or update on operations_review
  for each row execute function operations_review_nothing_open();
