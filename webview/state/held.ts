// The step of a scenario that is in hand, as the state has it: where it is moved to, and what the host says of that.
// What is done to it is heldStep.ts's.

export interface HeldStep {
  /** A receipt, a step of its process, or one that is not there yet. */
  readonly kind: "receive" | "time" | "add";
  /** On whose line it moves. */
  readonly process: number;
  /** What is moved; NONE for a new step. */
  readonly event: number;
  /** The message that it receives or sends, or NONE. */
  readonly message: number;
  readonly time: number;
  /** Where it was taken. */
  readonly origin: number;
  readonly by: "pointer" | "keys";
  /** Number of the last question to the host, and its answer once it is there. */
  readonly request: number;
  readonly answer: { readonly isPossible: boolean; readonly words: string } | undefined;
  /** Let go: the host has been asked to change the text. */
  readonly isSet: boolean;
}
