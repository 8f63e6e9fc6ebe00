import type { Message, Reply, SmsSender } from './channel.ts';

/** How text messages leave: by whatever HTTP gateway the district has a contract with. */
export interface SmsSettings {
  /** Address, with slots. */
  readonly url: string;
  readonly method: 'POST' | 'GET';
  /** Header names and values, with slots. */
  readonly headers: Readonly<Record<string, string>>;
  /** Body, with slots; null for GET. */
  readonly body: string | null;
  /** What the gateway's answer looks like when it took the message; null: any 2xx. */
  readonly accepted: RegExp | null;
  /** What its report looks like when the message arrived, and when it never will. */
  readonly arrived: RegExp | null;
  readonly lost: RegExp | null;
}

/** Slots of the templates: what a text message may tell is code and link, nothing else. */
type Slots = Readonly<Record<'phone' | 'national' | 'text' | 'code' | 'link' | 'id' | 'receipt', string>>;

const TIMEOUT_MS = 15_000;
const LONGEST_ANSWER = 64 * 1024;

/** Opens the way to an SMS gateway. A value goes into each template written the way of its place, so that it cannot leave it. */
export function openSms(settings: SmsSettings): SmsSender {
  return {
    send: async (number, message, receipt) => {
      try {
        return await ask(settings, slotsOf(number, message, receipt));
      } catch (error) {
        const { cause, message: words } = error as Error & { readonly cause?: NodeJS.ErrnoException };
        return { kind: 'trouble', problem: cause?.code ?? words, gateway: true };
      }
    },
    reports: { arrived: settings.arrived?.source ?? null, lost: settings.lost?.source ?? null },
  };
}

function slotsOf(phone: string, { id, short, code, link }: Message, receipt: string): Slots {
  return { phone, national: phone.replace(/^\+86/, ''), text: short, code: code ?? '', link: link ?? '', id, receipt };
}

async function ask({ url, method, headers, body, accepted }: SmsSettings, slots: Slots): Promise<Reply> {
  const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value, slots, headerValue)]));
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'application/json';
  const response = await fetch(fill(url, slots, encodeURIComponent), {
    method,
    headers: { 'content-type': type, ...sent },
    ...(method === 'POST' && body !== null && { body: fill(body, slots, writerFor(type)) }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return replyOf(response.status, await readSome(response), accepted);
}

/** 4xx other than 401, 403, 408 and 429 is about the message; the rest is about our account or the gateway. */
function replyOf(status: number, answer: string, accepted: RegExp | null): Reply {
  const taken = status >= 200 && status < 300;
  if (taken && (accepted?.test(answer) ?? true)) return { kind: 'sent' };
  if (taken) return { kind: 'trouble', problem: 'not accepted', gateway: true };
  const ours = ![401, 403, 408, 429].includes(status) && status >= 400 && status < 500;
  return ours ? { kind: 'refused', problem: `HTTP ${status}` } : { kind: 'trouble', problem: `HTTP ${status}`, gateway: true };
}

async function readSome(response: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LONGEST_ANSWER) break;
  }
  return text;
}

function fill(template: string, slots: Slots, write: (value: string) => string): string {
  return template.replaceAll(/\{(phone|national|text|code|link|id|receipt)\}/g, (_, name: keyof Slots) => write(slots[name]));
}

function writerFor(type: string): (value: string) => string {
  if (type.includes('x-www-form-urlencoded')) return encodeURIComponent;
  if (type.includes('xml')) return (value) => value.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return (value) => JSON.stringify(value).slice(1, -1);
}

/** Header values are Latin; everything that could end the line goes. */
function headerValue(value: string): string {
  return value.replaceAll(/[^\x20-\x7e]/g, '');
}
