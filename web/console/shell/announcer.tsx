import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';

/** After a change of screen: says its title, and puts the focus on its heading, as a loaded page would. */
export function Announcer() {
  const { pathname } = useLocation();
  const [words, setWords] = useState('');
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    // The screen may still be on its way: wait for its heading, but not for ever.
    const seek = setInterval(() => {
      const heading = document.querySelector<HTMLElement>('#main h1');
      if (!heading || heading.dataset['path'] === pathname) return;
      heading.dataset['path'] = pathname;
      heading.focus({ preventScroll: true });
      setWords(heading.textContent);
      clearInterval(seek);
    }, 50);
    const stop = setTimeout(() => clearInterval(seek), 5000);
    return () => {
      clearInterval(seek);
      clearTimeout(stop);
    };
  }, [pathname]);
  return (
    <p className="vh" role="status" aria-live="polite">
      {words}
    </p>
  );
}
