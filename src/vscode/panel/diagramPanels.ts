// All open diagrams: at most one panel a file, beside it; custom editors; and the panels that come back after a reload.
// The cursor in a text editor selects the event of its line in the diagrams of that file.

import * as vscode from "vscode";
import { eventAtLine } from "../../core/trace/sourceLines.ts";
import { DIAGRAM_PANEL } from "../platform/ids.ts";
import type { Session } from "../sessions/session.ts";
import { titleOf } from "../sessions/together.ts";
import { DiagramHost, type DiagramServices } from "./diagramHost.ts";
import { webviewOptions } from "./page.ts";

/** What a line of a scenario's text stands for, once the text is read as it is. Lines count from 1. */
type PlaceOfLine = (
  session: Session,
  line: number,
) => Promise<{ readonly event: number; readonly cut: string } | undefined>;

export class DiagramPanels implements vscode.WebviewPanelSerializer<unknown>, vscode.Disposable {
  readonly #services: DiagramServices;
  readonly #panels = new Map<string, DiagramHost>();
  readonly #hosts = new Set<DiagramHost>();
  readonly #disposables: vscode.Disposable[];
  #placeOf: PlaceOfLine | undefined;
  /** The version of each text when its cursor moved last. */
  readonly #versions = new WeakMap<vscode.TextDocument, number>();

  constructor(services: DiagramServices) {
    this.#services = services;
    this.#disposables = [
      vscode.window.registerWebviewPanelSerializer(DIAGRAM_PANEL, this),
      vscode.window.onDidChangeTextEditorSelection((change) => this.#followCursor(change)),
    ];
  }

  /** Shows the diagram of a file: the panel there is, or a new one beside the active editor. */
  open(uri: vscode.Uri): DiagramHost {
    const there = this.#panels.get(uri.toString());
    if (there !== undefined) {
      there.panel.reveal(undefined, true);
      return there;
    }
    const title = vscode.l10n.t("Diagram {0}", titleOf(uri));
    const place = { viewColumn: this.#columnBeside(), preserveFocus: true };
    const options = webviewOptions(this.#services.extension);
    const panel = vscode.window.createWebviewPanel(DIAGRAM_PANEL, title, place, options);
    return this.#adopt(panel, uri);
  }

  /** A diagram of a file where one is open already, be it a custom editor; else a panel beside. */
  show(uri: vscode.Uri): DiagramHost {
    const there = this.find(uri);
    if (there === undefined) return this.open(uri);
    if (!there.panel.visible) there.panel.reveal(undefined, true);
    return there;
  }

  /** Fills a panel of somebody else, such as a custom editor's. */
  host(panel: vscode.WebviewPanel, uri: vscode.Uri): DiagramHost {
    const host = new DiagramHost(panel, uri, this.#services);
    this.#hosts.add(host);
    panel.onDidDispose(() => {
      this.#hosts.delete(host);
      host.dispose();
    });
    return host;
  }

  /** A diagram of this file that is open, the active one first. */
  find(uri: vscode.Uri): DiagramHost | undefined {
    const wanted = uri.toString();
    const fitting = [...this.#hosts].filter((host) => host.uri.toString() === wanted);
    return fitting.find(({ panel }) => panel.active) ?? fitting[0];
  }

  /** The file of the diagram that is in front. */
  get activeUri(): vscode.Uri | undefined {
    return [...this.#hosts].find(({ panel }) => panel.active)?.uri;
  }

  /** The cursor in the texts of scenarios is followed by what this says of a line. */
  followBy(placeOf: PlaceOfLine): void {
    this.#placeOf = placeOf;
  }

  /** How many diagrams are open. */
  get size(): number {
    return this.#hosts.size;
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const uri = documentOf(state);
    if (uri === undefined || this.#panels.has(uri.toString())) {
      this.#services.log.warn("A diagram could not be brought back: it does not say which file it shows.");
      panel.dispose();
      return;
    }
    this.#adopt(panel, uri);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    for (const host of this.#hosts) host.dispose();
    this.#hosts.clear();
    this.#panels.clear();
  }

  /** Where another diagram stands already, unless the active editor does too; else beside that one. */
  #columnBeside(): vscode.ViewColumn {
    const active = vscode.window.activeTextEditor?.viewColumn;
    const columns = [...this.#panels.values()].map(({ panel }) => panel.viewColumn);
    return columns.find((column) => column !== undefined && column !== active) ?? vscode.ViewColumn.Beside;
  }

  #adopt(panel: vscode.WebviewPanel, uri: vscode.Uri): DiagramHost {
    panel.iconPath = new vscode.ThemeIcon("graph-line");
    const host = this.host(panel, uri);
    this.#panels.set(uri.toString(), host);
    panel.onDidDispose(() => this.#panels.delete(uri.toString()));
    return host;
  }

  #followCursor({ textEditor, selections, kind }: vscode.TextEditorSelectionChangeEvent): void {
    // Without a kind the selection was set by an extension, ours among them: following it would go in circles.
    if (kind === undefined) return;
    // Who types wants to see what he looked at before, and not the line that he types.
    const { document } = textEditor;
    const before = this.#versions.get(document) ?? document.version;
    this.#versions.set(document, document.version);
    if (before !== document.version) return;
    const file = textEditor.document.uri.toString();
    for (const host of this.#hosts) {
      const trace = host.session.opened?.trace;
      if (trace === undefined || !trace.files.includes(file)) continue;
      const line = selections[0].active.line + 1;
      if (host.session.isAuthored && this.#placeOf !== undefined)
        void this.#follow(host, line, this.#placeOf);
      else this.#select(host, eventAtLine(trace, file, line));
    }
  }

  /** What a line of a scenario stands for may be a cut, or stand in another scenario of the file. */
  async #follow(host: DiagramHost, line: number, placeOf: PlaceOfLine): Promise<void> {
    const { session } = host;
    const place = await placeOf(session, line);
    // While it was looked up the text may have changed again.
    if (place === undefined || host.isStale || !this.#hosts.has(host)) return;
    if (place.cut !== "" && session.cuts.some(({ id }) => id === place.cut)) session.selectCut(place.cut);
    this.#select(host, place.event);
  }

  #select(host: DiagramHost, event: number): void {
    if (event === host.selectedEvent || event < 0) return;
    host.selectEvent(event);
    this.#services.reveal.mark(host.session, event);
  }
}

/** The file that a panel showed, from the state that its page kept. */
function documentOf(state: unknown): vscode.Uri | undefined {
  if (typeof state !== "object" || state === null || !("document" in state)) return undefined;
  return typeof state.document === "string" ? vscode.Uri.parse(state.document) : undefined;
}
