// The questions of "Run Snapshot…": who starts it, when, and on a recorded trace how long markers take. While they are
// answered they tell what would come of it: a marker that cannot reach a process makes a snapshot that never ends.

import * as vscode from "vscode";
import type { FurtherSnapshot } from "../../../core/analysis/openedWith.ts";
import { tickOfLine } from "../../../core/formats/course/insertSnapshot.ts";
import { describeEvent, formatTime } from "../../../core/trace/describe.ts";
import type { TimeUnit, Trace } from "../../../core/trace/trace.ts";
import { askText, type Check, type PromptBase, pickOrType, pickSeveral } from "../../platform/prompts.ts";
import type { Session } from "../../sessions/session.ts";
import { titleOf } from "../../sessions/together.ts";
import { type AskedSystem, snapshotAfter } from "./snapshotSystem.ts";
import { isScript } from "./writeSnapshot.ts";

/** So far past the end of the script a snapshot may start; longer is most likely a slip of the finger. */
const LONGEST_WAIT = 1_000_000;

/** `selected`: the event that is selected in the diagram, or −1. */
export async function askSnapshot(
  system: AskedSystem,
  session: Session,
  selected: number,
): Promise<FurtherSnapshot | undefined> {
  const totalSteps = system.isRecorded ? 3 : 2;
  const here = system.isRecorded && selected >= 0 ? snapshotAfter(system, selected) : undefined;
  const name = titleOf(session.uri);
  const initiators = await askInitiators(system, name, totalSteps, here?.initiators[0] ?? system.names[0]);
  if (initiators === undefined) return undefined;
  const title = vscode.l10n.t("Run Snapshot by {0}", initiators.join(", "));
  const step = { title, step: 2, totalSteps };
  const suggested = cursorTick(session) ?? middleOf(system);
  const isHere = here?.after !== undefined && initiators.includes(here.after.process);
  const start = isHere
    ? await askStart(system, step, here, describeEvent(system.trace, selected), suggested)
    : await askTime(system, step, suggested);
  if (start === undefined) return undefined;
  if (!system.isRecorded) return { initiators, ...start };
  const latency = await askLatency(system, { ...step, step: 3 });
  return latency === undefined ? undefined : { initiators, ...start, ...latency };
}

type Start = Pick<FurtherSnapshot, "time" | "after">;

/** Right after the selected event, or at a time. */
async function askStart(
  system: AskedSystem,
  step: PromptBase,
  { time, after }: Start,
  event: string,
  suggested: number,
): Promise<Start | undefined> {
  const at = (moment: number, detail?: string) => ({
    label: vscode.l10n.t("$(watch) At {0}", momentWords(system, moment)),
    detail,
    start: { time: moment },
  });
  const here = {
    label: vscode.l10n.t("$(location) Right after the selected event"),
    detail: event,
    start: { time, after },
  };
  const answer = await pickOrType<vscode.QuickPickItem & { readonly start: Start }>({
    ...step,
    items: [here, at(suggested)],
    placeholder: vscode.l10n.t("When does it start? Choose, or type another moment."),
    typed: (value) => {
      const check = checkTime(system, value);
      return check?.severity === "error" ? check : at(Number(value.trim()), check?.words);
    },
  });
  return answer?.start;
}

/** How long markers take on their way. */
async function askLatency(
  { unit }: AskedSystem,
  step: PromptBase,
): Promise<Pick<FurtherSnapshot, "latency"> | undefined> {
  const fixed = (value: number, words: string) => ({
    label: `$(clock) ${words}`,
    detail: vscode.l10n.t("Never before what was sent earlier on the channel"),
    latency: { kind: "fixed" as const, value },
  });
  const answer = await pickOrType<vscode.QuickPickItem & Pick<FurtherSnapshot, "latency">>({
    ...step,
    items: [
      {
        label: vscode.l10n.t("$(arrow-swap) As each channel's own messages"),
        detail: vscode.l10n.t("The median of what they took"),
      },
      fixed(0, vscode.l10n.t("No time at all")),
    ],
    placeholder:
      unit === "none"
        ? vscode.l10n.t("How long do markers take? Choose, or type a number of events of the run.")
        : vscode.l10n.t("How long do markers take? Choose, or type a number ({0}).", unitWords(unit)),
    typed: (value) => {
      const text = value.trim();
      if (!/^\d{1,18}(\.\d+)?$/.test(text))
        return { words: vscode.l10n.t("Type a number, 0 or more."), severity: "error" };
      return fixed(Number(text), vscode.l10n.t("Always {0} ({1})", text, unitWords(unit)));
    },
  });
  return answer && (answer.latency === undefined ? {} : { latency: answer.latency });
}

function unitWords(unit: TimeUnit): string {
  if (unit === "none") return vscode.l10n.t("events of the run");
  return unit === "tick" ? vscode.l10n.t("ticks") : unit;
}

function momentWords({ unit, trace }: AskedSystem, moment: number): string {
  return unit === "none" ? vscode.l10n.t("event {0} of the run", moment) : formatTime(trace, moment);
}

async function askInitiators(
  system: AskedSystem,
  name: string,
  totalSteps: number,
  first: string,
): Promise<readonly string[] | undefined> {
  const items = system.names.map((label, p) => ({
    label,
    description: vscode.l10n.t("{0} at the start", system.states[p]),
  }));
  const picked = await pickSeveral({
    title: vscode.l10n.t("Run Snapshot on {0}", name),
    step: 1,
    totalSteps,
    items,
    picked: items.filter(({ label }) => label === first),
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

async function askTime(system: AskedSystem, step: PromptBase, suggested: number): Promise<Start | undefined> {
  const answer = await askText({
    ...step,
    value: String(suggested),
    placeholder: String(suggested),
    prompt: timePrompt(system),
    check: (value) => checkTime(system, value),
  });
  return answer === undefined ? undefined : { time: Number(answer.trim()) };
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
