import type { Named, Session } from '../api.ts';
import { forgetDevice, openDevice } from './database.ts';

/** Whom this device knows, as far as it needs to without a network. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly department: Named | null;
}

const LAST = 'maplebridge.field.person';
const ALL = 'maplebridge.field.people';

/** Who worked here last, so that the app opens without a network; null after a sign-out. */
export function lastPerson(): Person | null {
  return parsed<Person | null>(LAST, null);
}

/** Remembers who works here; what was read for anybody else goes, what they had not sent waits for them. */
export async function keepPerson({ id, name, department }: Session): Promise<Person> {
  const person = { id, name, department };
  localStorage.setItem(LAST, JSON.stringify(person));
  const others = people().filter((each) => each !== id);
  localStorage.setItem(ALL, JSON.stringify([...others, id]));
  for (const other of others) await forgetUnlessUnsent(other);
  return person;
}

/** Forgets a person at sign-out. */
export async function forgetPerson(id: string): Promise<void> {
  await forgetDevice(id);
  localStorage.setItem(ALL, JSON.stringify(people().filter((each) => each !== id)));
  localStorage.removeItem(LAST);
}

async function forgetUnlessUnsent(id: string): Promise<void> {
  const device = await openDevice(id);
  const waiting = (await device.items()).length;
  await device.forgetSnapshot();
  device.close();
  if (waiting > 0) return;
  await forgetDevice(id);
  localStorage.setItem(ALL, JSON.stringify(people().filter((each) => each !== id)));
}

function people(): string[] {
  return parsed<string[]>(ALL, []);
}

function parsed<Value>(key: string, fallback: Value): Value {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? 'null') as Value) ?? fallback;
  } catch {
    return fallback;
  }
}
