import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

import { notifyErrors } from '../errors.ts';

/** Asks the name service for every address of a host. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** IPv4 that is not the public internet's (IANA special-purpose registry, RFC 6890 and later). */
const PRIVATE_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Within the one block of IPv6 that is public (2000::/3), what is not, or what wraps an IPv4 address. */
const PRIVATE_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const v4 = blockList('ipv4', PRIVATE_V4);
const v6 = blockList('ipv6', PRIVATE_V6);
const globalV6 = blockList('ipv6', ['2000::/3']);

/** Whether an IP address belongs to the public internet. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !v4.check(address, 'ipv4');
  return family === 6 && globalV6.check(address, 'ipv6') && !v6.check(address, 'ipv6');
}

/**
 * Reads the address of a push service that somebody gave us: https on its own port, a dotted host name, no account in it.
 * Where the name leads is looked at when something is sent.
 * @throws notifications.badEndpoint
 */
export function parseEndpoint(given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : null;
  const host = url?.hostname ?? '';
  const named = isIP(host.replaceAll(/[[\]]/g, '')) === 0 && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host);
  if (url?.protocol !== 'https:' || url.port !== '' || url.username || url.password || !named) throw notifyErrors.badEndpoint();
  return url;
}

/**
 * Finds the address to connect to. One private address among them is enough to refuse: the name is not in honest hands.
 * The caller connects to this very address, so a name that changes meanwhile changes nothing.
 * @throws notifications.badEndpoint
 */
export async function publicAddressOf(host: string, resolve: Resolve = resolveAll): Promise<string> {
  const addresses = await resolve(host);
  const [first] = addresses;
  if (!first || !addresses.every(isPublic)) throw notifyErrors.badEndpoint();
  return first;
}

async function resolveAll(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

function blockList(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', bits] = range.split('/');
    list.addSubnet(net, Number(bits), family);
  }
  return list;
}
