import './styles.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { applyPreferences } from '../ui/console/preferences.ts';
import { App } from './app.tsx';
import { start } from './device/agent.ts';

applyPreferences();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
void start();
// Without https there is no service worker: the app then needs a network to open, and works offline once it is open.
if ('serviceWorker' in navigator && import.meta.env.PROD) void navigator.serviceWorker.register('/field/sw.js', { scope: '/field/' });
