// Entry of the extension host's bundle: makes the services and wires them, nothing else. What a service does
// stands in its own folder: sessions/, panel/, views/, editors/, commands/, languages/.

import * as vscode from "vscode";
import { registerCommands } from "./commands/registry.ts";
import { registerTraceEditors } from "./editors/traceEditor.ts";
import { AuthoredPart } from "./languages/authored.ts";
import { registerLanguages } from "./languages/register.ts";
import { type MarkdownIt, MarkdownPreview } from "./markdown/preview.ts";
import { ChartsPanels } from "./panel/chartsPanels.ts";
import { DiagramPanels } from "./panel/diagramPanels.ts";
import { SourceReveal } from "./panel/sourceReveal.ts";
import { Files } from "./platform/files.ts";
import { ReaderThread } from "./platform/thread/readerThread.ts";
import { ActiveSession } from "./sessions/activeSession.ts";
import { Sessions } from "./sessions/sessions.ts";
import { LaterTests } from "./testing/start.ts";
import { registerStatusBar } from "./views/statusBar.ts";
import { registerViews } from "./views/views.ts";

/** What the extension gives to VS Code's Markdown preview, and to its own tests. */
export interface LightconeApi {
  readonly extendMarkdownIt: <Renderer extends MarkdownIt>(markdown: Renderer) => Renderer;
  readonly sessions: Sessions;
  readonly panels: DiagramPanels;
  readonly authored: AuthoredPart;
  readonly tests: LaterTests;
}

export function activate(context: vscode.ExtensionContext): LightconeApi {
  const extension = context.extensionUri;
  const storage = context.globalStorageUri;
  const log = vscode.window.createOutputChannel("Lightcone", { log: true });
  const reader = vscode.Uri.joinPath(extension, "dist", "reader.cjs").fsPath;
  const newThread = () => new ReaderThread(reader);
  const sessions = new Sessions(log, new Files(), context.workspaceState, newThread);
  const active = new ActiveSession(sessions);
  const reveal = new SourceReveal();
  const editor = async () => (await authored.get()).editor;
  const panels = new DiagramPanels({ extension, log, sessions, active, reveal, editor });
  const markdown = new MarkdownPreview(extension, log);
  const authored = new AuthoredPart({ extension, log, sessions, panels });
  const tests = new LaterTests(extension, new Files(), sessions.companions, log);
  const charts = new ChartsPanels(extension, sessions, log);
  context.subscriptions.push(
    log,
    sessions,
    active,
    reveal,
    panels,
    charts,
    markdown,
    authored,
    tests,
    registerTraceEditors(panels),
    registerViews(active),
    registerStatusBar(active),
    registerCommands({ extension, storage, log, sessions, active, panels, charts, reveal, authored }),
  );
  registerLanguages(context, sessions);
  return { extendMarkdownIt: (renderer) => markdown.extend(renderer), sessions, panels, authored, tests };
}
