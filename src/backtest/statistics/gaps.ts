/**
 * Collects statistics that may not exist for a run: a number that is not finite becomes null, and the reason is
 * noted once for all statistics that share it.
 */
export class Gaps {
  readonly #namesByReason = new Map<string, string[]>();

  /** The value, or null where it is not finite. */
  finite(name: string, value: number, reason: string): number | null {
    // Adding 0 makes 0 of -0.
    if (Number.isFinite(value)) return value + 0;
    const names = this.#namesByReason.get(reason) ?? [];
    names.push(name);
    this.#namesByReason.set(reason, names);
    return null;
  }

  /** One sentence a reason. */
  notes(): string[] {
    return [...this.#namesByReason].map(([reason, names]) => `No ${names.join(', ')}: ${reason}.`);
  }
}
