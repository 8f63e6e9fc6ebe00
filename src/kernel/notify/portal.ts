import { type Static, Type } from 'typebox';

import { type Bilingual, type Context, closed, DomainError, portalScreen } from '../core/index.ts';
import { type Choices, saveChoices } from './choices.ts';
import { claimContact, eraseContact, eraseReach, proveContact } from './contacts.ts';
import { removeDevice } from './devices.ts';
import { notifyErrors } from './errors.ts';
import { ContactChannelName } from './profile.ts';
import { readSettings } from './settings.ts';
import type { Channel } from './tables.ts';
import { tryOut } from './try-out.ts';

const HERE = '/account/notifications';
const Words = Type.String({ maxLength: 300 });
const OrderOfKind = Type.String({ maxLength: 80, pattern: '^[a-z][a-z0-9-]*:[a-z,]*$' });

const Form = closed({
  action: Type.Enum(['choose', 'claim', 'prove', 'erase-contact', 'remove-device', 'erase-all', 'try-out']),
  channel: Type.Optional(ContactChannelName),
  address: Type.Optional(Words),
  code: Type.Optional(Words),
  id: Type.Optional(Words),
  language: Type.Optional(Type.Enum(['zh', 'en'])),
  quiet: Type.Optional(Type.Enum(['on'])),
  from: Type.Optional(Words),
  to: Type.Optional(Words),
  /** `task:push,email`: the channels of one kind, in order; one for each kind. */
  order: Type.Optional(Type.Union([OrderOfKind, Type.Array(OrderOfKind, { maxItems: 60 })])),
});

/** What the page says after an act. */
type Said = 'saved' | 'sent' | 'proven' | 'wrong' | 'expired' | 'erased' | 'tried' | 'unreached' | 'pushed';

/** How one is told, on the portal: everything but push works without JavaScript. */
export const settingsScreen = portalScreen({
  path: HERE,
  title: { en: 'How you are told', zh: '通知设置' },
  view: 'notify/settings',
  permission: 'signed-in',
  query: closed({
    said: Type.Optional(Type.Enum(['saved', 'sent', 'proven', 'wrong', 'expired', 'erased', 'tried', 'unreached', 'pushed'])),
  }),
  form: Form,
  repeatable: true,
  load: (context, { query }) => show(context, query.said ?? null, null),
  act: async (context, { form }) => {
    try {
      return { redirect: `${HERE}?said=${await change(context, form)}` };
    } catch (error) {
      if (error instanceof DomainError) return { data: await show(context, null, error.text), status: error.status };
      throw error;
    }
  },
});

async function show(context: Context<never>, said: Said | null, problem: Bilingual | null) {
  return { settings: await readSettings(context), said, problem };
}

async function change(context: Context<never>, form: Static<typeof Form>): Promise<Said> {
  const { action, channel = 'email', address = '', code = '', id = '' } = form;
  switch (action) {
    case 'choose':
      await saveChoices(context, choicesOf(form));
      return 'saved';
    case 'claim':
      await claimContact(context, channel, address);
      return 'sent';
    case 'prove':
      return (await proveContact(context, channel, code)).state;
    case 'erase-contact':
      await eraseContact(context, channel);
      return 'erased';
    case 'remove-device':
      await removeDevice(context, id);
      return 'erased';
    case 'erase-all':
      await eraseReach(context);
      return 'erased';
    case 'try-out':
      return (await tryOut(context)) ? 'tried' : 'unreached';
  }
}

/** @throws notifications.unknownKind when a channel is none */
function choicesOf({ language = 'zh', quiet, from = '', to = '', order = [] }: Static<typeof Form>): Static<typeof Choices> {
  const channels = [order].flat().map((each) => {
    const [kind = '', list = ''] = each.split(':');
    return [kind, list.split(',').filter(Boolean).map(channelOf)] as const;
  });
  if (quiet && !(TIME.test(from) && TIME.test(to))) throw notifyErrors.quietNever();
  return { language, quiet: quiet ? { from, to } : null, channels: Object.fromEntries(channels) };
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function channelOf(name: string): Channel {
  if (name === 'push' || name === 'email' || name === 'sms') return name;
  throw notifyErrors.channelAbsent();
}
