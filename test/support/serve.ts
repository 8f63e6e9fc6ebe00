// A platform in a process of its own, so that a test can kill it: demo personas, no demo data. Says its address when it answers.
import { modules } from '../../src/app.ts';
import { readConfig } from '../../src/kernel/config.ts';
import { startPlatform } from '../../src/kernel/platform.ts';
import { team } from './team-module.ts';

const config = { ...readConfig({ HOST: '127.0.0.1', MAPLEBRIDGE_RATE: '0', ...process.env }), demo: true };
const platform = await startPlatform({ config, modules: [...modules, team] });
process.on('SIGTERM', () => void platform.stop().then(() => process.exit(0)));
process.stdout.write(`serving ${platform.local}\n`);
