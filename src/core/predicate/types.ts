// Types and values of the predicate language. A value is known or not: what a trace does not tell is `Unknown`, with the
// reason in words, and an answer that depends on it is unknown too (S. Kleene's strong three-valued logic).

/** `value`: of a field; whether it is a number, a text or a set shows when it is looked at. */
export type Type =
  | "number"
  | "text"
  | "boolean"
  | "set"
  | "process"
  | "channel"
  | "message"
  | "value"
  | "domain";

/** A process, channel or message by its id in the trace. */
export class Ref {
  readonly kind: "process" | "channel" | "message";
  readonly id: number;

  constructor(kind: Ref["kind"], id: number) {
    this.kind = kind;
    this.id = id;
  }
}

/** A value that the trace does not tell, and why: words without a full stop. */
export class Unknown {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

export type Value = number | string | boolean | ReadonlySet<string> | Ref | Unknown;
