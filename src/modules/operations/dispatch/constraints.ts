import type { DomainError } from '#kernel';

/**
 * Waits for a write and turns the constraints it may break into failures for a person.
 * @throws the failure named for the constraint; anything else as it came
 */
export async function refusing<Result>(named: Readonly<Record<string, () => DomainError>>, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const { constraint } = error as { constraint?: string };
    const failure = constraint === undefined ? undefined : named[constraint];
    throw failure?.() ?? error;
  }
}
