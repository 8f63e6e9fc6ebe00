import { type Bilingual, DomainError, type FormOutcome, type Language } from '#kernel';

import { categoriesOf, guessCategories } from '../signals/categories.ts';
import { intakeFile } from '../signals/facts.ts';
import type { SignalMessage } from '../signals/message.ts';
import { receiveSignal } from '../signals/receive.ts';
import { issueReceipt } from '../signals/reporters.ts';
import type { SignalContext } from '../signals/tables.ts';
import { type Town, townsOf } from '../signals/towns.ts';
import { countTry, mayTry } from './attempts.ts';
import { type Fault, messageOf, type ReportForm } from './report-message.ts';
import type { PortalContext } from './tables.ts';

interface Choice {
  readonly key: string;
  readonly title: Bilingual;
  readonly groupTitle: Bilingual;
}

/** What the page for reporting shows: telling, checking, and the receipt. */
export interface ReportPage {
  readonly pageTitle?: Bilingual;
  readonly step: 'tell' | 'check' | 'sent';
  /** What somebody typed. */
  readonly form: ReportForm;
  readonly errors: readonly Fault[];
  readonly towns: readonly Town[];
  readonly categories: readonly Choice[];
  /** Categories that the words suggest, best first. */
  readonly guesses: readonly Choice[];
  /** Whether the words sound like danger, for which there are faster ways. */
  readonly urgent: boolean;
  /** Shown this once. */
  readonly receipt: string | null;
}

const TITLES = {
  check: { en: 'Check and send', zh: '核对并提交' },
  sent: { en: 'Your report has arrived', zh: '您的反映已收到' },
} satisfies Record<string, Bilingual>;
/** More would have to be read before choosing. */
const MOST_GUESSES = 4;
/** Raised by devices, not by people. */
const MACHINES = 'sensor';
const URGENT = 'urgent';

/** The empty page. */
export function reportPage(context: PortalContext, form: ReportForm = {}): ReportPage {
  const { profile } = context;
  const categories = [...categoriesOf(profile).values()].filter(({ group }) => group !== MACHINES);
  const choices = guessCategories(profile, form.text ?? '').flatMap(({ category }) => categories.filter(({ key }) => key === category));
  const choice = ({ key, title, groupTitle }: Choice): Choice => ({ key, title, groupTitle });
  return {
    step: 'tell',
    form,
    errors: [],
    towns: townsOf(profile),
    categories: categories.map(choice),
    guesses: choices.slice(0, MOST_GUESSES).map(choice),
    urgent: choices[0]?.level === URGENT,
    receipt: null,
  };
}

/** Takes what was typed one step further; nothing is kept before it is sent. */
export async function reportForm(context: PortalContext, form: ReportForm, language: Language, ip: string): Promise<FormOutcome> {
  const page = reportPage(context, form);
  if (form.step === 'tell') return { data: page, status: 200 };
  const message = messageOf(form, context.profile, context.now, language);
  if (isFaulty(message)) return { data: { ...page, ...stepOf(message), errors: message } };
  if (form.step !== 'send') return { data: { ...page, step: 'check', pageTitle: TITLES.check }, status: 200 };
  try {
    const receipt = await take(context, message, ip);
    return { data: { ...page, form: {}, step: 'sent', pageTitle: TITLES.sent, receipt }, status: 200 };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { data: { ...page, errors: [{ field: 'text', message: error.text[language] }] }, status: error.status };
  }
}

/** A wrong category is chosen on the second page, everything else on the first. */
function stepOf(faults: readonly Fault[]): Partial<ReportPage> {
  return faults.every(({ field }) => field === 'category') ? { step: 'check', pageTitle: TITLES.check } : {};
}

/** @returns the receipt's code @throws kernel.tooMany, and what receiveSignal refuses */
async function take(context: PortalContext, message: SignalMessage, ip: string): Promise<string> {
  const { reports, windowMinutes } = context.profile(intakeFile).portal;
  const sender = { what: 'report', ip, most: reports, windowMinutes };
  await mayTry(context, sender);
  await countTry(context, sender);
  const { actor } = context;
  const intake = context as unknown as SignalContext;
  const { id } = await receiveSignal(intake, message, actor.kind === 'person' ? actor.id : null);
  return issueReceipt(intake, id);
}

function isFaulty(message: SignalMessage | readonly Fault[]): message is readonly Fault[] {
  return Array.isArray(message);
}
