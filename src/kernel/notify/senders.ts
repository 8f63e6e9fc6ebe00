import type { Senders } from './channels/channel.ts';
import { type MailSettings, openMail } from './channels/mail.ts';
import { openPush } from './channels/push.ts';
import { openSms, type SmsSettings } from './channels/sms.ts';
import { vapidKeysFrom } from './channels/vapid.ts';

/** What the operator has set up. Push needs nothing but the installation's own secret. */
export interface SenderSettings {
  readonly mail: MailSettings | null;
  readonly sms: SmsSettings | null;
  /** 32 random bytes of this installation. */
  readonly pushSecret: Buffer;
  /** The address under which people reach us: push services may ask there about us. */
  readonly baseUrl: string;
}

/** Opens every way out that is set up. */
export function openSenders({ mail, sms, pushSecret, baseUrl }: SenderSettings): Senders {
  const { protocol, hostname } = new URL(baseUrl);
  const subject = protocol === 'https:' ? baseUrl : `mailto:postmaster@${hostname}`;
  return {
    email: mail && openMail(mail),
    sms: sms && openSms(sms),
    push: openPush({ keys: vapidKeysFrom(pushSecret), subject }),
  };
}
