-- Addresses somebody gave with a report, to be told what became of it; used for that and then removed.
create table kernel_contact_once (
  recipient_id text not null,                             -- personal data: a pseudonym such as `reporter:<id of the report>`
  channel      text not null,
  address      text not null,                             -- personal data
  expires_at   timestamptz not null,
  constraint kernel_contact_once_pkey primary key (recipient_id, channel),
  constraint kernel_contact_once_channel check (channel in ('email', 'sms')),
  constraint kernel_contact_once_address_plain check (address !~ '[[:cntrl:][:space:]]' and length(address) between 3 and 254)
);

create index kernel_contact_once_by_expiry on kernel_contact_once (expires_at);
