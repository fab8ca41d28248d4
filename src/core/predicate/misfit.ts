// Raised while a predicate gets its meaning: a part means nothing over this trace, or is not of the type that stands
// around it needs. compile.ts turns it into the one fault that the interfaces show.

import type { Fault, Span } from "./syntax.ts";

export class Misfit extends Error {
  readonly fault: Fault;

  constructor({ start, end }: Span, message: string) {
    super(message);
    this.fault = { start, end, message };
  }
}
