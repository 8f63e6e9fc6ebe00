import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import Provider from 'oidc-provider';

/** A real OpenID provider, as a province would run one; whoever comes is signed in as `subject` without being asked. */
export async function startOidcProvider({ redirectUri }: { redirectUri: string }) {
  const state = { subject: 'citizen-330000-1', name: '越小满' };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'maplebridge', client_secret: 'province-gave-us-this', redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: async (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, name: state.name }) }),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ['a', 'b'] },
  });
  const handle = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
    void finish(provider, request, response, state.subject);
  });
  return {
    issuer,
    state,
    clientId: 'maplebridge',
    clientSecret: 'province-gave-us-this',
    /** Follows the province's own redirects with a cookie jar, as a browser does. @returns the address on our site it ends at */
    async visit(url: string): Promise<URL> {
      const jar = new Map<string, string>();
      let next = url;
      while (next.startsWith(issuer)) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const response = await fetch(next, { redirect: 'manual', headers: { cookie } });
        for (const line of response.headers.getSetCookie()) {
          const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
          jar.set(name, value);
        }
        const location = response.headers.get('location');
        if (!location) throw new Error(`${response.status} ${await response.text()}`);
        next = new URL(location, next).href;
      }
      return new URL(next);
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function finish(provider: Provider, request: IncomingMessage, response: ServerResponse, accountId: string): Promise<void> {
  const { prompt, params } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') return provider.interactionFinished(request, response, { login: { accountId } });
  const grant = new provider.Grant({ accountId, clientId: String(params['client_id']) });
  grant.addOIDCScope('openid profile');
  const grantId = await grant.save();
  return provider.interactionFinished(request, response, { consent: { grantId } }, { mergeWithLastSubmission: true });
}
