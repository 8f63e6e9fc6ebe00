/**
 * Asks this device to make a passkey for the signed-in person.
 * @returns what the server checks, or null when the person turned it down or signed in too long ago
 */
export async function addPasskey(): Promise<unknown> {
  const answer = await fetch('/api/auth/passkey/generate-register-options', { credentials: 'same-origin', cache: 'no-store' });
  if (!answer.ok) return null;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON((await answer.json()) as PublicKeyCredentialCreationOptionsJSON);
  const credential = await navigator.credentials.create({ publicKey }).catch(() => null);
  return credential instanceof PublicKeyCredential ? credential.toJSON() : null;
}
