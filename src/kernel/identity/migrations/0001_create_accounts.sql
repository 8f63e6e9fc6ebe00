-- How people prove who they are. better-auth reads and writes these tables; mapping.ts names their columns for it.
create table kernel_user (
  id                 uuid primary key,
  name               text not null,                     -- personal data
  email              text not null,                     -- personal data
  username           text,                              -- personal data: staff number or name to sign in with
  email_verified     boolean not null default false,
  image              text,
  two_factor_enabled boolean not null default false,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now(),
  constraint kernel_user_email_unique unique (email),
  constraint kernel_user_username_unique unique (username),
  constraint kernel_user_email_lower_case check (email = lower(email)),
  constraint kernel_user_username_form check (username ~ '^[a-z0-9][a-z0-9._-]{1,63}$')
);

create table kernel_credential (
  id                       uuid primary key,
  user_id                  uuid not null references kernel_user (id) on delete cascade,
  provider_id              text not null,
  account_id               text not null,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  password                 text,                        -- Argon2id in PHC form
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now(),
  constraint kernel_credential_provider_unique unique (provider_id, account_id),
  constraint kernel_credential_password_hashed check (password like '$argon2id$%')
);

create index kernel_credential_by_user on kernel_credential (user_id);

create table kernel_verification (
  id         uuid primary key,
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index kernel_verification_by_identifier on kernel_verification (identifier);
create index kernel_verification_by_expiry on kernel_verification (expires_at);

create table kernel_passkey (
  id            uuid primary key,
  user_id       uuid not null references kernel_user (id) on delete cascade,
  name          text,
  public_key    text not null,
  credential_id text not null,
  counter       bigint not null,
  device_type   text not null,
  backed_up     boolean not null,
  transports    text,
  aaguid        text,
  created_at    timestamptz not null default now(),
  constraint kernel_passkey_credential_unique unique (credential_id)
);

create index kernel_passkey_by_user on kernel_passkey (user_id);

create table kernel_two_factor (
  id                        uuid primary key,
  user_id                   uuid not null references kernel_user (id) on delete cascade,
  secret                    text not null,              -- encrypted with the platform's secret
  backup_codes              text not null,              -- encrypted likewise
  verified                  boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until              timestamptz,
  constraint kernel_two_factor_user_unique unique (user_id)
);

create index kernel_two_factor_by_secret on kernel_two_factor (secret);

-- A one-time code counts once, even while its half minute lasts (RFC 6238, section 5.2).
create table kernel_spent_code (
  user_id   uuid not null references kernel_user (id) on delete cascade,
  code_hash text not null,
  spent_at  timestamptz not null,
  constraint kernel_spent_code_pkey primary key (user_id, code_hash)
);

-- Failed attempts to sign in, counted per account, per address and per both. Keys are digests, so this is no list of accounts.
create table kernel_sign_in_attempt (
  key            text primary key,
  failures       integer not null,
  window_ends_at timestamptz not null,
  locked_until   timestamptz,
  constraint kernel_sign_in_attempt_failures_positive check (failures > 0)
);

create index kernel_sign_in_attempt_by_end on kernel_sign_in_attempt (window_ends_at);
