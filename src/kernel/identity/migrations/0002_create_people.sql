-- Who people are in the district. The id is a pseudonym; kernel_user has the same id when the person can sign in.
create table kernel_person (
  id           uuid primary key,
  display_name text not null,                           -- personal data
  department   text,
  persona      text,                                    -- key of the demo persona, in demo mode only
  created_at   timestamptz not null default now(),
  disabled_at  timestamptz,
  constraint kernel_person_persona_unique unique (persona),
  constraint kernel_person_name_said check (display_name ~ '\S')
);

create index kernel_person_by_department on kernel_person (department, id);

create table kernel_role_grant (
  id         uuid primary key,
  person_id  uuid not null references kernel_person (id) on delete cascade,
  role       text not null,
  department text,                                      -- null: wherever the person works
  until      timestamptz,
  granted_by text not null,
  granted_at timestamptz not null,
  revoked_by text,
  revoked_at timestamptz,
  constraint kernel_role_grant_until_later check (until > granted_at),
  constraint kernel_role_grant_revoked_by_somebody check ((revoked_at is null) = (revoked_by is null))
);

create unique index kernel_role_grant_once on kernel_role_grant (person_id, role, coalesce(department, '')) where revoked_at is null;

-- Enterprises that act on the platform, by their unified social credit code (GB 32100-2015), and who represents them by law.
create table kernel_enterprise (
  id                text primary key,
  name              text not null,
  representative_id uuid references kernel_person (id),
  created_at        timestamptz not null default now(),
  constraint kernel_enterprise_uscc_form check (id ~ '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$')
);

create index kernel_enterprise_by_representative on kernel_enterprise (representative_id);

-- Acting on behalf of: one principal lets one person use some permissions until some moment.
create table kernel_delegation (
  id          uuid primary key,
  from_kind   text not null,
  from_id     text not null,
  to_person   uuid not null references kernel_person (id) on delete cascade,
  permissions text[] not null,
  granted_by  uuid not null references kernel_person (id) on delete cascade,
  granted_at  timestamptz not null,
  expires_at  timestamptz not null,
  revoked_by  text,
  revoked_at  timestamptz,
  constraint kernel_delegation_from_kind check (from_kind in ('person', 'enterprise', 'department')),
  constraint kernel_delegation_scope_named check (cardinality(permissions) between 1 and 100),
  constraint kernel_delegation_not_to_oneself check (from_kind <> 'person' or from_id <> to_person::text),
  constraint kernel_delegation_ends check (expires_at > granted_at and expires_at <= granted_at + interval '366 days'),
  constraint kernel_delegation_revoked_by_somebody check ((revoked_at is null) = (revoked_by is null))
);

create index kernel_delegation_by_person on kernel_delegation (to_person, id);
create index kernel_delegation_by_principal on kernel_delegation (from_kind, from_id, id);

-- A delegation is revoked once and never widened, prolonged or brought back.
create function kernel_delegation_keep() returns trigger language plpgsql as $$ begin
  if old.revoked_at is not null or (to_jsonb(new) - array['revoked_at', 'revoked_by']) <> (to_jsonb(old) - array['revoked_at', 'revoked_by']) then
    raise exception 'a delegation can only be revoked' using errcode = 'check_violation', constraint = 'kernel_delegation_only_revoked';
  end if;
  return new;
end $$;

create trigger kernel_delegation_only_revoked before update on kernel_delegation
  for each row execute function kernel_delegation_keep();

create table kernel_session (
  id            uuid primary key,
  user_id       uuid not null references kernel_user (id) on delete cascade,
  token         text not null,
  expires_at    timestamptz not null,
  ip_address    text,                                   -- personal data
  user_agent    text,                                   -- personal data
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now(),
  last_seen_at  timestamptz not null default now(),
  acting_kind   text,
  acting_id     text,
  delegation_id uuid references kernel_delegation (id) on delete set null,
  constraint kernel_session_token_unique unique (token),
  constraint kernel_session_acting_kind check (acting_kind in ('person', 'enterprise', 'department')),
  constraint kernel_session_acting_whole check ((acting_kind is null) = (acting_id is null)),
  constraint kernel_session_delegation_used check (delegation_id is null or acting_kind is not null)
);

create index kernel_session_by_user on kernel_session (user_id, id);
create index kernel_session_by_expiry on kernel_session (expires_at);

-- Keys of machines. Only the digest is kept; the token is shown once.
create table kernel_service_token (
  id           uuid primary key,
  name         text not null,
  token_hash   text not null,
  permissions  text[] not null,
  department   text,
  created_by   text not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  last_used_at timestamptz,
  constraint kernel_service_token_hash_unique unique (token_hash),
  constraint kernel_service_token_scope_named check (cardinality(permissions) between 1 and 100),
  constraint kernel_service_token_ends check (expires_at > created_at and expires_at <= created_at + interval '732 days')
);

-- A link with which a person sets a first or new password, once.
create table kernel_invitation (
  token_hash text primary key,
  person_id  uuid not null references kernel_person (id) on delete cascade,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz,
  constraint kernel_invitation_ends check (expires_at > created_at)
);

create index kernel_invitation_by_person on kernel_invitation (person_id);
