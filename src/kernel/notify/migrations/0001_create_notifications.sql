-- Short news for one person, shown when they look; ids and links only, no personal data of others.
create table kernel_notification (
  id           uuid primary key,
  recipient_id text not null,                       -- personal data: whom it is for
  title        jsonb not null,
  text         jsonb not null,
  href         text not null,
  created_at   timestamptz not null,
  read_at      timestamptz
);

create index kernel_notification_by_recipient on kernel_notification (recipient_id, id desc);
