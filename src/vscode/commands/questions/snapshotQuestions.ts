// The two questions of "Run Snapshot…": who starts it, and when. While they are answered they tell what would come of
// it: a marker that cannot reach a process makes a snapshot that never ends.

import * as vscode from "vscode";
import type { Opened } from "../../../core/analysis/opened.ts";
import type { FurtherSnapshot } from "../../../core/analysis/openedWith.ts";
import { tickOfLine } from "../../../core/formats/course/insertSnapshot.ts";
import { systemOf, unreachableFrom } from "../../../core/simulation/system.ts";
import { stateAt } from "../../../core/trace/checkpoints.ts";
import { formatTime } from "../../../core/trace/describe.ts";
import type { ProcessId } from "../../../core/trace/ids.ts";
import { describeState } from "../../../core/trace/localState.ts";
import type { TimeUnit, Trace } from "../../../core/trace/trace.ts";
import { askText, type Check, pickSeveral } from "../../platform/prompts.ts";
import type { Session } from "../../sessions/session.ts";
import { titleOf } from "../../sessions/together.ts";
import { isScript } from "./writeSnapshot.ts";

/** What the questions are about: a scenario that is run again, or a recorded trace that is replayed. */
export interface AskedSystem {
  readonly names: readonly string[];
  /** Each process's state at the start, in words. */
  readonly states: readonly string[];
  /** The processes that markers of these initiators never reach, by name. */
  readonly unreached: (initiators: readonly string[]) => readonly string[];
  readonly unit: TimeUnit;
  /** The last moment of the script or of the trace. */
  readonly end: number;
  readonly trace: Trace;
}

/** So far past the end of the script a snapshot may start; longer is most likely a slip of the finger. */
const LONGEST_WAIT = 1_000_000;

export function systemAsked({ scenario }: Opened, trace: Trace): AskedSystem {
  const names = trace.processes.map(({ name }) => name);
  const channels = Array.from(trace.channels.from, (from, channel) => ({
    from: from as ProcessId,
    to: trace.channels.to[channel] as ProcessId,
  }));
  const processes = trace.processes.map(({ name }, p) => ({ name, initial: stateAt(trace, p, 0) }));
  const system = systemOf(scenario ?? { processes, channels });
  const timeless = trace.timeUnit === "none";
  return {
    names,
    states: processes.map(({ initial }) => describeState(initial)),
    unreached: (initiators) => {
      const ids = names.flatMap((name, p) => (initiators.includes(name) ? [p as ProcessId] : []));
      return unreachableFrom(system, ids).map((process) => names[process]);
    },
    unit: trace.timeUnit,
    end: scenario?.endTime ?? (timeless ? trace.events.process.length : trace.endTime),
    trace,
  };
}

export async function askSnapshot(
  system: AskedSystem,
  session: Session,
): Promise<FurtherSnapshot | undefined> {
  const initiators = await askInitiators(system, titleOf(session.uri));
  if (initiators === undefined) return undefined;
  const time = await askTime(system, initiators, cursorTick(session) ?? middleOf(system));
  return time === undefined ? undefined : { initiators, time };
}

async function askInitiators(system: AskedSystem, name: string): Promise<readonly string[] | undefined> {
  const items = system.names.map((label, p) => ({
    label,
    description: vscode.l10n.t("{0} at the start", system.states[p]),
  }));
  const picked = await pickSeveral({
    title: vscode.l10n.t("Run Snapshot on {0}", name),
    step: 1,
    totalSteps: 2,
    items,
    picked: items.slice(0, 1),
    placeholder: vscode.l10n.t("Which processes start it?"),
    check: (ticked) =>
      checkInitiators(
        system,
        ticked.map(({ label }) => label),
      ),
  });
  return picked?.map(({ label }) => label);
}

function checkInitiators(system: AskedSystem, initiators: readonly string[]): Check {
  if (initiators.length === 0) {
    return { words: vscode.l10n.t("Tick at least one process that starts the snapshot."), severity: "error" };
  }
  const who = initiators.join(", ");
  const unreached = system.unreached(initiators);
  if (unreached.length === 0) {
    return { words: vscode.l10n.t("Markers of {0} reach every process.", who), severity: "info" };
  }
  const lost = unreached.join(", ");
  const words = vscode.l10n.t("Markers of {0} never reach {1}: the snapshot cannot end.", who, lost);
  return { words, severity: "warning" };
}

async function askTime(
  system: AskedSystem,
  initiators: readonly string[],
  suggested: number,
): Promise<number | undefined> {
  const answer = await askText({
    title: vscode.l10n.t("Run Snapshot by {0}", initiators.join(", ")),
    step: 2,
    totalSteps: 2,
    value: String(suggested),
    placeholder: String(suggested),
    prompt: timePrompt(system),
    check: (value) => checkTime(system, value),
  });
  return answer === undefined ? undefined : Number(answer.trim());
}

function timePrompt({ unit, end, trace }: AskedSystem): string {
  if (unit === "none") return vscode.l10n.t("After how many of the {0} events does it start?", end);
  if (unit === "tick") return vscode.l10n.t("At which tick does it start? The run goes from 0 to {0}.", end);
  return vscode.l10n.t(
    "At which time does it start, in {0}? The trace ends at {1}.",
    unit,
    formatTime(trace, end),
  );
}

/** What is to be said of a typed moment. */
export function checkTime({ unit, end }: AskedSystem, value: string): Check | undefined {
  const text = value.trim();
  const isWhole = unit === "tick" || unit === "none";
  if (!(isWhole ? /^\d{1,15}$/ : /^\d{1,18}(\.\d+)?$/).test(text)) {
    const words = isWhole
      ? vscode.l10n.t("Type a whole number, 0 or more.")
      : vscode.l10n.t("Type a number, 0 or more.");
    return { words, severity: "error" };
  }
  const latest = end + LONGEST_WAIT;
  if (unit === "tick" && Number(text) > latest) {
    return { words: vscode.l10n.t("The latest tick is {0}.", latest), severity: "error" };
  }
  if (Number(text) <= end) return undefined;
  return {
    words: vscode.l10n.t("That is after the last event: nothing will be in transit."),
    severity: "warning",
  };
}

/** A moment at which there is most likely something to see. */
function middleOf({ end, unit, trace }: AskedSystem): number {
  const first = unit === "none" || trace.events.time.length === 0 ? 0 : Math.min(...firstTimes(trace));
  const middle = first + (end - first) / 2;
  return unit === "tick" || unit === "none" ? Math.floor(middle) : Number(middle.toPrecision(6));
}

function firstTimes(trace: Trace): number[] {
  return trace.processes.flatMap((_, p) => {
    const first = trace.firstEvent[p];
    return first < trace.firstEvent[p + 1] ? [trace.events.time[first]] : [];
  });
}

/** The tick at which the cursor's line of the script happens, if the script is open. */
function cursorTick(session: Session): number | undefined {
  const script = session.files.find(isScript)?.toString();
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === script);
  if (editor === undefined || editor.selection.active.line === 0) return undefined;
  return tickOfLine(editor.document.getText(), editor.selection.active.line + 1);
}
