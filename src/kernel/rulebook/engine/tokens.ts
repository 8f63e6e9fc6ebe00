import type { Bilingual } from '../../core/index.ts';
import { says } from './wording.ts';

/** A piece of a cell. */
export interface Token {
  readonly kind: 'number' | 'string' | 'word' | 'sign' | 'end';
  /** Content of a string, spelling of everything else. */
  readonly text: string;
}

/** Why a cell cannot be read, in words for its author. */
export class CellFault extends Error {
  readonly words: Bilingual;
  constructor(words: Bilingual) {
    super(words.en);
    this.words = words;
  }
}

const PIECE =
  /\s*(?:(?<number>-?\d+(?:\.\d+)?)|(?<string>"[^"]*"|'[^']*')|(?<word>[\p{L}_][\p{L}\p{N}_.]*)|(?<sign>\.\.|[=!<>]=|[<>[\](),$-]))/uy;

/**
 * Cuts a cell into tokens.
 * @throws CellFault on a character that has no meaning here, or a string with a backslash, which zen would not read as an escape
 */
export function tokensOf(cell: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const end = cell.trimEnd().length;
  while (at < end) {
    PIECE.lastIndex = at;
    const match = PIECE.exec(cell);
    if (!match?.groups) throw new CellFault(says.unreadable(cell.slice(at, end).trimStart()));
    tokens.push(tokenOf(match.groups));
    at = PIECE.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '' }];
}

function tokenOf({ number, string, word, sign }: Record<string, string | undefined>): Token {
  if (number !== undefined) return { kind: 'number', text: number };
  if (word !== undefined) return { kind: 'word', text: word };
  if (sign !== undefined) return { kind: 'sign', text: sign };
  const content = (string as string).slice(1, -1);
  if (content.includes('\\')) throw new CellFault(says.backslash());
  return { kind: 'string', text: content };
}
