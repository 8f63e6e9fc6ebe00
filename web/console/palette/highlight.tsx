/** A line with the searched words underlined. */
export function Highlight({ text, words }: { readonly text: string; readonly words: string }) {
  const parts = words.split(/\s+/).filter(Boolean).map(escaped);
  if (parts.length === 0) return <span className="t">{text}</span>;
  const pieces = text.split(new RegExp(`(${parts.join('|')})`, 'i'));
  return (
    <span className="t">
      {pieces.map((piece, index) =>
        // Pieces have no identity but their place; every second one is what the pattern caught.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is the key
        index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece,
      )}
    </span>
  );
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
