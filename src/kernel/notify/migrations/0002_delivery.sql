-- News leave the page: who wants to be told what by which channel, and the queue of what is on its way.
alter table kernel_notification
  add column kind       text not null default 'general',  -- a key of the profile's notify.json
  add column code       text,                             -- public code of the matter; all a text message tells
  add column urgent     boolean not null default false,
  add column dedupe_key text;

create unique index kernel_notification_once on kernel_notification (recipient_id, dedupe_key) where dedupe_key is not null;

create table kernel_notification_choice (
  person_id  text primary key,                            -- personal data
  language   text not null,
  quiet_from text,                                        -- HH:MM in the district's time zone
  quiet_to   text,
  channels   jsonb not null,                              -- kind -> channels in the order in which they are tried
  changed_at timestamptz not null,
  constraint kernel_notification_choice_language check (language in ('zh', 'en')),
  constraint kernel_notification_choice_quiet_whole check ((quiet_from is null) = (quiet_to is null) and quiet_from <> quiet_to),
  constraint kernel_notification_choice_quiet_form check (quiet_from ~ '^([01]\d|2[0-3]):[0-5]\d$' and quiet_to ~ '^([01]\d|2[0-3]):[0-5]\d$')
);

-- An address that its owner has proven to be theirs.
create table kernel_contact (
  person_id   text not null,                              -- personal data
  channel     text not null,
  address     text not null,                              -- personal data
  verified_at timestamptz not null,
  constraint kernel_contact_pkey primary key (person_id, channel),
  constraint kernel_contact_channel check (channel in ('email', 'sms')),
  constraint kernel_contact_address_plain check (address !~ '[[:cntrl:][:space:]]' and length(address) between 3 and 254)
);

-- An address somebody says is theirs, until they type the code that was sent there.
create table kernel_contact_claim (
  person_id  text not null,                               -- personal data
  channel    text not null,
  address    text not null,                               -- personal data
  code       text not null,
  wrong      integer not null default 0,
  asked_at   timestamptz not null,
  expires_at timestamptz not null,
  constraint kernel_contact_claim_pkey primary key (person_id, channel),
  constraint kernel_contact_claim_channel check (channel in ('email', 'sms')),
  constraint kernel_contact_claim_address_plain check (address !~ '[[:cntrl:][:space:]]' and length(address) between 3 and 254),
  constraint kernel_contact_claim_ends check (expires_at > asked_at)
);

create index kernel_contact_claim_by_expiry on kernel_contact_claim (expires_at);

-- Browsers that agreed to show news (Push API); the keys encrypt what is sent to them (RFC 8291).
create table kernel_push_device (
  id           uuid primary key,
  person_id    text not null,                             -- personal data
  endpoint     text not null,                             -- personal data
  p256dh       text not null,
  auth         text not null,
  label        text not null,
  created_at   timestamptz not null,
  last_sent_at timestamptz,
  constraint kernel_push_device_endpoint_unique unique (endpoint),
  constraint kernel_push_device_endpoint_https check (endpoint like 'https://%')
);

create index kernel_push_device_by_person on kernel_push_device (person_id, id);

-- One line for each message that shall leave the house. It holds no address and no words: both are looked up when it is sent.
create table kernel_delivery (
  id              uuid primary key,
  notification_id uuid references kernel_notification (id) on delete cascade,
  recipient_id    text not null,                          -- personal data
  claim_channel   text,                                   -- set instead of a notification: the code that proves an address
  urgent          boolean not null,
  state           text not null default 'waiting',
  channel         text,                                   -- the one that is tried, or that took it
  attempts        integer not null default 0,             -- on this channel
  tried           text[] not null default '{}',           -- given up for this round
  refused         text[] not null default '{}',           -- given up for good
  problem         text,
  created_at      timestamptz not null,
  due_at          timestamptz not null,                   -- when it is wanted: at once, or when quiet hours end
  next_at         timestamptz not null,
  lease           uuid,                                   -- the process that has it in hand, until leased_until
  leased_until    timestamptz,
  receipt_digest  text,                                   -- SHA-256 of the secret in the address for the gateway's status
  finished_at     timestamptz,
  constraint kernel_delivery_of_something check ((notification_id is null) <> (claim_channel is null)),
  constraint kernel_delivery_state check (state in ('waiting', 'sent', 'delivered', 'failed')),
  constraint kernel_delivery_finished check ((state = 'waiting') = (finished_at is null)),
  constraint kernel_delivery_receipt_unique unique (receipt_digest)
);

create index kernel_delivery_waiting on kernel_delivery (next_at, id) where state = 'waiting';
create index kernel_delivery_due on kernel_delivery (due_at) where state = 'waiting';
create index kernel_delivery_by_recipient on kernel_delivery (recipient_id, id desc);
create index kernel_delivery_by_notification on kernel_delivery (notification_id);
create index kernel_delivery_over on kernel_delivery (finished_at) where finished_at is not null;

-- How each way out is doing; shared by all processes, so that one that found a gateway dead spares the others the wait.
create table kernel_delivery_channel (
  channel       text primary key,
  ready         boolean not null,                         -- whether the operator set it up
  public_key    text,                                     -- push: the VAPID key that browsers subscribe with
  arrived       text,                                     -- sms: what a gateway's report looks like when the message arrived,
  lost          text,                                     -- and when it never will: regular expressions
  failures      integer not null default 0,
  failing_since timestamptz,
  retry_at      timestamptz,
  last_sent_at  timestamptz,
  problem       text,
  constraint kernel_delivery_channel_known check (channel in ('email', 'sms', 'push')),
  constraint kernel_delivery_channel_failing check ((failures = 0) = (failing_since is null))
);
