// "Restart from Snapshot…": the scenario goes on from a recorded snapshot, as a scenario of its own beside its diagram, with a
// comparison of how it ends. Argument: { snapshot } (its id), and { seed }, if no question is to be asked.

import * as v from "valibot";
import * as vscode from "vscode";
import { compareOutcomes, isSound, outcomeLines } from "../../core/analysis/uses/outcome.ts";
import { type Restart, restartFrom } from "../../core/analysis/uses/restart.ts";
import { simulate } from "../../core/snapshot/simulate.ts";
import { snapshotTitle } from "../../core/trace/describeSnapshot.ts";
import { printScenario } from "../../language/lightcone/printing/printScenario.ts";
import { folderOf, stemOf } from "../platform/files.ts";
import { titleOf } from "../sessions/together.ts";
import type { UsesHost } from "./host.ts";

const argument = v.object({
  snapshot: v.pipe(v.number(), v.integer()),
  seed: v.optional(v.pipe(v.string(), v.regex(/^\d+$/))),
});

export async function restartSnapshot(host: UsesHost, options: unknown): Promise<object | undefined> {
  const { opened, trace, UserError } = host;
  const { scenario } = opened;
  if (scenario === undefined) {
    throw new UserError(
      vscode.l10n.t("A recorded trace cannot be run again. Open a scenario to restart it from a snapshot."),
    );
  }
  if (trace.snapshots.length === 0)
    throw new UserError(vscode.l10n.t("This run takes no snapshot, so there is nothing to restart from."));
  const parsed = v.safeParse(argument, options);
  const chosen = parsed.success ? parsed.output : await ask(host);
  if (chosen === undefined) return undefined;
  const result = restartFrom(
    scenario,
    chosen.snapshot,
    chosen.seed === undefined ? {} : { seed: chosen.seed },
  );
  if (result.kind === "fault") throw new UserError(vscode.l10n.t("No restart: {0}.", result.words));
  return show(host, result.restart);
}

interface Item extends vscode.QuickPickItem {
  readonly snapshot: number;
}

/** Which snapshot; the selected one comes first. */
async function ask({
  session,
  trace,
}: UsesHost): Promise<{ readonly snapshot: number; readonly seed?: string } | undefined> {
  const selected = session.selectedCut?.snapshot ?? -1;
  const items = session.cuts
    .filter(({ snapshot }) => snapshot >= 0)
    .map(
      ({ title, words, snapshot }): Item => ({
        label: title,
        description: words,
        snapshot: trace.snapshots[snapshot].id,
        picked: snapshot === selected,
      }),
    );
  items.sort((a, b) => Number(b.picked) - Number(a.picked));
  const title = vscode.l10n.t("Restart from Snapshot of {0}", titleOf(session.uri));
  const placeHolder = vscode.l10n.t(
    "The processes get back what they recorded, the channels what was in them.",
  );
  return vscode.window.showQuickPick(items, { title, placeHolder });
}

async function show(host: UsesHost, restart: Restart): Promise<object> {
  const { session, log } = host;
  const { scenario, snapshot, underWay, done, left } = restart;
  const outcome = compareOutcomes(restart.trace, simulate(scenario));
  const lines = outcomeLines(outcome);
  const name = snapshotTitle(snapshot);
  log.info([`${titleOf(session.uri)}: restarted from ${name}`, ...lines].join("\n  "));
  const head = vscode.l10n.t(
    "// Restarted from {0} of {1}. Messages put back into channels: {2}; steps done before: {3}, left: {4}.",
    name,
    titleOf(session.uri),
    underWay,
    done,
    left,
  );
  const content = `${[head, ...lines.map((line) => `// ${line}`)].join("\n")}\n${printScenario(scenario)}`;
  const file = `${stemOf(session.uri)}-restarted-${snapshot.id}`;
  const text = { name: file, ending: ".lightcone", content } as const;
  const { uri } = await host.openUnsaved(folderOf(session.uri), text);
  const sound = isSound(outcome);
  const words = lines.join("; ");
  const tell = sound ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  void tell(vscode.l10n.t("Restarted from {0}: {1}.", name, words));
  return { uri: uri.toString(), sound, words };
}
