// The two questions of "Run Snapshot…": who starts it, and when. While they are answered they tell what would come of
// it: a marker that cannot reach a process makes a snapshot that never ends.

import * as vscode from "vscode";
import { tickOfLine } from "../../../core/formats/course/insertSnapshot.ts";
import type { Scenario } from "../../../core/scenario/scenario.ts";
import { systemOf, unreachableFrom } from "../../../core/simulation/system.ts";
import type { ProcessId } from "../../../core/trace/ids.ts";
import { describeState } from "../../../core/trace/localState.ts";
import { nameOf } from "../../platform/files.ts";
import { askText, type Check, pickSeveral } from "../../platform/prompts.ts";
import type { FurtherSnapshot, Session } from "../../sessions/session.ts";
import { isScript } from "./writeSnapshot.ts";

/** So far past the end of the script a snapshot may start; longer is most likely a slip of the finger. */
const LONGEST_WAIT = 1_000_000;

export async function askSnapshot(
  scenario: Scenario,
  session: Session,
): Promise<FurtherSnapshot | undefined> {
  const initiators = await askInitiators(scenario, nameOf(session.uri));
  if (initiators === undefined) return undefined;
  const time = await askTime(scenario, initiators, cursorTick(session) ?? scenario.endTime);
  return time === undefined ? undefined : { initiators, time };
}

async function askInitiators(scenario: Scenario, name: string): Promise<readonly string[] | undefined> {
  const items = scenario.processes.map((process) => ({
    label: process.name,
    description: vscode.l10n.t("{0} at the start", describeState(process.initial)),
  }));
  const picked = await pickSeveral({
    title: vscode.l10n.t("Run Snapshot on {0}", name),
    step: 1,
    totalSteps: 2,
    items,
    picked: items.slice(0, 1),
    placeholder: vscode.l10n.t("Which processes start it?"),
    check: (ticked) => checkInitiators(scenario, names(ticked)),
  });
  return picked === undefined ? undefined : names(picked);
}

function names(items: readonly { readonly label: string }[]): string[] {
  return items.map(({ label }) => label);
}

function checkInitiators(scenario: Scenario, initiators: readonly string[]): Check {
  if (initiators.length === 0) {
    return { words: vscode.l10n.t("Tick at least one process that starts the snapshot."), severity: "error" };
  }
  const who = initiators.join(", ");
  const ids = scenario.processes.flatMap(({ name }, p) =>
    initiators.includes(name) ? [p as ProcessId] : [],
  );
  const unreached = unreachableFrom(systemOf(scenario), ids).map((p) => scenario.processes[p].name);
  if (unreached.length === 0) {
    return { words: vscode.l10n.t("Markers of {0} reach every process.", who), severity: "info" };
  }
  const lost = unreached.join(", ");
  const words = vscode.l10n.t("Markers of {0} never reach {1}: the snapshot cannot end.", who, lost);
  return { words, severity: "warning" };
}

async function askTime(
  scenario: Scenario,
  initiators: readonly string[],
  suggested: number,
): Promise<number | undefined> {
  const answer = await askText({
    title: vscode.l10n.t("Run Snapshot by {0}", initiators.join(", ")),
    step: 2,
    totalSteps: 2,
    value: String(suggested),
    placeholder: vscode.l10n.t("A tick, such as {0}", scenario.endTime),
    prompt: vscode.l10n.t(
      "At which tick does it start? The script runs from tick 0 to tick {0}.",
      scenario.endTime,
    ),
    check: (value) => checkTime(scenario, value),
  });
  return answer === undefined ? undefined : Number(answer.trim());
}

function checkTime(scenario: Scenario, value: string): Check | undefined {
  const text = value.trim();
  if (!/^\d{1,10}$/.test(text)) {
    return { words: vscode.l10n.t("A tick is a whole number, 0 or more."), severity: "error" };
  }
  const latest = scenario.endTime + LONGEST_WAIT;
  if (Number(text) > latest) {
    return { words: vscode.l10n.t("The latest tick is {0}.", latest), severity: "error" };
  }
  if (Number(text) <= scenario.endTime) return undefined;
  const late = vscode.l10n.t("The script ends at tick {0}; the snapshot starts after it.", scenario.endTime);
  return { words: late, severity: "warning" };
}

/** The tick at which the cursor's line of the script happens, if the script is open. */
function cursorTick(session: Session): number | undefined {
  const script = session.files.find(isScript)?.toString();
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === script);
  if (editor === undefined || editor.selection.active.line === 0) return undefined;
  return tickOfLine(editor.document.getText(), editor.selection.active.line + 1);
}
