// What a command is, what it gets, and how it finds the file that it is about: from its argument, or from what
// the user looks at. One file a command; registry.ts knows them all.

import * as vscode from "vscode";
import type { Opened } from "../../core/analysis/opened.ts";
import type { Trace } from "../../core/trace/trace.ts";
import type { AuthoredPart } from "../languages/authored.ts";
import type { ChartsPanels } from "../panel/chartsPanels.ts";
import type { DiagramPanels } from "../panel/diagramPanels.ts";
import type { SourceReveal } from "../panel/sourceReveal.ts";
import { nameOf } from "../platform/files.ts";
import { Commands } from "../platform/ids.ts";
import { type ActiveSession, hasOurEnding } from "../sessions/activeSession.ts";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";

export interface Services {
  /** Where the extension is installed. */
  readonly extension: vscode.Uri;
  /** Where it may keep files of its own. */
  readonly storage: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly sessions: Sessions;
  readonly active: ActiveSession;
  readonly panels: DiagramPanels;
  readonly charts: ChartsPanels;
  readonly reveal: SourceReveal;
  readonly authored: AuthoredPart;
}

/** One command of ours. Arguments come from menus, key bindings, other parts and tests: each is checked before use. */
export interface Command {
  readonly id: string;
  readonly run: (services: Services, ...args: readonly unknown[]) => unknown;
}

/** A session whose trace is there. */
export interface Ready {
  readonly session: Session;
  readonly opened: Opened;
  readonly trace: Trace;
}

/** Something that the user can mend; its words are shown as they are, without a stack in the log. */
export class UserError extends Error {}

/** The file that a command is about: the one given, the diagram in front, the editor in front, or what was looked at last. */
export function targetOf({ panels, active }: Services, given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  const editor = vscode.window.activeTextEditor?.document.uri;
  if (panels.activeUri !== undefined) return panels.activeUri;
  if (editor !== undefined && hasOurEnding(editor)) return editor;
  return active.current?.uri ?? editor;
}

/**
 * Does something with the session of a command's file, which stays open meanwhile; asks for a companion that is missing.
 * Undefined: the user gave up.
 */
export async function withTrace<Result>(
  services: Services,
  given: unknown,
  body: (ready: Ready) => Promise<Result>,
): Promise<Result | undefined> {
  const uri = targetOf(services, given);
  if (uri === undefined) throw new UserError(vscode.l10n.t("Open a trace or a scenario first."));
  const hold = services.sessions.hold(uri);
  try {
    const ready = await readySession(services, uri);
    return ready === undefined ? undefined : await body(ready);
  } finally {
    hold.dispose();
  }
}

async function readySession({ sessions }: Services, uri: vscode.Uri): Promise<Ready | undefined> {
  const session = await sessions.get(uri);
  if (session.missing !== undefined) {
    const chosen = await vscode.commands.executeCommand<boolean>(Commands.chooseCompanion, uri);
    if (chosen !== true) return undefined;
    await session.settled();
  }
  const { opened } = session;
  if (opened?.trace === undefined || session.failure !== undefined) {
    throw new UserError(session.failure ?? vscode.l10n.t("{0} holds no trace.", nameOf(uri)));
  }
  return { session, opened, trace: opened.trace };
}
