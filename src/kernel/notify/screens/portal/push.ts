import { obstacle, subscribe } from '../push-device.ts';

/** Shows the button that adds this browser where that is possible, or says why it is not. */
export function offerPush(button: HTMLButtonElement): void {
  const { dataset } = button;
  const said = document.getElementById('push-said');
  const tell = (word: string) => {
    if (said) said.textContent = dataset[word] ?? '';
  };
  const stopped = obstacle();
  if (stopped) {
    tell(stopped);
    return;
  }
  button.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    const outcome = await add(dataset['push'] ?? '', dataset['csrf'] ?? '').catch(() => 'failed');
    button.disabled = false;
    if (outcome === 'added') location.assign('/account/notifications?said=pushed');
    else tell(outcome);
  });
}

async function add(key: string, csrf: string): Promise<'added' | 'refused' | 'failed'> {
  const device = await subscribe(key);
  if (!device) return 'refused';
  const { ok } = await fetch('/api/notifications/devices', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
    body: JSON.stringify(device),
  });
  return ok ? 'added' : 'failed';
}
