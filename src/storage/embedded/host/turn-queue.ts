/** Whoever wants the backend. */
export type SessionId = number;

interface Waiter {
  readonly id: SessionId;
  resolve(): void;
}

/** Lets one session at a time have its turn, in the order they asked. */
export class TurnQueue {
  readonly #waiters: Waiter[] = [];
  #holder: SessionId | null = null;

  get holder(): SessionId | null {
    return this.#holder;
  }

  get idle(): boolean {
    return this.#holder === null;
  }

  get contended(): boolean {
    return this.#waiters.length > 0;
  }

  /** Resolves when it is the session's turn; at once if it has it already. */
  take(id: SessionId): Promise<void> {
    if (this.#holder === id) return Promise.resolve();
    if (this.#holder === null) {
      this.#holder = id;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiters.push({ id, resolve }));
  }

  /** Ends the present turn and begins the next. */
  pass(): void {
    const next = this.#waiters.shift();
    this.#holder = next?.id ?? null;
    next?.resolve();
  }
}
