// "Show Recovery Line": how far all must roll back from the checkpoints that each has taken. The line is a cut in the diagram;
// which message makes whom fall back stands in the log in full, and who depends on whom is drawn on a page of its own.

import * as vscode from "vscode";
import { type RecoveryLine, recoveryLine, recoveryLines } from "../../core/analysis/uses/recoveryLine.ts";
import { rollbackGraph } from "../../core/analysis/uses/rollbackGraph.ts";
import { shownRecoveryLine } from "../../core/analysis/uses/shownRecoveryLine.ts";
import { rollbackGraphSvg } from "../../core/diagram/rollbackGraphSvg.ts";
import { NONE } from "../../core/trace/ids.ts";
import { EDITOR_COLOURS } from "../../protocol/editorColours.ts";
import { ROLLBACK_PANEL } from "../platform/ids.ts";
import { titleOf } from "../sessions/together.ts";
import { showCut } from "./asked.ts";
import type { UsesHost } from "./host.ts";

export async function showRecoveryLine(host: UsesHost): Promise<object> {
  const { trace, session, log, UserError } = host;
  const line = recoveryLine(trace);
  const saved = line.checkpoints.some((list) => list.some(({ event }) => event !== NONE));
  if (!saved) {
    throw new UserError(
      vscode.l10n.t(
        "No process saves its state in this run: there is no snapshot, and no event is a checkpoint.",
      ),
    );
  }
  const { words } = shownRecoveryLine(trace, line);
  const lines = recoveryLines(trace, line);
  log.info([`${titleOf(session.uri)}: recovery line: ${words}`, ...lines].join("\n"));
  const cut = showCut(host, line.cut, vscode.l10n.t("recovery line"));
  const isDomino = line.domino.length > 0;
  const show = isDomino ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const details = vscode.l10n.t("Why Each Rolls Back");
  const dependencies = vscode.l10n.t("Show Dependencies");
  void show(vscode.l10n.t("Recovery line: {0}.", words), dependencies, details).then((choice) => {
    if (choice === details) log.show();
    if (choice === dependencies) drawDependencies(host, line, words);
  });
  return { words, lines, domino: line.domino.map((process) => trace.processes[process].name), cut };
}

function drawDependencies(
  { trace, session, showPicture }: UsesHost,
  line: RecoveryLine,
  words: string,
): void {
  const title = vscode.l10n.t("Rollback dependencies of {0}", titleOf(session.uri));
  const graph = rollbackGraph(trace, line);
  const subtitle = vscode.l10n.t("Recovery line: {0}", words);
  const svg = rollbackGraphSvg(graph, { title, subtitle, theme: EDITOR_COLOURS });
  const tooMany = vscode.l10n.t("There are too many checkpoints to draw.");
  showPicture({
    panel: ROLLBACK_PANEL,
    icon: "git-merge",
    tab: title,
    title,
    words: tooMany,
    svg,
    list: graph.list,
  });
}
