import { Type } from 'typebox';

import { closed, route, text, Uuid } from '../../core/index.ts';
import { Choices, saveChoices } from '../choices.ts';
import { claimContact, eraseContact, eraseReach, proveContact } from '../contacts.ts';
import { addDevice, removeDevice, Subscription } from '../devices.ts';
import { ContactChannelName } from '../profile.ts';
import { readSettings, Settings } from '../settings.ts';
import { tryOut } from '../try-out.ts';

const OfChannel = closed({ channel: ContactChannelName });

/** How everybody is told what concerns them. */
export const ownRoutes = [
  route({
    method: 'GET',
    path: '/settings',
    summary: 'How I am told: channels, quiet hours, addresses, devices, and what was sent lately',
    permission: 'signed-in',
    reply: Settings,
    handle: (context) => readSettings(context),
  }),
  route({
    method: 'PUT',
    path: '/settings',
    summary: 'Choose language, quiet hours and the order of channels for each kind of news',
    permission: 'signed-in',
    body: Choices,
    reply: closed({}),
    handle: async (context, { body }) => {
      await saveChoices(context, body);
      return {};
    },
  }),
  route({
    method: 'DELETE',
    path: '/settings',
    summary: 'Erase my addresses, devices and choices',
    permission: 'signed-in',
    reply: closed({}),
    handle: async (context) => {
      await eraseReach(context);
      return {};
    },
  }),
  route({
    method: 'POST',
    path: '/contacts',
    summary: 'Name an address of mine; a code is sent to it',
    permission: 'signed-in',
    body: closed({ channel: ContactChannelName, address: text(254) }),
    reply: closed({}),
    status: 202,
    handle: async (context, { body }) => {
      await claimContact(context, body.channel, body.address);
      return {};
    },
  }),
  route({
    method: 'POST',
    path: '/contacts/:channel/proof',
    summary: 'Type the code that was sent; the right one makes the address mine',
    permission: 'signed-in',
    params: OfChannel,
    body: closed({ code: text(20) }),
    reply: closed({ state: Type.Enum(['proven', 'wrong', 'expired']), left: Type.Optional(Type.Integer()) }),
    handle: (context, { params, body }) => proveContact(context, params.channel, body.code),
  }),
  route({
    method: 'DELETE',
    path: '/contacts/:channel',
    summary: 'Erase an address of mine',
    permission: 'signed-in',
    params: OfChannel,
    reply: closed({}),
    handle: async (context, { params }) => {
      await eraseContact(context, params.channel);
      return {};
    },
  }),
  route({
    method: 'POST',
    path: '/devices',
    summary: 'Let this browser show my news (Push API)',
    permission: 'signed-in',
    body: Subscription,
    reply: closed({ id: Uuid }),
    status: 201,
    handle: async (context, { body }) => ({ id: await addDevice(context, body) }),
  }),
  route({
    method: 'DELETE',
    path: '/devices/:id',
    summary: 'Stop sending to a device of mine',
    permission: 'signed-in',
    params: closed({ id: Uuid }),
    reply: closed({}),
    handle: async (context, { params }) => {
      await removeDevice(context, params.id);
      return {};
    },
  }),
  route({
    method: 'POST',
    path: '/try-out',
    summary: 'Send myself a message by the channels I chose',
    permission: 'signed-in',
    reply: closed({ queued: Type.Boolean() }),
    handle: async (context) => ({ queued: await tryOut(context) }),
  }),
];
