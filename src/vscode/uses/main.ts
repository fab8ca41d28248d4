// Entry of a bundle of its own: what snapshots are for, in the editor. commands/uses.ts loads it when one of these is asked
// for. Of the host's other folders only types and ids are imported, since code would be here a second time.

import { checkSum, checkTermination, findDeadlock, findGarbage } from "./askStates.ts";
import { checkPredicate } from "./checkPredicate.ts";
import { couldRecord } from "./couldRecord.ts";
import type { UsesHost } from "./host.ts";
import { restartSnapshot } from "./restartSnapshot.ts";
import { showRecoveryLine } from "./showRecoveryLine.ts";

const USES = {
  checkPredicate,
  findDeadlock,
  findGarbage,
  checkTermination,
  checkSum,
  couldRecord,
  restartSnapshot,
  showRecoveryLine,
};

export type Use = keyof typeof USES;

/** Does one of them over a session; gives what it found, for callers that ask no question. */
export function run(use: Use, host: UsesHost, options: unknown): Promise<object | undefined> {
  return USES[use](host, options);
}
