// A process that delivers, for tests that kill one. Arguments: dsn, district, address of the SMS gateway.

import { openProfile } from '../../core/index.ts';
import { openDatabase } from '../../database/index.ts';
import { openSms } from '../channels/sms.ts';
import { openDelivery } from '../delivery/worker.ts';

const [dsn = '', district = '', url = ''] = process.argv.slice(2);
const { db } = await openDatabase(dsn);
const sms = openSms({ url, method: 'POST', headers: {}, body: '{"id":"{id}"}', accepted: null, arrived: null, lost: null });
const delivery = openDelivery({
  db,
  district,
  profile: openProfile(new URL('../../../../profiles/zhejiang/', import.meta.url)),
  clock: () => new Date(),
  baseUrl: 'https://city.example.gov.cn',
  senders: { sms, email: null, push: null },
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});
await delivery.start();
