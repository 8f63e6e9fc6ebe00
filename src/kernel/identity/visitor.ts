import type { IncomingHttpHeaders } from 'node:http';

import { ADDRESS_HEADER } from './auth.ts';

/** Who knocks: headers of the request, and the sender's address as the http layer sees it behind trusted proxies. */
export interface Visitor {
  readonly headers: IncomingHttpHeaders;
  readonly ip: string;
}

const PASSED_ON = ['cookie', 'user-agent', 'accept-language', 'origin', 'host', 'content-type'] as const;

/** The headers that better-auth may see. `without` leaves a cookie out. */
export function headersFor({ headers, ip }: Visitor, without?: string): Headers {
  const passed = new Headers({ [ADDRESS_HEADER]: ip });
  for (const name of PASSED_ON) {
    const value = headers[name];
    if (typeof value === 'string') passed.set(name, name === 'cookie' && without ? dropCookie(value, without) : value);
  }
  return passed;
}

function dropCookie(header: string, name: string): string {
  return pairsOf(header)
    .filter((pair) => !pair.startsWith(`${name}=`))
    .join('; ');
}

function pairsOf(header: string): string[] {
  return header.split(';').map((pair) => pair.trim());
}
