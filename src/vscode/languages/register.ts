// Wires the editor services of the course's files (.top, .events, .snap) to the sessions.

import type * as vscode from "vscode";
import type { Sessions } from "../sessions/sessions.ts";

/** Registers the languages' services for the extension's life. */
export function registerLanguages(_context: vscode.ExtensionContext, _sessions: Sessions): void {}
