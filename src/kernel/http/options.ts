import type { FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { Registry } from 'prom-client';

import type { Actor, AnyModule, Bilingual, District, Enqueue, KernelTables, ReadProfile } from '../core/index.ts';
import type { LiveHub } from '../events/index.ts';
import type { PortalFrame, RenderPortal } from './page.ts';

/** Everything the edge needs from the rest of the platform. */
export interface HttpOptions {
  readonly db: Kysely<KernelTables>;
  readonly pool: pg.Pool;
  readonly modules: readonly AnyModule[];
  readonly profile: ReadProfile;
  /** Absolute path of the district's folder on disk. */
  readonly storage: string;
  readonly district: District;
  readonly districtTitle: Bilingual;
  /** How to reach the district by phone; null shows none. */
  readonly contact: PortalFrame['contact'];
  readonly enqueue: Enqueue;
  /** Who sends this request; anonymous when nobody is signed in. `anew` believes nothing kept, and does not count as use of the session. */
  readonly authenticate: (request: FastifyRequest, how?: { readonly anew: boolean }) => Promise<Actor>;
  /** Name shown on portal pages for a signed-in person. */
  readonly nameOf?: (actor: Actor) => Promise<string>;
  /** Size of the ledger and when it was last signed; null while it is empty. */
  readonly ledgerState: () => Promise<{ readonly size: number; readonly signedAt: Date } | null>;
  readonly clock: () => Date;
  /** The address under which people reach us, when the operator said it. */
  readonly publicUrl?: string | null;
  /** What browsers follow live; null in tests without it. */
  readonly live: LiveHub | null;
  readonly render: RenderPortal;
  /** Folder of built files with `portal/` and `console/`; null in tests without screens. */
  readonly dist: URL | null;
  readonly demo: boolean;
  /** Signs CSRF tokens; at least 32 random bytes. */
  readonly secret: Buffer;
  /** True when people reach us by https, so that cookies are marked Secure. */
  readonly secure: boolean;
  /** How many proxies stand in front; their X-Forwarded-For is believed. */
  readonly trustedProxies: number;
  /** Requests a minute and address before 429; 0 switches the limit off. */
  readonly ratePerMinute: number;
  /** Who sends it as a bearer token may read the figures; null lets only this machine. */
  readonly metricsToken: string | null;
  /** Others' figures beside those of the web server. */
  readonly meter?: (register: Registry) => void;
  readonly log: { readonly level: string };
}
