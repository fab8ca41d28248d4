// A tree view over a list of rows that follows the active session: made again when another cut is selected or the file
// has been read again, and only while somebody sees it.

import * as vscode from "vscode";
import type { ActiveSession } from "../sessions/activeSession.ts";
import type { Session } from "../sessions/session.ts";

export interface ListSource<Row> {
  readonly id: string;
  /** The rows at the top. */
  readonly rows: (session: Session) => readonly Row[];
  readonly children?: (row: Row, session: Session) => readonly Row[];
  readonly item: (row: Row, session: Session) => vscode.TreeItem;
  /** Says beside the view's title of which cut it speaks. */
  readonly description?: (session: Session) => string;
  /** A line above the rows; undefined for none. */
  readonly message?: (session: Session) => string | undefined;
}

export class ListView<Row> implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #source: ListSource<Row>;
  readonly #active: ActiveSession;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<Row>;
  readonly #follow: vscode.Disposable;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(source: ListSource<Row>, active: ActiveSession) {
    this.#source = source;
    this.#active = active;
    this.#view = vscode.window.createTreeView(source.id, { treeDataProvider: this, showCollapseAll: false });
    this.#follow = active.onDidChange(() => this.#refresh());
    this.#refresh();
  }

  getChildren(row?: Row): Row[] {
    const session = this.#active.current;
    if (session?.opened?.trace === undefined) return [];
    if (row !== undefined) return [...(this.#source.children?.(row, session) ?? [])];
    return [...this.#source.rows(session)];
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const session = this.#active.current;
    return session === undefined ? new vscode.TreeItem("") : this.#source.item(row, session);
  }

  dispose(): void {
    this.#follow.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #refresh(): void {
    const session = this.#active.current;
    const hasTrace = session?.opened?.trace !== undefined;
    this.#view.description = hasTrace ? this.#source.description?.(session) : undefined;
    this.#view.message = hasTrace ? this.#source.message?.(session) : undefined;
    this.#changed.fire();
  }
}
