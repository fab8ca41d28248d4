// "Verify Cut…": is the cut that the user types consistent? It is shown with its verdict; where it is not, the nearest
// consistent cuts are offered. Arguments: the file, and { cut: "P=3,Q=5" } or { time } if no question is to be asked.

import * as v from "valibot";
import * as vscode from "vscode";
import { verifyCut } from "../../core/analysis/consistency.ts";
import type { SavedCut } from "../../core/session/savedSession.ts";
import { fullCut, largestConsistentBelow, smallestConsistentAbove } from "../../core/trace/cut.ts";
import { type CutTextFault, cutText, readCutText } from "../../core/trace/cutText.ts";
import { formatTime } from "../../core/trace/describe.ts";
import type { Trace } from "../../core/trace/trace.ts";
import { describeCutVerdict } from "../../core/trace/verdict.ts";
import type { DiagramCut } from "../../protocol/diagram.ts";
import { Commands } from "../platform/ids.ts";
import { askText, type Check } from "../platform/prompts.ts";
import { frontierOf, titledCut } from "../sessions/cuts.ts";
import type { Session } from "../sessions/session.ts";
import { titleOf } from "../sessions/together.ts";
import { type Command, type Ready, type Services, UserError, withTrace } from "./command.ts";

const argument = v.union([v.object({ cut: v.string() }), v.object({ time: v.number() })]);

export const verifyCutCommand: Command = {
  id: Commands.verifyCut,
  run: (services, given, options) =>
    withTrace(services, given, async (ready) => {
      const parsed = v.safeParse(argument, options);
      const text = parsed.success ? textOf(parsed.output) : await askCut(ready);
      return text === undefined ? undefined : verify(services, ready, text);
    }),
};

function verify(services: Services, { session, trace }: Ready, text: string) {
  const asked = askedCut(trace, text);
  services.panels.show(session.uri);
  const id = session.addCut(asked);
  const cut = session.cuts.find((each) => each.id === id);
  if (cut === undefined) throw new UserError(vscode.l10n.t("The file has changed meanwhile; try again."));
  services.log.info(`${titleOf(session.uri)}: ${cut.title}: ${cut.words}`);
  // Not awaited: the command has ended when the verdict is there, not when its message is closed.
  if (cut.verdict === "inconsistent") void offerNearest(session, trace, cut);
  return { id, verdict: cut.verdict, words: cut.words };
}

function textOf(options: v.InferOutput<typeof argument>): string {
  return "cut" in options ? options.cut : `at ${options.time}`;
}

function askedCut(trace: Trace, text: string): SavedCut {
  const read = readCutText(trace, text);
  switch (read.kind) {
    case "fault":
      throw new UserError(faultWords(read.fault));
    case "time":
      return { title: vscode.l10n.t("cut at {0}", formatTime(trace, read.time)), at: read.time };
    case "frontiers":
      return titledCut(trace, frontierOf(trace, read.frontiers));
  }
}

function askCut({ session, trace }: Ready): Promise<string | undefined> {
  const shown = session.selectedCut?.frontier ?? fullCut(trace);
  const example = trace.processes
    .slice(0, 2)
    .map(({ name }, p) => `${name}=${p + 1}`)
    .join(",");
  return askText({
    title: vscode.l10n.t("Verify Cut of {0}", titleOf(session.uri)),
    value: cutText(trace, shown),
    placeholder: vscode.l10n.t("{0}, or: at 5", example),
    prompt: vscode.l10n.t(
      "How many events of each process are inside, such as {0} (others: none), or a moment, such as “at 5”.",
      example,
    ),
    check: (text) => checkCut(trace, text),
  });
}

/** The verdict itself, while the cut is typed. */
function checkCut(trace: Trace, text: string): Check {
  const read = readCutText(trace, text);
  if (read.kind === "fault") return { words: faultWords(read.fault), severity: "error" };
  const at = read.kind === "time" ? read.time : read.frontiers;
  const verdict = verifyCut(trace, frontierOf(trace, at));
  const words = describeCutVerdict(trace, verdict);
  return { words, severity: verdict.kind === "consistent" ? "info" : "warning" };
}

async function offerNearest(session: Session, trace: Trace, cut: DiagramCut): Promise<void> {
  const below = vscode.l10n.t("Show Largest Consistent Cut Below");
  const above = vscode.l10n.t("Show Smallest Above");
  const words = vscode.l10n.t("The {0} is {1}.", cut.title, cut.words);
  const choice = await vscode.window.showInformationMessage(words, below, above);
  if (choice === below) session.addCut(titledCut(trace, largestConsistentBelow(trace, cut.frontier)));
  if (choice === above) session.addCut(titledCut(trace, smallestConsistentAbove(trace, cut.frontier)));
}

function faultWords(fault: CutTextFault): string {
  switch (fault.kind) {
    case "empty":
      return vscode.l10n.t("Name at least one process and how many of its events are inside.");
    case "form":
      return vscode.l10n.t("Expected NAME=NUMBER, found “{0}”.", fault.part);
    case "unknown-process":
      return vscode.l10n.t("There is no process {0}.", fault.name);
    case "twice":
      return vscode.l10n.t("{0} is named twice.", fault.name);
    case "too-many":
      return vscode.l10n.t("{0} has only {1} events.", fault.name, fault.events);
    case "no-times":
      return vscode.l10n.t("This trace has no times; name processes instead.");
  }
}
