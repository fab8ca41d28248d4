// A recovery line as a cut that the diagram shows: it is consistent, and its words tell what it costs: how far all fall
// back, and which messages are lost with it unless somebody has logged them.

import type { Trace } from "../../trace/trace.ts";
import { counted } from "../../trace/verdict.ts";
import { askedCut, type ShownCut } from "../shownCut.ts";
import type { RecoveryLine } from "./recoveryLine.ts";

export function shownRecoveryLine(trace: Trace, { cut, domino }: RecoveryLine): ShownCut {
  const shown = askedCut(trace, "recovery line", cut);
  const transit = shown.inTransit.length;
  const logged = transit === 0 ? "" : `, ${counted(transit, "message")} in transit to be logged or lost`;
  const fall = domino.length === 0 ? "" : `; domino effect at ${domino.length} of ${trace.processes.length}`;
  return shown.verdict === "consistent" ? { ...shown, words: `consistent${logged}${fall}` } : shown;
}
