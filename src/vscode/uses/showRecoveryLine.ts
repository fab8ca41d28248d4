// "Show Recovery Line": how far all must roll back from the checkpoints that each has taken. The line is a cut in the diagram;
// which message makes whom fall back is told, and stands in the log in full.

import * as vscode from "vscode";
import { recoveryLine, recoveryLines } from "../../core/analysis/uses/recoveryLine.ts";
import { shownRecoveryLine } from "../../core/analysis/uses/shownRecoveryLine.ts";
import { NONE } from "../../core/trace/ids.ts";
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
  void show(vscode.l10n.t("Recovery line: {0}.", words), details).then((choice) => {
    if (choice === details) log.show();
  });
  return { words, lines, domino: line.domino.map((process) => trace.processes[process].name), cut };
}
