import { type Bilingual, DomainError, type FormOutcome, type Language, SYSTEM } from '#kernel';

import { acts } from '../cases/acts/index.ts';
import { readCode } from '../cases/code.ts';
import { perform } from '../cases/engine.ts';
import type { CaseContext } from '../cases/tables.ts';
import { signalOfReceipt } from '../signals/reporters.ts';
import type { SignalContext } from '../signals/tables.ts';
import { statisticsFile } from '../statistics/facts.ts';
import { countTry, mayTry, type Sender } from './attempts.ts';
import { eventOf, type Followed, followedMatter, type PublicMatter, publicMatter, type ReporterAct } from './matter.ts';
import type { PortalContext } from './tables.ts';

/** What the page about one's own matter shows. */
export interface TrackPage {
  readonly pageTitle?: Bilingual;
  /** What somebody typed. */
  readonly code: string;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
  /** With a receipt: everything. */
  readonly followed: Followed | null;
  /** With the public code of a case: where it stands. */
  readonly matter: PublicMatter | null;
  /** What was done a moment ago. */
  readonly done: ReporterAct | null;
  /** What somebody wrote before something went wrong. */
  readonly words: string;
}

/** What the page's forms send. */
export interface TrackForm {
  readonly code: string;
  readonly act?: ReporterAct;
  readonly words?: string;
}

const EMPTY: TrackPage = { code: '', errors: [], followed: null, matter: null, done: null, words: '' };

const SAYS = {
  nothing: {
    en: 'No matter has this code. Look at your receipt again: letters and digits, in groups of four.',
    zh: '没有与该码对应的事项。请核对回执：由字母和数字组成，每四位一组。',
  },
  wordsMissing: { en: 'Say in a sentence what is not right', zh: '请用一句话说明哪里不对' },
} satisfies Record<string, Bilingual>;

/** The page before anything was asked, or for the public code of a case in the address. */
export async function trackPage(context: PortalContext, code: string | undefined, language: Language, ip: string): Promise<TrackPage> {
  if (!code) return EMPTY;
  await mayTry(context, codesFrom(context, ip));
  const matter = await matterOfCode(context, code);
  if (matter) return { ...EMPTY, code, matter };
  await countTry(context, codesFrom(context, ip));
  return nothing(code, language);
}

/** Looks a code up, and does what the reporter asks, the platform speaking for them. */
export async function trackForm(context: PortalContext, form: TrackForm, language: Language, ip: string): Promise<FormOutcome> {
  await mayTry(context, codesFrom(context, ip));
  const signalId = await signalOfReceipt(context as unknown as SignalContext, form.code);
  if (signalId) return { data: await withReceipt(context, signalId, form, language), status: 200 };
  const matter = await matterOfCode(context, form.code);
  if (matter) return { data: { ...EMPTY, code: form.code, matter }, status: 200 };
  await countTry(context, codesFrom(context, ip));
  return { data: nothing(form.code, language), status: 404 };
}

async function withReceipt(context: PortalContext, signalId: string, form: TrackForm, language: Language): Promise<TrackPage> {
  const { act, words = '' } = form;
  const page = async (more: Partial<TrackPage>) => ({
    ...EMPTY,
    code: form.code,
    followed: await followedMatter(context, signalId),
    ...more,
  });
  if (!act) return page({});
  if (act !== 'confirm' && words.trim() === '') return page({ words, errors: [{ field: 'words', message: SAYS.wordsMissing[language] }] });
  const fault = await speak(context, signalId, act, words.trim());
  return fault ? page({ words, errors: [{ field: 'words', message: fault[language] }] }) : page({ done: act });
}

/** @returns what forbids it, in words: the case may have moved on since the page was read */
async function speak(context: PortalContext, signalId: string, act: ReporterAct, words: string): Promise<Bilingual | null> {
  const { caseId } = await eventOf(context, signalId);
  const found = acts.get(act);
  if (!caseId || !found) return SAYS.nothing;
  const input = act === 'appeal' ? { grounds: words } : { channel: 'portal', ...(words && { words }) };
  const platform = { ...context, actor: SYSTEM } as unknown as CaseContext;
  try {
    await perform(platform, { id: caseId }, found, input);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.text;
    throw error;
  }
}

async function matterOfCode(context: PortalContext, code: string): Promise<PublicMatter | null> {
  try {
    return await publicMatter(context, { code: readCode(code) });
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** Codes that fit nothing are counted, so that nobody can try them all. */
function codesFrom({ profile }: PortalContext, ip: string): Sender {
  const { failures, windowMinutes } = profile(statisticsFile).track;
  return { what: 'track', ip, most: failures, windowMinutes };
}

function nothing(code: string, language: Language): TrackPage {
  return { ...EMPTY, code, errors: [{ field: 'code', message: SAYS.nothing[language] }] };
}
