// What snapshots are for, as commands: predicates, deadlock, garbage, termination, kept sums, restart, the recovery line, and
// whether Chandy–Lamport could have recorded this. Each is done by a bundle of its own (../uses), loaded when first asked for.
// Arguments: the file, or a row of the Snapshots view, and { predicate }, { field } or { snapshot } if nothing is to be asked.

import * as v from "valibot";
import { showPicture } from "../panel/picturePage.ts";
import { openUnsaved } from "../platform/besideDiagram.ts";
import { Commands } from "../platform/ids.ts";
import { listSetting } from "../platform/settings.ts";
import { Slices } from "../platform/slices.ts";
import { titledCut } from "../sessions/cuts.ts";
import type { UsesHost } from "../uses/host.ts";
import type { Use } from "../uses/main.ts";
import { type Command, UserError, withTrace } from "./command.ts";

/** A row of the view that is a cut's: that cut is meant. */
const row = v.object({ kind: v.literal("cut"), id: v.string() });

function command(id: string, use: Use): Command {
  return {
    id,
    run: (services, given, options) =>
      withTrace(services, v.is(row, given) ? services.active.current?.uri : given, async (ready) => {
        if (v.is(row, given)) ready.session.selectCut(given.id);
        const host: UsesHost = {
          ...ready,
          fields: listSetting("questions.fields", ready.session.uri),
          panels: services.panels,
          log: services.log,
          titledCut,
          showPicture,
          openUnsaved,
          Slices,
          UserError,
        };
        const { run } = await import("../uses/main.ts");
        return run(use, host, options);
      }),
  };
}

export const checkPredicate: Command = command(Commands.checkPredicate, "checkPredicate");
export const findDeadlock: Command = command(Commands.findDeadlock, "findDeadlock");
export const findGarbage: Command = command(Commands.findGarbage, "findGarbage");
export const checkTermination: Command = command(Commands.checkTermination, "checkTermination");
export const checkSum: Command = command(Commands.checkSum, "checkSum");
export const couldRecord: Command = command(Commands.couldRecord, "couldRecord");
export const restartSnapshot: Command = command(Commands.restartSnapshot, "restartSnapshot");
export const showRecoveryLine: Command = command(Commands.showRecoveryLine, "showRecoveryLine");
