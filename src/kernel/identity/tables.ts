import type { Principal } from '../core/actor.ts';

/** Tables of the identity service. better-auth shares those that say how somebody signs in. */
export interface IdentityTables {
  kernel_user: {
    id: string;
    name: string;
    email: string;
    username: string | null;
    email_verified: boolean;
    image: string | null;
    two_factor_enabled: boolean;
    created_at: Date;
    updated_at: Date;
  };
  kernel_credential: {
    id: string;
    user_id: string;
    provider_id: string;
    account_id: string;
    access_token: string | null;
    refresh_token: string | null;
    id_token: string | null;
    access_token_expires_at: Date | null;
    refresh_token_expires_at: Date | null;
    scope: string | null;
    password: string | null;
    created_at: Date;
    updated_at: Date;
  };
  kernel_verification: { id: string; identifier: string; value: string; expires_at: Date; created_at: Date; updated_at: Date };
  kernel_passkey: {
    id: string;
    user_id: string;
    name: string | null;
    public_key: string;
    credential_id: string;
    counter: string;
    device_type: string;
    backed_up: boolean;
    transports: string | null;
    aaguid: string | null;
    created_at: Date;
  };
  kernel_two_factor: {
    id: string;
    user_id: string;
    secret: string;
    backup_codes: string;
    verified: boolean;
    failed_verification_count: number;
    locked_until: Date | null;
  };
  kernel_spent_code: { user_id: string; code_hash: string; spent_at: Date };
  kernel_sign_in_attempt: { key: string; failures: number; window_ends_at: Date; locked_until: Date | null };
  kernel_person: {
    id: string;
    display_name: string;
    department: string | null;
    persona: string | null;
    created_at: Date;
    disabled_at: Date | null;
  };
  kernel_role_grant: {
    id: string;
    person_id: string;
    role: string;
    department: string | null;
    until: Date | null;
    granted_by: string;
    granted_at: Date;
    revoked_by: string | null;
    revoked_at: Date | null;
  };
  kernel_enterprise: { id: string; name: string; representative_id: string | null; created_at: Date };
  kernel_delegation: {
    id: string;
    from_kind: Principal['kind'];
    from_id: string;
    to_person: string;
    permissions: string[];
    granted_by: string;
    granted_at: Date;
    expires_at: Date;
    revoked_by: string | null;
    revoked_at: Date | null;
  };
  kernel_session: {
    id: string;
    user_id: string;
    token: string;
    expires_at: Date;
    ip_address: string | null;
    user_agent: string | null;
    created_at: Date;
    updated_at: Date;
    last_seen_at: Date;
    acting_kind: Principal['kind'] | null;
    acting_id: string | null;
    delegation_id: string | null;
  };
  kernel_service_token: {
    id: string;
    name: string;
    token_hash: string;
    permissions: string[];
    department: string | null;
    created_by: string;
    created_at: Date;
    expires_at: Date;
    revoked_at: Date | null;
    last_used_at: Date | null;
  };
  kernel_invitation: {
    token_hash: string;
    person_id: string;
    created_by: string;
    created_at: Date;
    expires_at: Date;
    used_at: Date | null;
  };
}
