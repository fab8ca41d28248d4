// Why a session has nothing to show, and what to do about it, in words for the user: in place of the diagram, in the
// status bar and as a problem.

import * as vscode from "vscode";
import type { OpenedWith } from "../../core/analysis/openedWith.ts";
import type { Problem } from "../../core/trace/problem.ts";
import { nameOf } from "../platform/files.ts";
import type { Missing } from "./companions.ts";

/** Why there is nothing to show. A trace with a part missing is shown; one of which nothing could be read is not. */
export function failureOf(opened: OpenedWith | undefined): string | undefined {
  const problem = opened?.problems.find(({ severity }) => severity === "error");
  if (opened?.trace !== undefined && (opened.trace.processes.length > 0 || problem === undefined))
    return undefined;
  if (problem === undefined) return vscode.l10n.t("The file holds neither a trace nor a scenario.");
  const { file, line } = problem.position;
  return vscode.l10n.t("{0}, line {1}: {2}", nameOf(vscode.Uri.parse(file)), line, problem.message);
}

/** What is missing, as a problem on the first line of the file that needs it. */
export function missingProblem(missing: Missing): Problem {
  const position = { file: missing.uri.toString(), line: 1, column: 1 };
  const code = missing.kind === "topology" ? "topology-missing" : "script-missing";
  return { position, severity: "error", code, message: wordsOfMissing(missing) };
}

export function wordsOfMissing(missing: Missing): string {
  const name = nameOf(missing.uri);
  if (missing.kind === "script") {
    return vscode.l10n.t(
      "{0} is a recorded snapshot, and which script (.events) recorded it is not clear. Choose it.",
      name,
    );
  }
  if (missing.asked !== undefined) {
    return vscode.l10n.t(
      "{0} asks for the topology {1}, which is not in its folder. Choose one.",
      name,
      missing.asked,
    );
  }
  return vscode.l10n.t("Which topology (.top) the script {0} runs on is not clear. Choose one.", name);
}

/** Problems of the run: the text as such is right, and nothing of it is left out. */
const OF_THE_RUN = /^(not-enough-tokens|time-too-early|never-received|receive-delayed|expectation-|cut-)/;

/** The first thing that is wrong in the text of a scenario, so that a part of it is left out. */
export function wrongTextOf(opened: OpenedWith | undefined): Problem | undefined {
  return opened?.problems.find(({ severity, code }) => severity === "error" && !OF_THE_RUN.test(code));
}

export function wordsOfCancelled(name: string): string {
  return vscode.l10n.t(
    "Reading {0} was cancelled. Run “Open Space-Time Diagram” again, or change the file, to read it.",
    name,
  );
}

export function wordsOfDeclined({ message }: Error): string {
  return `${message} ${vscode.l10n.t("Run “Open Space-Time Diagram” again to be asked again.")}`;
}
