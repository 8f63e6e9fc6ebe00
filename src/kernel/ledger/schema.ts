import { Type } from 'typebox';

import { closed, Instant, nullable, type Static } from '../core/index.ts';

const HashText = Type.String({ description: 'SHA-256 in base64' });

/** A number of entries or a place among them. */
export const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** An entry as the public reads it. Its place and leaf hash are null until the sequencer has met it. */
export const Entry = closed({
  index: nullable(Count),
  leafHash: nullable(HashText),
  id: Type.String(),
  kind: Type.String(),
  recordedAt: Type.String({ format: 'date-time' }),
  body: Type.Record(Type.String(), Type.Unknown()),
});

export const CheckpointView = closed({ size: Count, root: HashText, signedAt: Instant, note: Type.String() });

export const InclusionProof = closed({ index: Count, size: Count, leafHash: HashText, proof: Type.Array(HashText) });

export const ConsistencyProof = closed({ from: Count, to: Count, proof: Type.Array(HashText) });

export const KeyView = closed({ verifier: Type.String(), firstUsed: Instant });

/** An entry on the wire. */
export type EntryView = Static<typeof Entry>;

/** A checkpoint; on the wire its time is text. */
export type CheckpointItem = Static<typeof CheckpointView>;
