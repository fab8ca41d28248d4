// What comes of a question about one global state: whether deadlocked, terminated, what is garbage, whether a sum is kept.
// Three-valued, with the witnesses in words; the command line and the editor show it as it is.

export interface Finding {
  /** `holds`: as one wishes it (no deadlock, no garbage, the sum is kept, the computation has ended). */
  readonly kind: "holds" | "violated" | "unknown";
  /** One sentence without a full stop. */
  readonly words: string;
  /** The witnesses, a line each. */
  readonly details: readonly string[];
  /** The processes that it is about, ascending. */
  readonly processes: readonly number[];
  /** The messages that it is about. */
  readonly messages: readonly number[];
}

/** A few names, and how many more. */
export function listed(names: readonly string[], most = 6): string {
  if (names.length <= most) return names.join(", ");
  return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}
