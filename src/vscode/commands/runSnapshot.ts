// "Run Snapshot…": runs the scenario, or replays the recorded trace, with one snapshot more, shows it, tells its verdict and
// offers to write it into the script. Arguments: the file, and { initiators, time, after, latency } or { event } if no question
// is to be asked.

import * as v from "valibot";
import * as vscode from "vscode";
import type { FurtherSnapshot } from "../../core/analysis/openedWith.ts";
import { formatTime } from "../../core/trace/describe.ts";
import type { OfferedAlgorithm } from "../opening/main.ts";
import { nameOf } from "../platform/files.ts";
import { Commands } from "../platform/ids.ts";
import type { AddedSnapshot } from "../sessions/additions.ts";
import { titleOf } from "../sessions/together.ts";
import { type Command, type Ready, type Services, UserError, withTrace } from "./command.ts";
import { askSnapshot, checkTime } from "./questions/snapshotQuestions.ts";
import { type AskedSystem, snapshotAfter, systemAsked } from "./questions/snapshotSystem.ts";
import { isScript, writeSnapshot } from "./questions/writeSnapshot.ts";

const start = v.object({
  initiators: v.pipe(v.array(v.string()), v.minLength(1)),
  /** When it starts; with `after` not needed. */
  time: v.optional(v.pipe(v.number(), v.finite())),
  /** On a recorded trace: right after so many recorded events of this initiator. */
  after: v.optional(
    v.object({ process: v.string(), events: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  ),
  /** On a recorded trace, how long markers take: "channel" (as its own messages, the default) or a fixed time. */
  latency: v.optional(v.union([v.literal("channel"), v.pipe(v.number(), v.finite(), v.minValue(0))])),
  /** The id of the algorithm; Chandy and Lamport's where it is absent. */
  algorithm: v.optional(v.string()),
});
/** Started right after this event, by its process. */
const fromEvent = v.object({ event: v.pipe(v.number(), v.integer(), v.minValue(0)) });
const argument = v.union([fromEvent, start]);

export const runSnapshot: Command = {
  id: Commands.runSnapshot,
  run: (services, given, options) =>
    withTrace(services, given, async (ready) => {
      const system = systemAsked(ready.opened, ready.trace);
      const parsed = v.safeParse(argument, options);
      const selected = services.panels.find(ready.session.uri)?.selectedEvent ?? -1;
      const snapshot = parsed.success
        ? snapshotOf(system, parsed.output)
        : await askSnapshot(system, ready.session, selected);
      if (snapshot === undefined) return undefined;
      checkSnapshot(system, snapshot);
      return run(services, ready, snapshot);
    }),
};

/** The same, after the question which algorithm takes it. */
export const runSnapshotWith: Command = {
  id: Commands.runSnapshotWith,
  run: (services, given) =>
    withTrace(services, given, async (ready) => {
      const system = systemAsked(ready.opened, ready.trace);
      const chosen = await askAlgorithm(ready);
      if (chosen === undefined) return undefined;
      const selected = services.panels.find(ready.session.uri)?.selectedEvent ?? -1;
      const snapshot = await askSnapshot(system, ready.session, selected);
      if (snapshot === undefined) return undefined;
      const { after: _, ...plain } = snapshot;
      const asked = chosen.byEveryone ? { ...plain, initiators: system.names } : snapshot;
      checkSnapshot(system, asked);
      return run(services, ready, { ...asked, algorithm: chosen.id });
    }),
};

/** Each algorithm with what it assumes, and what of that this trace does not meet. */
async function askAlgorithm({ opened, trace }: Ready): Promise<OfferedAlgorithm | undefined> {
  const { algorithmsFor } = await import("../opening/main.ts");
  const [first] = trace.processes;
  const offered = algorithmsFor({ trace, scenario: opened.scenario }, first?.name ?? "");
  const items = offered
    .filter(({ canRun }) => canRun)
    .map((algorithm) => ({
      label: algorithm.name,
      description: algorithm.assumes,
      detail:
        algorithm.against.length === 0
          ? undefined
          : vscode.l10n.t("$(warning) Not met here: {0}", algorithm.against.join("; ")),
      algorithm,
    }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Run Snapshot with Algorithm"),
    placeHolder: vscode.l10n.t("Which algorithm takes the snapshot?"),
    matchOnDescription: true,
  });
  return picked?.algorithm;
}

/** What the arguments ask for, checked by `checkSnapshot`. */
function snapshotOf(system: AskedSystem, asked: v.InferOutput<typeof argument>): FurtherSnapshot {
  if ("event" in asked) {
    const snapshot = asked.event < system.trace.events.time.length && snapshotAfter(system, asked.event);
    if (snapshot) return snapshot;
    throw new UserError(vscode.l10n.t("A replayed snapshot put this event in; choose another."));
  }
  const { initiators, time, after, latency, algorithm } = asked;
  const event = after === undefined ? undefined : system.eventAfter(after.process, after.events);
  const moment = time ?? (event === undefined ? undefined : system.momentOf(event));
  if (moment === undefined)
    throw new UserError(vscode.l10n.t("When does it start? Give a time, or an event that is there."));
  return {
    initiators,
    time: moment,
    ...(after === undefined ? {} : { after }),
    ...(typeof latency === "number" ? { latency: { kind: "fixed", value: latency } } : {}),
    ...(algorithm === undefined ? {} : { algorithm }),
  };
}

async function run(services: Services, ready: Ready, snapshot: FurtherSnapshot) {
  const { session } = ready;
  services.panels.show(session.uri);
  const added = await session.addSnapshot(snapshot);
  const cut = session.selectedCut;
  if (added === undefined || cut === undefined) {
    const cyclic = vscode.l10n.t(
      "Messages of this trace form a causal cycle, so there is no run of it to replay.",
    );
    throw new UserError(session.failure ?? cyclic);
  }
  const who = snapshot.initiators.join(", ");
  services.log.info(`${titleOf(session.uri)}: ${cut.title} by ${who}: ${cut.words}`);
  // Not awaited: the command has ended when the snapshot is there, not when its message is closed.
  void offerWriting(ready, added);
  return { id: cut.id, verdict: cut.verdict, words: cut.words };
}

function checkSnapshot(system: AskedSystem, { initiators, time, after }: FurtherSnapshot): void {
  const unknown = initiators.find((name) => !system.names.includes(name));
  if (unknown !== undefined) throw new UserError(vscode.l10n.t("There is no process {0}.", unknown));
  if (after !== undefined && !initiators.includes(after.process)) {
    throw new UserError(vscode.l10n.t("{0} must be one of the initiators.", after.process));
  }
  const check = after === undefined ? checkTime(system, String(time)) : undefined;
  if (check?.severity === "error") throw new UserError(check.words);
}

/** Tells the verdict and asks whether the snapshot is to stay. */
async function offerWriting({ session, trace }: Ready, snapshot: AddedSnapshot): Promise<void> {
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
