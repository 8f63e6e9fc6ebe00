import { openTestDistrict, person } from '#kernel/testing';

import { operations } from '../module.ts';

/** Somebody at the duty desk. */
export const CLERK = person({
  id: 'clerk',
  permissions: ['operations:see', 'operations:intake', 'operations:dispatch'],
  roles: ['dispatcher'],
  department: 'social-governance',
});

/** Who cares for sources and quarantine. */
export const KEEPER = person({ id: 'keeper', permissions: ['operations:intake', 'operations:sources'], department: 'data-administration' });

/** A machine with a service token. */
export const MACHINE = {
  ...person({ id: 'service:0198c7de-0000-7000-8000-000000000001', permissions: ['operations:send'] }),
  kind: 'service' as const,
};

/** A machine that no source names. */
export const STRANGER = {
  ...person({ id: 'service:0198c7de-0000-7000-8000-000000000002', permissions: ['operations:send'] }),
  kind: 'service' as const,
};

/** The middle of the district. */
export const HERE = { lng: 120.62, lat: 29.93 };

/** A place so many metres north of the middle. */
export const north = (metres: number) => ({ lng: HERE.lng, lat: HERE.lat + metres / 111_195 });

/** A test district with a registered sensor feed. */
export async function openIntake() {
  const district = await openTestDistrict({ modules: [operations] });
  const keeper = district.as(KEEPER);
  const answer = await keeper('POST', '/api/sources', {
    key: 'lamps',
    title: { zh: '路灯监测', en: 'Lamp monitors' },
    kind: 'machine',
    senders: [MACHINE.id],
  });
  if (answer.status !== 201) throw new Error(answer.text);
  let number = 0;
  const note = (about: object = {}) => ({
    source: 'telephone',
    externalId: `note-${++number}`,
    text: '路灯不亮',
    category: 'roads.streetlight',
    place: HERE,
    ...about,
  });
  const alarm = (about: object = {}) => ({ ...note(about), source: 'lamps', ...about });
  return { district, clerk: district.as(CLERK), keeper, machine: district.as(MACHINE), stranger: district.as(STRANGER), note, alarm };
}
