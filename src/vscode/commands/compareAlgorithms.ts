// "Compare Snapshot Algorithms": takes a snapshot with every algorithm, in the scenario's run or replayed over the trace, and
// shows what each recorded and took on a page beside it. Arguments: the file, and { initiators, time } if no question is to
// be asked.

import * as v from "valibot";
import * as vscode from "vscode";
import { comparisonHtml } from "../panel/comparisonPage.ts";
import { pageColumn } from "../panel/picturePage.ts";
import { COMPARISON_PANEL, Commands } from "../platform/ids.ts";
import { Slices } from "../platform/slices.ts";
import { titleOf } from "../sessions/together.ts";
import { type Command, type Ready, type Services, withTrace } from "./command.ts";
import { askSnapshot } from "./questions/snapshotQuestions.ts";
import { systemAsked } from "./questions/snapshotSystem.ts";

const argument = v.object({
  initiators: v.pipe(v.array(v.string()), v.minLength(1)),
  time: v.pipe(v.number(), v.finite()),
});

export const compareAlgorithms: Command = {
  id: Commands.compareAlgorithms,
  run: (services, given, options) =>
    withTrace(services, given, async (ready) => {
      const parsed = v.safeParse(argument, options);
      const system = systemAsked(ready.opened, ready.trace);
      const selected = services.panels.find(ready.session.uri)?.selectedEvent ?? -1;
      const asked = parsed.success ? parsed.output : await askSnapshot(system, ready.session, selected);
      return asked === undefined ? undefined : show(services, ready, asked);
    }),
};

async function show(
  { extension }: Services,
  { session, opened, trace }: Ready,
  asked: { readonly initiators: readonly string[]; readonly time: number },
) {
  const title = vscode.l10n.t("Snapshot algorithms on {0}", titleOf(session.uri));
  const cancelling = new vscode.CancellationTokenSource();
  const slices = new Slices(title, cancelling.token, true);
  try {
    const { compareHere } = await import("../opening/main.ts");
    const comparison = await compareHere({ trace, scenario: opened.scenario }, asked, slices.step);
    const panel = vscode.window.createWebviewPanel(
      COMPARISON_PANEL,
      title,
      { viewColumn: pageColumn(), preserveFocus: true },
      { enableScripts: false, localResourceRoots: [vscode.Uri.joinPath(extension, "media")] },
    );
    panel.iconPath = new vscode.ThemeIcon("graph");
    panel.webview.html = comparisonHtml(panel.webview, extension, title, comparison);
    return comparison;
  } finally {
    slices.dispose();
    cancelling.dispose();
  }
}
