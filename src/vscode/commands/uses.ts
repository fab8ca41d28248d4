// What snapshots are for, as commands: "Check Predicate…", "Find Deadlock", "Restart from Snapshot…", "Show Recovery Line". Each
// is done by a bundle of its own (../uses), loaded when first asked for. Arguments: the file, and { predicate } or { snapshot }
// if no question is to be asked.

import { Commands } from "../platform/ids.ts";
import { listSetting } from "../platform/settings.ts";
import { Slices } from "../platform/slices.ts";
import { titledCut } from "../sessions/cuts.ts";
import type { UsesHost } from "../uses/host.ts";
import type { Use } from "../uses/main.ts";
import { type Command, UserError, withTrace } from "./command.ts";

function command(id: string, use: Use): Command {
  return {
    id,
    run: (services, given, options) =>
      withTrace(services, given, async (ready) => {
        const host: UsesHost = {
          ...ready,
          fields: listSetting("questions.fields", ready.session.uri),
          panels: services.panels,
          log: services.log,
          titledCut,
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
export const restartSnapshot: Command = command(Commands.restartSnapshot, "restartSnapshot");
export const showRecoveryLine: Command = command(Commands.showRecoveryLine, "showRecoveryLine");
