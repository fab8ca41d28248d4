// Tells when a session has been read anew. Sessions also announce that another cut is selected, many times a second
// while one is dragged, and nothing that the languages show depends on it.

import type * as vscode from "vscode";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";

/** Calls back after each reading of any session. */
export function onReread(sessions: Sessions, listener: () => void): vscode.Disposable {
  const last = new WeakMap<Session, readonly unknown[]>();
  return sessions.onDidChange((session) => {
    const now = [session.opened, session.missing, session.failure, session.problems];
    const before = last.get(session);
    last.set(session, now);
    if (before === undefined || now.some((part, i) => part !== before[i])) listener();
  });
}
