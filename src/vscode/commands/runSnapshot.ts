// "Run Snapshot…": runs the scenario (or replays the recorded trace) with one snapshot more, shows it, tells its verdict and offers to write it into the
// script. Arguments: the file, and { initiators, time } if no question is to be asked.

import * as v from "valibot";
import * as vscode from "vscode";
import type { FurtherSnapshot } from "../../core/analysis/openedWith.ts";
import { formatTime } from "../../core/trace/describe.ts";
import { nameOf } from "../platform/files.ts";
import { Commands } from "../platform/ids.ts";
import { titleOf } from "../sessions/together.ts";
import { type Command, type Ready, type Services, UserError, withTrace } from "./command.ts";
import { type AskedSystem, askSnapshot, checkTime, systemAsked } from "./questions/snapshotQuestions.ts";
import { isScript, writeSnapshot } from "./questions/writeSnapshot.ts";

const argument = v.object({
  initiators: v.pipe(v.array(v.string()), v.minLength(1)),
  time: v.pipe(v.number(), v.finite()),
});

export const runSnapshot: Command = {
  id: Commands.runSnapshot,
  run: (services, given, options) =>
    withTrace(services, given, async (ready) => {
      const system = systemAsked(ready.opened, ready.trace);
      const parsed = v.safeParse(argument, options);
      const snapshot = parsed.success ? parsed.output : await askSnapshot(system, ready.session);
      if (snapshot === undefined) return undefined;
      checkSnapshot(system, snapshot);
      return run(services, ready, snapshot);
    }),
};

async function run(services: Services, ready: Ready, snapshot: FurtherSnapshot) {
  const { session } = ready;
  services.panels.show(session.uri);
  await session.addSnapshot(snapshot);
  const cut = session.selectedCut;
  if (cut === undefined || session.furtherOf(cut) !== snapshot) {
    await session.removeSnapshot(snapshot);
    const cyclic = vscode.l10n.t(
      "Messages of this trace form a causal cycle, so there is no run of it to replay.",
    );
    throw new UserError(session.failure ?? cyclic);
  }
  const who = snapshot.initiators.join(", ");
  services.log.info(`${titleOf(session.uri)}: ${cut.title} by ${who}: ${cut.words}`);
  // Not awaited: the command has ended when the snapshot is there, not when its message is closed.
  void offerWriting(ready, snapshot);
  return { id: cut.id, verdict: cut.verdict, words: cut.words };
}

function checkSnapshot(system: AskedSystem, { initiators, time }: FurtherSnapshot): void {
  const unknown = initiators.find((name) => !system.names.includes(name));
  if (unknown !== undefined) throw new UserError(vscode.l10n.t("There is no process {0}.", unknown));
  const check = checkTime(system, String(time));
  if (check?.severity === "error") throw new UserError(check.words);
}

/** Tells the verdict and asks whether the snapshot is to stay. */
async function offerWriting({ session, trace }: Ready, snapshot: FurtherSnapshot): Promise<void> {
  const cut = session.selectedCut;
  const script = session.files.find(isScript);
  if (cut === undefined || script === undefined || snapshot.initiators.length > 1) return;
  const write = vscode.l10n.t("Write into {0}", nameOf(script));
  const keepOut = vscode.l10n.t("Keep It Out of the File");
  const [name] = snapshot.initiators;
  const time = formatTime(trace, snapshot.time);
  const words = vscode.l10n.t("Snapshot by {0} at {1}: {2}.", name, time, cut.words);
  const choice = await vscode.window.showInformationMessage(words, write, keepOut);
  if (choice === write) await writeSnapshot(session, script, snapshot);
}
