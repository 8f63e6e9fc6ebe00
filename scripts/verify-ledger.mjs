#!/usr/bin/env node
/**
 * Verifies an exported ledger without trusting whoever exported it. One file, no dependencies, Node.js >= 18.
 *
 *   node verify-ledger.mjs ledger.ndjson --key 'maplebridge/name+0123abcd+AbCd...' [--checkpoint later.txt]
 *   node verify-ledger.mjs https://district.example/api/ledger/export --key ...
 *   curl ... | node verify-ledger.mjs - --key ...
 *
 * It computes every leaf hash and root anew (RFC 9162) and checks each checkpoint's signatures (C2SP signed-note, tlog-checkpoint and
 * tlog-cosignature). `--key` is the public key you got on another way than the file; without it the file's own key is used, which
 * proves that the file is whole in itself but not whose it is. `--checkpoint` is a note you kept from earlier or got from elsewhere:
 * the file must contain it, so a ledger that was rewritten or cut off is found. Both options may be given more than once.
 *
 * Exit status: 0 everything holds, 1 a fault was found, 2 the verifier could not run.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

const PLAIN = 0x01;
const TIMESTAMPED = 0x04;

class Fault extends Error {}

main(process.argv.slice(2)).then(
  ({ size, checkpoints, root, signedAt, unsignedKey }) => {
    console.log(`OK: ${size} entries, ${checkpoints} checkpoints, root ${root}, last signed ${signedAt}`);
    if (unsignedKey) console.log('NOTE: the key came from the file itself. Get it from another source and give it with --key.');
  },
  (error) => {
    console.error(error instanceof Fault ? `FAULT: ${error.message}` : `cannot verify: ${error.message}`);
    process.exitCode = error instanceof Fault ? 1 : 2;
  },
);

async function main(args) {
  const { source, keys, notes } = readArguments(args);
  const log = { size: 0, peaks: [], keys: keys.map(readKey), expected: [], checkpoints: 0, covered: 0, signedAt: 'never', number: 0 };
  for await (const line of createInterface({ input: await open(source), crlfDelay: Infinity })) {
    log.number += 1;
    const record = readLine(log, line);
    if (log.number === 1) begin(log, record, notes);
    else if (record.type === 'entry') addEntry(log, record);
    else if (record.type === 'checkpoint') checkNote(log, record.note);
    else throw new Fault(`line ${log.number} is neither an entry nor a checkpoint`);
  }
  end(log);
  return { ...log, root: rootOf(log.peaks).toString('base64'), unsignedKey: keys.length === 0 };
}

function readArguments(args) {
  const found = { source: undefined, keys: [], notes: [] };
  for (let at = 0; at < args.length; at++) {
    if (args[at] === '--key' && args[at + 1]) found.keys.push(args[++at]);
    else if (args[at] === '--checkpoint' && args[at + 1]) found.notes.push(readFileSync(args[++at], 'utf8'));
    else if (found.source === undefined && (args[at] === '-' || !args[at].startsWith('-'))) found.source = args[at];
    else throw new Error(`unknown argument ${args[at]}`);
  }
  if (!found.source) throw new Error('usage: node verify-ledger.mjs FILE|URL|- [--key KEY]... [--checkpoint NOTE-FILE]...');
  return found;
}

async function open(source) {
  if (source === '-') return process.stdin;
  if (!/^https?:/.test(source)) return createReadStream(source).on('error', (error) => fail(error));
  const answer = await fetch(source);
  if (!answer.ok) throw new Error(`${source} answered ${answer.status}`);
  return Readable.fromWeb(answer.body);
}

function fail(error) {
  console.error(`cannot verify: ${error.message}`);
  process.exit(2);
}

function readLine(log, line) {
  try {
    const record = JSON.parse(line);
    if (record && typeof record === 'object') return record;
  } catch {}
  throw new Fault(`line ${log.number} is cut off or not JSON (after ${log.size} entries)`);
}

function begin(log, head, notes) {
  if (head.type !== 'ledger' || head.format !== 'maplebridge-ledger/1') throw new Fault('this is not an exported ledger');
  log.origin = head.origin;
  if (log.keys.length === 0) log.keys = (head.verifiers ?? []).map(readKey);
  log.expected = notes.map((note) => openNote(log, note, 'the given checkpoint')).sort((left, right) => left.size - right.size);
}

function addEntry(log, { index, hash, entry }) {
  const name = `entry ${log.size} (${entry?.id})`;
  if (index !== log.size) throw new Fault(`entry ${log.size} is missing: line ${log.number} has entry ${index}`);
  const leaf = sha256(Buffer.of(0), Buffer.from(canonical(entry)));
  if (leaf.toString('base64') !== hash) throw new Fault(`${name} does not have its hash: it was altered or moved`);
  let [node, place] = [leaf, log.size];
  for (; place % 2 === 1; place = (place - 1) / 2) node = sha256(Buffer.of(1), log.peaks.pop(), node);
  log.peaks.push(node);
  log.size += 1;
  while (log.expected[0]?.size === log.size) compare(log, log.expected.shift(), 'the given checkpoint');
}

function checkNote(log, note) {
  const name = `the checkpoint on line ${log.number}`;
  const checkpoint = openNote(log, note, name);
  if (checkpoint.size !== log.size) throw new Fault(`${name} is for ${checkpoint.size} entries but stands after ${log.size}`);
  compare(log, checkpoint, name);
  log.checkpoints += 1;
  log.covered = log.size;
  log.signedAt = checkpoint.signedAt;
}

function compare(log, { size, root }, name) {
  if (root.equals(rootOf(log.peaks))) return;
  throw new Fault(`entries ${log.covered} to ${size - 1} do not lead to the root of ${name} (size ${size}): one of them was altered`);
}

function end(log) {
  if (log.number === 0) throw new Fault('the file is empty');
  const [missed] = log.expected;
  if (missed) throw new Fault(`the file ends after ${log.size} entries, but a checkpoint signed ${missed.signedAt} has ${missed.size}`);
  if (log.covered !== log.size || log.size === 0)
    throw new Fault(`nothing signs the end after ${log.covered} of ${log.size} entries: it was cut off`);
}

/** Reads a signed checkpoint; every signature that claims to be by a known key must hold, and one plain one must be there. */
function openNote(log, note, name) {
  const cut = String(note).lastIndexOf('\n\n');
  if (cut < 1) throw new Fault(`${name} is not a signed note`);
  const text = note.slice(0, cut + 1);
  const [origin, size, root] = text.split('\n');
  if (origin !== log.origin || !/^[1-9][0-9]{0,15}$/.test(size)) throw new Fault(`${name} is not a checkpoint of ${log.origin}`);
  let [plain, signedAt] = [false, 'at an unknown time'];
  for (const line of note
    .slice(cut + 2)
    .trimEnd()
    .split('\n')) {
    const [, signer, encoded] = /^\u2014 (\S+) (\S+)$/u.exec(line) ?? [];
    const bytes = Buffer.from(encoded ?? '', 'base64');
    const key = log.keys.find(
      (one) => one.name === signer && signer === origin && [one.plain, one.timestamped].includes(bytes.toString('hex', 0, 4)),
    );
    if (!key) continue;
    const timed = bytes.toString('hex', 0, 4) === key.timestamped;
    const seconds = timed ? bytes.readBigUInt64BE(4) : 0n;
    const signed = timed ? `cosignature/v1\ntime ${seconds}\n${text}` : text;
    if (!verify(null, Buffer.from(signed), key.publicKey, bytes.subarray(timed ? 12 : 4))) throw new Fault(`${name} has a wrong signature`);
    if (timed) signedAt = new Date(Number(seconds) * 1000).toISOString();
    else plain = true;
  }
  if (!plain) throw new Fault(`${name} is not signed by the given key`);
  return { size: Number(size), root: Buffer.from(root, 'base64'), signedAt };
}

/** Reads a C2SP verifier key: name+key id+base64(type, 32 bytes). */
function readKey(verifier) {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(String(verifier).trim()) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (bytes.length !== 33 || bytes[0] !== PLAIN || id !== keyId(name, PLAIN, bytes.subarray(1)))
    throw new Error(`not a verifier key: ${verifier}`);
  const x = bytes.subarray(1).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return { name, plain: id, timestamped: keyId(name, TIMESTAMPED, bytes.subarray(1)), publicKey };
}

function keyId(name, type, key) {
  return sha256(Buffer.from(`${name}\n`), Buffer.of(type), key).toString('hex', 0, 4);
}

function rootOf(peaks) {
  if (peaks.length === 0) return sha256();
  return peaks.slice(0, -1).reduceRight((right, left) => sha256(Buffer.of(1), left, right), peaks.at(-1));
}

function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Canonical JSON (RFC 8785) of a parsed value. */
function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}
