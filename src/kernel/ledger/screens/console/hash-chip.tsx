import { toHex } from '../../bytes.ts';
import type { Hash } from '../../merkle.ts';

/** A hash, short enough to compare by eye: its first eight and last four digits; the whole stands in the title. */
export function HashChip({ hash, tone = 'plain' }: { readonly hash: Hash; readonly tone?: 'plain' | 'own' | 'bad' }) {
  const hex = toHex(hash);
  return (
    <code className={`hash ${tone}`} title={hex}>
      {hex.slice(0, 4)} {hex.slice(4, 8)} … {hex.slice(-4)}
    </code>
  );
}
