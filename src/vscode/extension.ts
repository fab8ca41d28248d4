// Entry of the extension host's bundle: makes the services and wires them, nothing else.

import * as vscode from "vscode";
import { registerLanguages } from "./languages/register.ts";
import { Files } from "./platform/files.ts";
import { Sessions } from "./sessions/sessions.ts";

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Lightcone", { log: true });
  const sessions = new Sessions(log, new Files(), context.workspaceState);
  context.subscriptions.push(log, sessions);
  registerLanguages(context, sessions);
}
