import './styles/index.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { applyPreferences } from '../ui/console/preferences.ts';
import { App } from './app.tsx';

const RELOAD_AFTER_MS = 10_000;
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// The scroll lock of dialogs adds a style element and looks for its nonce here.
Object.assign(globalThis, { __webpack_nonce__: nonce });

// A new version was installed while this page stood open: its parts have new names, so load the page again, but not in a circle.
addEventListener('vite:preloadError', () => {
  if (performance.now() > RELOAD_AFTER_MS) location.reload();
});

applyPreferences();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App nonce={nonce} />
  </StrictMode>,
);
