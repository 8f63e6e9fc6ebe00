import { LiveBoard } from './board/live-board.tsx';
import { ReplayBoard } from './board/replay-board.tsx';
import { usePlace } from './board/use-place.ts';

/** The operations board: what is open now, or any day as it went. */
export default function Board() {
  const place = usePlace();
  return place.day ? <ReplayBoard place={place} day={place.day} /> : <LiveBoard place={place} />;
}
