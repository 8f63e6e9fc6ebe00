// oidc-provider carries no types; this is as much of it as the tests use.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export default class Provider {
    constructor(issuer: string, configuration: ProviderConfiguration);
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionDetails(
      request: IncomingMessage,
      response: ServerResponse,
    ): Promise<{ prompt: { name: string }; params: Readonly<Record<string, unknown>> }>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object, options?: object): Promise<void>;
    Grant: new (about: {
      accountId: string;
      clientId: string;
    }) => { addOIDCScope(scope: string): void; save(): Promise<string> };
  }

  interface ProviderConfiguration {
    readonly findAccount: (context: unknown, id: string) => Promise<{ accountId: string; claims(): Promise<object> }>;
    readonly interactions: { url(context: unknown, interaction: { uid: string }): string };
    readonly [other: string]: unknown;
  }
}
