import { type Day, monthStart, workingDays } from '../days.ts';
import { type District, villageUscc } from '../district/district.ts';
import type { Place } from '../district/places.ts';
import { currentName, type Enterprise } from '../enterprises/enterprise.ts';
import type { Name } from '../names.ts';
import { type Random, randomStream } from '../random.ts';
import {
  CATEGORIES,
  type CategoryKey,
  DEPARTMENT_PROJECTS,
  OFFICE_PROJECTS,
  type Project,
  TOWN_PROJECTS,
  VILLAGE_PROJECTS,
} from './projects.ts';

/** One payment of public money. */
export interface Payment {
  readonly voucher: string;
  readonly paidOn: Day;
  readonly payerCode: string;
  readonly payerLevel: 'department' | 'town' | 'village';
  readonly payer: Name;
  readonly payee: Name;
  /** Null for natural persons, whose names are never kept, and for utilities. */
  readonly payeeUscc: string | null;
  readonly amountFen: number;
  readonly category: CategoryKey;
  readonly project: Name;
}

interface Payer {
  readonly code: string;
  readonly level: Payment['payerLevel'];
  readonly name: Name;
  /** Begins its voucher numbers. */
  readonly mark: string;
  readonly projects: readonly Project[];
  /** Payments a month in an ordinary month. */
  readonly pace: number;
  /** How large its payments are beside those of a department. */
  readonly scale: number;
  /** The firms it tends to pay, by category; the first are its regulars. */
  readonly suppliers: Map<CategoryKey, readonly Enterprise[]>;
}

interface Payee {
  readonly name: Name;
  readonly uscc: string | null;
}

const MONTHS = 24;
const REDACTED: Payee = { name: { zh: '个人（已隐去）', en: 'Individual (redacted)' }, uscc: null };
const UTILITIES: readonly Payee[] = [
  { name: { zh: '枫桥供电所（演示）', en: 'Fengqiao Power Office (demo)' }, uscc: null },
  { name: { zh: '枫桥自来水厂（演示）', en: 'Fengqiao Waterworks (demo)' }, uscc: null },
  { name: { zh: '枫桥通信服务站（演示）', en: 'Fengqiao Telephone Office (demo)' }, uscc: null },
];
/** How busy each month is: little around the Spring Festival, a rush before the books close. */
const MONTH_PACE = [1.12, 0.55, 0.9, 0.92, 0.95, 1.1, 0.95, 0.93, 1.08, 0.9, 1.12, 1.75];
const MOST_YUAN = 86_000_000;
const SUPPLIERS_KEPT = 9;

/** Twenty-four months of payments by departments, towns and villages, in the order of payment. */
export function spendingLedger(district: District): Payment[] {
  const random = randomStream(district.seed, 'spending');
  const active = district.enterprises.filter(({ status }) => status === 'active' || status === 'moved');
  const villages = district.places.filter(({ kind }) => kind === 'village');
  const payers = payersOf(district, villages, random);
  const payments = Array.from({ length: MONTHS }, (_, index) => monthStart(district.today, index - MONTHS)).flatMap((month) =>
    payers.flatMap((payer) => payMonth(payer, month, { random, active, villages, district })),
  );
  payments.sort((one, other) => (one.paidOn < other.paidOn ? -1 : one.paidOn > other.paidOn ? 1 : 0));
  return numbered(payments);
}

interface Desk {
  readonly random: Random;
  readonly active: readonly Enterprise[];
  readonly villages: readonly Place[];
  readonly district: District;
}

type Unnumbered = Payment & { readonly mark: string };

function payersOf(district: District, villages: readonly Place[], random: Random): Payer[] {
  const departments = district.departments.map(({ key, name }, index): Payer => {
    const own = DEPARTMENT_PROJECTS[key] ?? [];
    const pace = 8 + own.reduce((sum, { weight }) => sum + weight, 0) * 0.33;
    const mark = `GK${String(index + 1).padStart(3, '0')}`;
    return { code: key, level: 'department', name, mark, projects: [...own, ...OFFICE_PROJECTS], pace, scale: 1, suppliers: new Map() };
  });
  const towns = district.towns.map(({ code, name, population }): Payer => {
    const full = { zh: `${name.zh}${name.zh.endsWith('街道') ? '办事处' : '人民政府'}`, en: `${name.en} Office` };
    const projects = [...fill(TOWN_PROJECTS, 'town', name), ...OFFICE_PROJECTS];
    return {
      code,
      level: 'town',
      name: full,
      mark: `ZJ${code.slice(-3)}`,
      projects,
      pace: 17 + population / 2_400,
      scale: 0.55,
      suppliers: new Map(),
    };
  });
  const ofVillages = villages.map((village): Payer => {
    const word = village.name.zh;
    const name = {
      zh: `${village.town.name.zh}${word}股份经济合作社`,
      en: `${village.name.en} Shareholding Cooperative, ${village.town.word.en}`,
    };
    const projects = fill(VILLAGE_PROJECTS, 'village', village.name);
    const pace = random.logNormal(2.7, 0.35);
    return {
      code: village.code,
      level: 'village',
      name,
      mark: `CJ${village.code.slice(-6)}`,
      projects,
      pace,
      scale: 0.16,
      suppliers: new Map(),
    };
  });
  return [...departments, ...towns, ...ofVillages];
}

function fill(projects: readonly Project[], word: string, name: Name): Project[] {
  return projects.map((project) => ({
    ...project,
    name: { zh: project.name.zh.replace(`{${word}}`, name.zh), en: project.name.en.replace(`{${word}}`, name.en) },
  }));
}

function payMonth(payer: Payer, month: Day, desk: Desk): Unnumbered[] {
  const { random } = desk;
  const days = workingDays(month, monthStart(month, 1)).filter((day) => day.startsWith(month.slice(0, 7)));
  const busy = MONTH_PACE[Number(month.slice(5, 7)) - 1] ?? 1;
  const count = Math.round(payer.pace * busy * random.logNormal(1, 0.12) + random.unit() - 0.5);
  return Array.from({ length: Math.max(0, count) }, () => pay(payer, dayOfPayment(days, random), desk));
}

/** Payments gather in the second half of a month. */
function dayOfPayment(days: readonly Day[], random: Random): Day {
  return days[Math.floor(random.unit() ** 0.7 * days.length)] as Day;
}

function pay(payer: Payer, paidOn: Day, desk: Desk): Unnumbered {
  const { random } = desk;
  const { category, name: project } = random.weighted(payer.projects, ({ weight }) => weight);
  const payee = payeeOf(payer, category, desk);
  const { median, sigma } = CATEGORIES[category];
  const yuan = random.chance(0.006) ? random.pareto(median * 12, 1.05) : random.logNormal(median, sigma);
  const amountFen = Math.max(100, settle(Math.min(MOST_YUAN, yuan * payer.scale), random));
  const { code: payerCode, level: payerLevel, name, mark } = payer;
  const { name: payeeName, uscc: payeeUscc } = payee;
  return { mark, voucher: '', paidOn, payerCode, payerLevel, payer: name, payee: payeeName, payeeUscc, amountFen, category, project };
}

/** In fen; a part of all bills is in whole yuan or tens, as people make them. */
function settle(yuan: number, random: Random): number {
  const dice = random.unit();
  if (dice < 0.1) return Math.round(yuan / 10) * 1_000;
  return dice < 0.26 ? Math.round(yuan) * 100 : Math.round(yuan * 100);
}

function payeeOf(payer: Payer, category: CategoryKey, desk: Desk): Payee {
  const { random, district, villages } = desk;
  if (category === 'relief') return REDACTED;
  if (category === 'utilities') return random.pick(UTILITIES);
  if (category === 'transfer') {
    const village = random.pick(villages);
    return {
      name: { zh: `${village.name.zh}股份经济合作社`, en: `${village.name.en} Shareholding Cooperative` },
      uscc: villageUscc(district, village),
    };
  }
  const firm = firmFor(payer, category, desk);
  return firm.isNaturalPerson ? REDACTED : { name: currentName(firm), uscc: firm.uscc };
}

/** A regular supplier: the first in a payer's short list is paid most, by Zipf's law. */
function firmFor(payer: Payer, category: CategoryKey, { random, active }: Desk): Enterprise {
  const kept = payer.suppliers.get(category) ?? shortList(category, active, random);
  payer.suppliers.set(category, kept);
  return random.weighted(kept, (firm) => 1 / (1 + kept.indexOf(firm)));
}

function shortList(category: CategoryKey, active: readonly Enterprise[], random: Random): Enterprise[] {
  const { suppliers } = CATEGORIES[category];
  const able = active.filter(({ industry }) => suppliers?.test(industry.code));
  const drawn = Array.from({ length: SUPPLIERS_KEPT }, () =>
    random.weighted(able, ({ employees, isNaturalPerson }) => employees ** 0.7 * (isNaturalPerson ? 0.2 : 1)),
  );
  return [...new Set(drawn)];
}

/** Gives each payer's payments of a year a running voucher number without gaps. */
function numbered(payments: readonly Unnumbered[]): Payment[] {
  const last = new Map<string, number>();
  return payments.map(({ mark, ...payment }) => {
    const book = `${mark}-${payment.paidOn.slice(0, 4)}`;
    const number = (last.get(book) ?? 0) + 1;
    last.set(book, number);
    return { ...payment, voucher: `${book}-${String(number).padStart(5, '0')}` };
  });
}
