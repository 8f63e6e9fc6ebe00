-- Alerts by the Common Alerting Protocol: documents as they came, the alerts read from them or issued here, and which of them the public sees.
create table operations_alert_document (
  id          uuid constraint operations_alert_document_pkey primary key,
  received_at timestamptz not null,
  received_by text not null,                         -- personal data: who or what brought it
  media_type  text not null,
  kind        text constraint operations_alert_document_kind check (kind in ('alert', 'feed', 'distribution')),
  verdict     text not null constraint operations_alert_document_verdict check (verdict in ('accept', 'partial', 'refuse')),
  reason      text,                                  -- code of the first thing wrong with it
  detail      text not null,
  accepted    integer not null constraint operations_alert_document_accepted check (accepted >= 0),
  refused     integer not null constraint operations_alert_document_refused check (refused >= 0),
  links       jsonb not null,                        -- alerts it points to; nobody fetches them
  sha256      text not null constraint operations_alert_document_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes       bytea not null,
  constraint operations_alert_document_once unique (sha256, media_type),
  constraint operations_alert_document_reason check ((verdict = 'accept') = (reason is null))
);
create index operations_alert_document_by_age on operations_alert_document (received_at);

create table operations_alert (
  id          uuid constraint operations_alert_pkey primary key,
  document_id uuid,                                  -- no reference: documents are deleted after their time, alerts stay
  issued_here boolean not null,
  version     text not null constraint operations_alert_version check (version in ('1.0', '1.1', '1.2')),
  sender      text not null,
  identifier  text not null,
  sent        text not null,                         -- as written, with the sender's own offset
  sent_at     timestamptz not null,
  status      text not null constraint operations_alert_status check (status in ('Actual', 'Exercise', 'System', 'Test', 'Draft')),
  msg_type    text not null constraint operations_alert_msg_type check (msg_type in ('Alert', 'Update', 'Cancel', 'Ack', 'Error')),
  scope       text constraint operations_alert_scope check (scope in ('Public', 'Restricted', 'Private')),
  signed      boolean not null,                      -- carries a signature, which nobody verified
  severity    text,                                  -- of its first block of words, like those below; null when it has none
  starts_at   timestamptz,
  expires_at  timestamptz,                           -- the last of its blocks
  content     jsonb not null,
  source      text not null,                         -- the alert's own document
  sha256      text not null constraint operations_alert_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  received_at timestamptz not null,
  received_by text not null,                         -- personal data: who brought or issued it
  constraint operations_alert_once unique (sender, identifier, sent_at)
);
create index operations_alert_by_time on operations_alert (received_at desc, id desc);
create trigger operations_alert_append_only before update or delete on operations_alert
  for each row execute function operations_append_only();
create trigger operations_alert_no_truncate before truncate on operations_alert
  for each statement execute function operations_append_only();

-- What an alert refers to. Whether one is superseded follows from these lines whatever the order of arrival; nothing is written over.
create table operations_alert_reference (
  alert_id   uuid not null references operations_alert (id),
  sender     text not null,
  identifier text not null,
  sent_at    timestamptz                             -- CAP 1.0 does not say
);
create unique index operations_alert_reference_once on operations_alert_reference (alert_id, sender, identifier, coalesce(sent_at, '-infinity'));
create index operations_alert_reference_to on operations_alert_reference (sender, identifier);
create trigger operations_alert_reference_append_only before update or delete on operations_alert_reference
  for each row execute function operations_append_only();

-- Alerts that the portal and the public feed show: our own when they are issued, others once somebody has said so.
create table operations_alert_showing (
  alert_id uuid constraint operations_alert_showing_pkey primary key references operations_alert (id),
  shown_at timestamptz not null,
  shown_by text not null                             -- personal data: who decided it
);
