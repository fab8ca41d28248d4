// "Could Chandy–Lamport Have Recorded This?": asked of the selected snapshot or cut, in a run of the very events that happened.
// Where it could, who could start it, and the run that shows it as a trace beside its diagram; where not, why.

import * as vscode from "vscode";
import { fewestInitiators, soleInitiators } from "../../core/analysis/possibility/answer.ts";
import {
  type Recordable,
  recordable,
  recordingTrace,
  systemOfTrace,
} from "../../core/analysis/possibility/recordable.ts";
import { describeRecordableReason } from "../../core/analysis/possibility/recordableWords.ts";
import { describeInitiators, startWords } from "../../core/analysis/possibility/words.ts";
import { writeLctrace } from "../../core/formats/lctrace/writer.ts";
import type { Trace } from "../../core/trace/trace.ts";
import { folderOf, stemOf } from "../platform/files.ts";
import { titleOf } from "../sessions/together.ts";
import { selectedState } from "./asked.ts";
import type { UsesHost } from "./host.ts";

/** Characters of a run that is shown as an unsaved text. */
const MOST_CHARACTERS = 20_000_000;

export async function couldRecord(host: UsesHost): Promise<object | undefined> {
  const { session, trace, log } = host;
  if (session.selectedCut === undefined) {
    const hint = vscode.l10n.t("Select a snapshot or a cut first: in the diagram, or in the Snapshots view.");
    void vscode.window.showInformationMessage(hint);
    return undefined;
  }
  const { title, cut, snapshot } = selectedState(host);
  const answer = recordable(trace, cut, "one", snapshot < 0 ? undefined : trace.snapshots[snapshot]);
  const lines = linesOf(trace, answer);
  log.info([`${titleOf(session.uri)}: ${title}: ${answer.kind}`, ...lines].join("\n  "));
  const words = vscode.l10n.t("{0}: {1}.", titled(title), [kindWords(answer.kind), ...lines].join(". "));
  const told = { kind: answer.kind, words: lines };
  const run = answer.kind === "possible" ? runOf(trace, cut, answer) : undefined;
  if (run === undefined) {
    void vscode.window.showInformationMessage(words);
    return told;
  }
  const show = vscode.l10n.t("Show the Run");
  void vscode.window.showInformationMessage(words, show).then((chosen) => {
    if (chosen !== show) return;
    const name = `${stemOf(session.uri)}-recorded`;
    void host.openUnsaved(folderOf(session.uri), { name, ending: ".lctrace", content: run });
  });
  return { ...told, run };
}

/** The run as text; undefined where it is too long to be shown. */
function runOf(trace: Trace, cut: Uint32Array, answer: Recordable): string | undefined {
  const alone = soleInitiators(answer);
  const run = recordingTrace(trace, cut, alone.length > 0 ? [alone[0]] : fewestInitiators(answer));
  let text = "";
  for (const piece of writeLctrace(run)) {
    text += piece;
    if (text.length > MOST_CHARACTERS) return undefined;
  }
  return text;
}

function kindWords(kind: Recordable["kind"]): string {
  if (kind === "possible") return vscode.l10n.t("Chandy–Lamport could have recorded this");
  if (kind === "impossible") return vscode.l10n.t("Chandy–Lamport could not have recorded this");
  return vscode.l10n.t("nobody can tell whether Chandy–Lamport could have recorded this");
}

function linesOf(trace: Trace, answer: Recordable): string[] {
  const system = systemOfTrace(trace);
  if (answer.kind === "possible") return [startWords(system, answer), describeInitiators(system, answer)];
  const reasons = answer.kind === "impossible" ? answer.reasons : answer.doubts;
  const words = reasons.map((reason) => describeRecordableReason(trace, reason));
  if (answer.kind === "unknown" || answer.consistent !== true) return words;
  return [
    ...words,
    vscode.l10n.t("It is a consistent global state, though; {0}", describeInitiators(system, answer)),
  ];
}

function titled(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
