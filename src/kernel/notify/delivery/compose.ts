import type { Bilingual, Language } from '../../core/index.ts';
import type { Message } from '../channels/channel.ts';
import { fillText, type NotifyFacts } from '../profile.ts';

/** What all messages of a district have in common. */
export interface House {
  readonly facts: NotifyFacts;
  readonly district: Bilingual;
  /** The address under which people reach us, for links. */
  readonly baseUrl: string;
}

/** The news as they are kept. */
export interface KeptNews {
  readonly title: Bilingual;
  readonly text: Bilingual;
  readonly href: string;
  readonly code: string | null;
}

const SETTINGS = '/account/notifications';

/** Puts news into the words of one language. A text message tells the code and the link, never what the news say. */
export function newsMessage(house: House, id: string, news: KeptNews, urgent: boolean, language: Language): Message {
  const { texts } = house.facts;
  const link = new URL(news.href, house.baseUrl).href;
  const district = house.district[language];
  const short = news.code
    ? fillText(texts.sms, language, { district, code: news.code, link })
    : fillText(texts.smsWithoutCode, language, { district, link });
  const { title, text, code } = news;
  return { ...frameOf(house, language), id, title: title[language], text: text[language], link, short, code, urgent };
}

/** The message with the code that proves an address. */
export function proofMessage(house: House, id: string, code: string, language: Language): Message {
  const { texts, proof } = house.facts;
  const slots = { district: house.district[language], code, minutes: proof.minutes };
  return {
    ...frameOf(house, language),
    id,
    title: fillText(texts.mailProofSubject, language, slots),
    text: fillText(texts.mailProof, language, slots),
    short: fillText(texts.smsProof, language, slots),
    link: null,
    code,
    urgent: true,
  };
}

function frameOf({ facts, district, baseUrl }: House, language: Language): Pick<Message, 'language' | 'district' | 'frame'> {
  const name = district[language];
  const { mailOpen, mailFoot } = facts.texts;
  const frame = {
    open: mailOpen[language],
    foot: fillText(mailFoot, language, { district: name }),
    settings: new URL(SETTINGS, baseUrl).href,
  };
  return { language, district: name, frame };
}
