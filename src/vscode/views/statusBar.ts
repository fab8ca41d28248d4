// One item in the status bar: the verdict on the selected cut of the active session, or what keeps it from being
// known. A click leads to what can be done about it.

import * as vscode from "vscode";
import { Commands } from "../platform/ids.ts";
import type { ActiveSession } from "../sessions/activeSession.ts";
import type { Session } from "../sessions/session.ts";
import { titleOf } from "../sessions/together.ts";

const ICONS = { consistent: "$(pass)", inconsistent: "$(error)", unknown: "$(question)" } as const;

export function registerStatusBar(active: ActiveSession): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("lightcone.verdict", vscode.StatusBarAlignment.Left, 10);
  item.name = vscode.l10n.t("Lightcone Verdict");
  const show = (session: Session | undefined): void => {
    if (session === undefined) {
      item.hide();
      return;
    }
    const { text, tooltip, command } = statusOf(session);
    item.text = text;
    item.tooltip = tooltip;
    item.command = command;
    item.accessibilityInformation = { label: text.replace(/\$\([^)]*\)/g, "Lightcone:") };
    item.show();
  };
  show(active.current);
  return vscode.Disposable.from(item, active.onDidChange(show));
}

interface Status {
  readonly text: string;
  readonly tooltip: string | vscode.MarkdownString;
  readonly command: vscode.Command;
}

function statusOf(session: Session): Status {
  const { uri, opened, state, failure, missing } = session;
  const diagram = { command: Commands.openDiagram, title: "", arguments: [uri] };
  if (missing !== undefined) {
    const kind =
      missing.kind === "topology" ? vscode.l10n.t("Choose Topology…") : vscode.l10n.t("Choose Script…");
    const command = { command: Commands.chooseCompanion, title: "", arguments: [uri] };
    return { text: `$(question) ${kind}`, tooltip: failure ?? "", command };
  }
  if (state === "opening" && opened === undefined) {
    return {
      text: vscode.l10n.t("$(loading~spin) Reading {0}", titleOf(uri)),
      tooltip: "",
      command: diagram,
    };
  }
  if (failure !== undefined || opened?.trace === undefined) {
    const problems = { command: "workbench.actions.view.problems", title: "" };
    const command = session.problems.length > 0 ? problems : diagram;
    return { text: vscode.l10n.t("$(warning) No trace"), tooltip: failure ?? "", command };
  }
  const cut = session.selectedCut;
  const text =
    cut === undefined
      ? vscode.l10n.t("$(graph-line) {0}: no cut selected", titleOf(uri))
      : `${ICONS[cut.verdict]} ${cut.title}: ${cut.words}`;
  return { text, tooltip: tooltipOf(session), command: diagram };
}

/** Every verdict of the session, a line each. */
function tooltipOf(session: Session): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString(undefined, true);
  const name = new vscode.MarkdownString().appendText(titleOf(session.uri)).value;
  tooltip.appendMarkdown(`**${name}**\n\n`);
  for (const cut of session.cuts.slice(0, 20)) {
    tooltip.appendMarkdown(`${ICONS[cut.verdict]} `);
    tooltip.appendText(`${cut.title}: ${cut.words}`);
    tooltip.appendMarkdown("\n\n");
  }
  if (session.cuts.length > 20) {
    tooltip.appendMarkdown(vscode.l10n.t("and {0} more", session.cuts.length - 20));
    tooltip.appendMarkdown("\n\n");
  }
  tooltip.appendMarkdown(vscode.l10n.t("Click to show the diagram."));
  return tooltip;
}
