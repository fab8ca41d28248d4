// Is a cut consistent? It is exactly when no message is received inside it that was sent outside it (Chandy and Lamport
// 1985, §2). One pass over the messages; where the trace does not say where a message was sent, the answer is unknown.
// Markers can be orphans, for they carry happened-before; they are no part of a channel's state.

import { type Cut, classifyMessages } from "../trace/cut.ts";
import { MessageKind, type Trace } from "../trace/trace.ts";
import type { CutVerdict } from "../trace/verdict.ts";

/**
 * The verdict on a cut, with its witnesses. An orphan settles the matter; without one, a message from nowhere that is
 * received inside leaves it open. The cut must fit the trace (`misfit`).
 */
export function verifyCut(trace: Trace, cut: Cut): CutVerdict {
  const { orphans, unknown, ...messages } = classifyMessages(trace, cut);
  const inTransit = messages.inTransit.filter((m) => trace.messages.kind[m] === MessageKind.application);
  if (orphans.length > 0) return { kind: "inconsistent", orphans, inTransit };
  if (unknown.length > 0) {
    return { kind: "unknown", reason: { kind: "send-unknown", messages: unknown }, orphans, inTransit };
  }
  return { kind: "consistent", orphans, inTransit };
}
