// Finds the Chromium that tests drive; installs Debian's when there is none and we may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const PACKAGES = ['chromium', 'fonts-noto-cjk'];

/**
 * @returns {string} path of the program
 * Ends the process with instructions when there is none and it cannot be installed.
 */
export function findChromium() {
  const found = PLACES.find((place) => place && existsSync(place));
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) install(PACKAGES);
  const now = PLACES.find((place) => place && existsSync(place));
  if (now) return now;
  process.stderr.write(
    `The tests drive a real browser. Install it first: apt-get install ${PACKAGES.join(' ')} (or set CHROMIUM to its path).\n` +
      `测试需要真实浏览器，请先安装：apt-get install ${PACKAGES.join(' ')}（或用 CHROMIUM 指定其路径）。\n`,
  );
  process.exit(1);
}

/** Installs Debian packages, as root. @param {readonly string[]} packages */
export function install(packages) {
  process.stderr.write(`Installing ${packages.join(', ')} …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: ['ignore', 'ignore', 'inherit'], env });
}
