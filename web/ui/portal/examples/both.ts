import { useFrame } from '../frame.tsx';

/** Example words in the page's language. */
export function useBoth(): (en: string, zh: string) => string {
  const { language } = useFrame();
  return (en, zh) => (language === 'zh' ? zh : en);
}
