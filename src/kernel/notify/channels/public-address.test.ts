// A push address is given by whoever asks: it must never make us talk to our own network.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { openBrowser } from '../test-support/browser.ts';
import { openPushService } from '../test-support/gateways.ts';
import { messageFor } from '../test-support/message.ts';
import { isPublic, parseEndpoint, publicAddressOf } from './public-address.ts';
import { openPush } from './push.ts';
import { vapidKeysFrom } from './vapid.ts';

describe('a push address', () => {
  it('of a known push service is taken as it is', () => {
    for (const url of [
      'https://fcm.googleapis.com/fcm/send/abc:def',
      'https://updates.push.services.mozilla.com/wpush/v2/gAAA',
      'https://web.push.apple.com/QGu',
      'https://wns2-by3p.notify.windows.com/w/?token=BQ%3d',
    ])
      assert.equal(parseEndpoint(url).href, url);
  });

  it('that is not https, names a port, an account, an address or a name without a dot is refused', () => {
    for (const url of [
      'http://push.example.com/a',
      'https://push.example.com:8443/a',
      'https://user:pass@push.example.com/a',
      'https://localhost/a',
      'https://127.0.0.1/a',
      'https://2130706433/a',
      'https://0x7f.1/a',
      'https://0177.0.0.1/a',
      'https://[::1]/a',
      'https://[::ffff:169.254.169.254]/a',
      'https://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
      'gopher://push.example.com/',
      'javascript:alert(1)',
      'https://',
      'push.example.com',
      '',
    ])
      assert.throws(() => parseEndpoint(url), { code: 'notifications.badEndpoint' }, url);
  });

  it('whose name leads to a private address is refused when it is used, even if it also leads to a public one', async () => {
    for (const addresses of [
      ['127.0.0.1'],
      ['10.0.0.8'],
      ['93.184.216.34', '192.168.1.1'],
      ['::1'],
      ['fe80::1'],
      ['fd00::1'],
      ['::ffff:10.0.0.1'],
      [],
    ])
      await assert.rejects(
        publicAddressOf('push.example.com', async () => addresses),
        { code: 'notifications.badEndpoint' },
        String(addresses),
      );
    assert.equal(await publicAddressOf('push.example.com', async () => ['93.184.216.34']), '93.184.216.34');
  });

  it('is connected to at the address that was checked: nothing is sent when the name leads inside', async () => {
    const service = await openPushService('push.example.com');
    const push = openPush({
      keys: vapidKeysFrom(Buffer.alloc(32, 7)),
      subject: 'mailto:it@example.gov.cn',
      addressOf: (host) => publicAddressOf(host, async () => ['127.0.0.1']),
      trust: service.trust,
    });
    const device = { id: 'a', endpoint: 'https://push.example.com/a', ...openBrowser().keys };
    assert.deepEqual(await push.send([device], messageFor()), { kind: 'refused', problem: 'notifications.badEndpoint', gone: ['a'] });
    assert.deepEqual(service.taken, []);
    await service.close();
  });
});

describe('an IP address', () => {
  /** The same registry, read by arithmetic. */
  const privateV4 = (a: number, b: number, c: number) =>
    [0, 10, 127].includes(a) ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && (b === 168 || (b === 0 && (c === 0 || c === 2)) || (b === 88 && c === 99))) ||
    (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) ||
    (a === 203 && b === 0 && c === 113);

  it('is public exactly when no special-purpose block holds it', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const odd = fc.constantFrom(0, 10, 100, 127, 169, 172, 192, 198, 203, 224);
    fc.assert(
      fc.property(
        fc.oneof(octet, odd),
        fc.oneof(octet, fc.constantFrom(0, 16, 18, 31, 51, 64, 88, 127, 168, 254)),
        octet,
        octet,
        (a, b, c, d) => {
          assert.equal(isPublic(`${a}.${b}.${c}.${d}`), !privateV4(a, b, c));
          assert.equal(isPublic(`::ffff:${a}.${b}.${c}.${d}`), false, 'an IPv4 address in another coat');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('of version 6 is public within 2000::/3 only, without tunnels and examples', () => {
    for (const address of ['2400:3200::1', '2606:4700::1111', '2a00:1450:4001::5']) assert.equal(isPublic(address), true, address);
    for (const address of [
      '::',
      '::1',
      'fe80::1',
      'fc00::1',
      'ff02::1',
      '64:ff9b::7f00:1',
      '2001::1',
      '2001:db8::1',
      '2002:7f00:1::',
      '3fff::1',
      '4000::1',
    ])
      assert.equal(isPublic(address), false, address);
  });
});
