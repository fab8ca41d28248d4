// Questions to a webview that it answers by number: each is answered, refused, or given up after a time.
// Export of images asks this way.

interface Pending {
  readonly resolve: (answer: string) => void;
  readonly reject: (reason: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

const LIMIT_MS = 20_000;

export class Requests {
  readonly #pending = new Map<number, Pending>();
  #next = 0;

  /** Sends a question with its number; resolves with the answer. */
  ask(send: (request: number) => void): Promise<string> {
    const request = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.refuse(request, "no answer came in time"), LIMIT_MS);
      this.#pending.set(request, { resolve, reject, timer });
      send(request);
    });
  }

  answer(request: number, data: string): void {
    this.#take(request)?.resolve(data);
  }

  /** Whether a question of this number was open. */
  refuse(request: number, words: string): boolean {
    const pending = this.#take(request);
    pending?.reject(new Error(words));
    return pending !== undefined;
  }

  refuseAll(words: string): void {
    for (const request of [...this.#pending.keys()]) this.refuse(request, words);
  }

  #take(request: number): Pending | undefined {
    const pending = this.#pending.get(request);
    clearTimeout(pending?.timer);
    this.#pending.delete(request);
    return pending;
  }
}
