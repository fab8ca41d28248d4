// The pages on which Mermaid draws the sequence chart and the topology of a small trace, one for each file. They follow
// the file, the selected cut and the theme.

import * as v from "valibot";
import * as vscode from "vscode";
import { type MermaidChart, sequenceChart, topologyChart } from "../../core/diagram/mermaid.ts";
import type { Chart, ChartsToHost, HostToCharts } from "../../protocol/charts.ts";
import { CHARTS_PANEL } from "../platform/ids.ts";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { titleOf } from "../sessions/together.ts";
import { pageHtml, webviewOptions } from "./page.ts";

const incoming = v.variant("type", [
  v.object({ type: v.literal("ready") }),
  v.object({ type: v.literal("error"), words: v.string() }),
]);

export class ChartsPanels implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #sessions: Sessions;
  readonly #log: vscode.LogOutputChannel;
  readonly #panels = new Map<string, vscode.WebviewPanel>();

  constructor(extension: vscode.Uri, sessions: Sessions, log: vscode.LogOutputChannel) {
    this.#extension = extension;
    this.#sessions = sessions;
    this.#log = log;
  }

  open(uri: vscode.Uri): void {
    const key = uri.toString();
    const there = this.#panels.get(key);
    if (there !== undefined) {
      there.reveal(undefined, true);
      return;
    }
    const title = vscode.l10n.t("Charts {0}", titleOf(uri));
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel(
      CHARTS_PANEL,
      title,
      place,
      webviewOptions(this.#extension),
    );
    panel.iconPath = new vscode.ThemeIcon("type-hierarchy");
    this.#panels.set(key, panel);
    const following = this.#follow(panel, this.#sessions.open(uri));
    panel.onDidDispose(() => {
      this.#panels.delete(key);
      following.dispose();
    });
    panel.webview.html = pageHtml(panel.webview, this.#extension, {
      script: "charts.js",
      style: "charts.css",
      title,
      freeStyles: true,
    });
  }

  dispose(): void {
    for (const panel of [...this.#panels.values()]) panel.dispose();
  }

  #follow(panel: vscode.WebviewPanel, session: Session): vscode.Disposable {
    const send = (): void => void panel.webview.postMessage(chartsOf(session));
    return vscode.Disposable.from(
      this.#sessions.hold(session.uri),
      session.onDidChange(send),
      vscode.window.onDidChangeActiveColorTheme(send),
      panel.webview.onDidReceiveMessage((value: unknown) => {
        const message = v.safeParse(incoming, value);
        if (message.success) this.#handle(message.output, session, send);
      }),
    );
  }

  #handle(message: ChartsToHost, session: Session, send: () => void): void {
    switch (message.type) {
      case "ready":
        send();
        return;
      case "error":
        this.#log.error(`charts of ${session.uri.toString()}: ${message.words}`);
        return;
      default:
        message satisfies never;
    }
  }
}

function chartsOf(session: Session): HostToCharts {
  const trace = session.opened?.trace;
  if (trace === undefined) return { type: "failed", words: session.failure ?? vscode.l10n.t("Reading …") };
  const sequence = sequenceChart(trace, session.selectedCut);
  const topology = topologyChart(trace);
  const charts = [
    ...drawn(vscode.l10n.t("Topology"), topology),
    ...drawn(vscode.l10n.t("Sequence chart"), sequence),
  ];
  const refusals = [topology, sequence].flatMap((chart) => (chart.kind === "too-large" ? [chart.words] : []));
  if (charts.length === 0) return { type: "failed", words: refusals.join("\n") };
  return { type: "charts", charts, dark: isDark(vscode.window.activeColorTheme.kind) };
}

function drawn(title: string, chart: MermaidChart): Chart[] {
  return chart.kind === "chart" ? [{ title, source: chart.source }] : [];
}

function isDark(kind: vscode.ColorThemeKind): boolean {
  return kind === vscode.ColorThemeKind.Dark || kind === vscode.ColorThemeKind.HighContrast;
}
