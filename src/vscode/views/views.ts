// The views of our container and how their rows look: snapshots and cuts, processes, channels. What the rows
// hold is said in rows.ts, without VS Code.

import * as vscode from "vscode";
import type { VerdictKind } from "../../core/trace/verdict.ts";
import type { DiagramCut } from "../../protocol/diagram.ts";
import { Commands, DRAWN, Views } from "../platform/ids.ts";
import type { ActiveSession } from "../sessions/activeSession.ts";
import type { Session } from "../sessions/session.ts";
import { titleOf } from "../sessions/together.ts";
import { ListView } from "./listView.ts";
import {
  type ChannelRow,
  type CutRow,
  channelRows,
  contentWords,
  cutRows,
  type MessageRow,
  messageRows,
  type NoteRow,
  noteRows,
  type ProcessRow,
  processRows,
  type RemarkRow,
  type RestRow,
} from "./rows.ts";

/** The channels that hold nothing, folded into one row. */
interface EmptyChannelsRow {
  readonly kind: "empty-channels";
  readonly channels: readonly ChannelRow[];
}

type SnapshotsRow = CutRow | RemarkRow | NoteRow;
type ContentRow = ChannelRow | MessageRow | RestRow | EmptyChannelsRow;

export function registerViews(active: ActiveSession): vscode.Disposable {
  return vscode.Disposable.from(
    new ListView<ProcessRow>(
      { id: Views.processes, rows: rowsOfProcesses, item: processItem, description: cutTitle },
      active,
    ),
    new ListView<ContentRow>(
      {
        id: Views.channels,
        rows: rowsOfChannels,
        children: contentsOf,
        item: contentItem,
        description: cutTitle,
      },
      active,
    ),
    new ListView<SnapshotsRow>(
      {
        id: Views.snapshots,
        rows: rowsOfCuts,
        children: (row) => (row.kind === "cut" ? row.remarks : []),
        item: snapshotsItem,
        description: ({ uri }) => titleOf(uri),
        message: unsavedWords,
      },
      active,
    ),
  );
}

/** The rows of the Snapshots view: cuts, then the notes on events. */
function rowsOfCuts(session: Session): SnapshotsRow[] {
  const trace = session.opened?.trace;
  if (trace === undefined) return [];
  const isFurther = (cut: DiagramCut): boolean => session.furtherOf(cut) !== undefined;
  const cuts = cutRows(trace, session.cuts, session.selectedCut, isFurther);
  return [...cuts, ...noteRows(trace, session.additions.notes)];
}

function unsavedWords({ additions }: Session): string | undefined {
  return additions.isUnsaved ? vscode.l10n.t("● Unsaved changes to this session") : undefined;
}

function snapshotsItem(row: SnapshotsRow, session: Session): vscode.TreeItem {
  if (row.kind === "cut") return cutItem(row, session);
  return row.kind === "note" ? noteItem(row, session) : remarkItem(row, session);
}

function noteItem({ text, words, event }: NoteRow, session: Session): vscode.TreeItem {
  const item = new vscode.TreeItem(text);
  item.description = words;
  item.iconPath = new vscode.ThemeIcon("note");
  item.tooltip = `${text}\n${words}`;
  item.contextValue = "lightcone.note";
  item.accessibilityInformation = { label: vscode.l10n.t("Note: {0}, on {1}", text, words) };
  if (event >= 0) item.command = revealCommand(session, event);
  return item;
}

function remarkItem({ isNote, name, text, event }: RemarkRow, session: Session): vscode.TreeItem {
  const item = new vscode.TreeItem(isNote ? text : name);
  if (!isNote) item.description = text;
  item.iconPath = isNote
    ? new vscode.ThemeIcon("note")
    : new vscode.ThemeIcon("warning", new vscode.ThemeColor("problemsWarningIcon.foreground"));
  item.tooltip = `${name}: ${text}`;
  item.contextValue = isNote ? "lightcone.note" : "lightcone.remark";
  item.accessibilityInformation = { label: `${name}: ${text}` };
  if (event >= 0) item.command = revealCommand(session, event);
  return item;
}

function rowsOfProcesses(session: Session): ProcessRow[] {
  const trace = session.opened?.trace;
  return trace === undefined ? [] : processRows(trace, session.selectedCut);
}

function rowsOfChannels(session: Session): ContentRow[] {
  const trace = session.opened?.trace;
  if (trace === undefined) return [];
  const rows = channelRows(trace, session.selectedCut);
  const isEmpty = ({ held, orphans }: ChannelRow): boolean => held.length + orphans.length === 0;
  const full = rows.filter((row) => !isEmpty(row));
  const empty = rows.filter(isEmpty);
  return empty.length === 0 ? full : [...full, { kind: "empty-channels", channels: empty }];
}

function contentsOf(row: ContentRow, { opened }: Session): readonly ContentRow[] {
  if (row.kind === "channel") return opened?.trace === undefined ? [] : messageRows(opened.trace, row);
  return row.kind === "empty-channels" ? row.channels : [];
}

function cutTitle({ selectedCut }: Session): string {
  if (selectedCut === undefined) return vscode.l10n.t("at the end of the run");
  return vscode.l10n.t("at {0}", selectedCut.title);
}

function processItem(row: ProcessRow, session: Session): vscode.TreeItem {
  const item = new vscode.TreeItem(row.name);
  item.description = row.clock === "" ? row.state : `${row.state}, ${row.clock}`;
  item.iconPath = new vscode.ThemeIcon(row.clock === "" ? "server-process" : "watch");
  const lines = [
    vscode.l10n.t("{0}: {1}", row.name, row.state),
    vscode.l10n.t("{0} of its {1} events are inside the cut.", row.inside, row.events),
  ];
  if (row.last >= 0) {
    lines.push(vscode.l10n.t("The last: {0}", row.lastWords));
    item.command = revealCommand(session, row.last);
  }
  item.tooltip = lines.join("\n");
  item.accessibilityInformation = { label: `${row.name}, ${row.state}` };
  return item;
}

function contentItem(row: ContentRow, session: Session): vscode.TreeItem {
  switch (row.kind) {
    case "channel":
      return channelItem(row, session);
    case "message":
      return messageItem(row, session);
    case "rest":
      return new vscode.TreeItem(vscode.l10n.t("and {0} more", row.more));
    case "empty-channels": {
      const label = vscode.l10n.t("{0} empty", row.channels.length);
      const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
      item.iconPath = new vscode.ThemeIcon("circle-slash");
      item.tooltip = vscode.l10n.t("Channels with no message in transit at this cut");
      return item;
    }
  }
}

function channelItem(row: ChannelRow, { opened }: Session): vscode.TreeItem {
  const { from, to, held, orphans } = row;
  const isEmpty = held.length + orphans.length === 0;
  const state = isEmpty ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed;
  const item = new vscode.TreeItem(`${from} → ${to}`, state);
  const words = opened?.trace === undefined ? "" : contentWords(opened.trace, row);
  item.description = isEmpty ? vscode.l10n.t("empty") : words;
  item.iconPath =
    orphans.length > 0
      ? new vscode.ThemeIcon("error", new vscode.ThemeColor("problemsErrorIcon.foreground"))
      : new vscode.ThemeIcon(isEmpty ? "dash" : "arrow-right");
  item.tooltip = `${from} → ${to}: ${item.description}`;
  return item;
}

function messageItem({ name, orphan, words, event }: MessageRow, session: Session): vscode.TreeItem {
  const item = new vscode.TreeItem(orphan ? vscode.l10n.t("orphan {0}", name) : name);
  item.description = words;
  item.iconPath = orphan
    ? new vscode.ThemeIcon("error", new vscode.ThemeColor("problemsErrorIcon.foreground"))
    : new vscode.ThemeIcon("mail");
  item.tooltip = orphan
    ? vscode.l10n.t("{0}: received inside the cut, sent outside it ({1})", name, words)
    : `${name}: ${words}`;
  if (event >= 0) item.command = revealCommand(session, event);
  return item;
}

function cutItem(row: CutRow, session: Session): vscode.TreeItem {
  const item = new vscode.TreeItem(
    { label: row.title, highlights: row.selected ? [[0, row.title.length]] : [] },
    row.remarks.length > 0 ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None,
  );
  item.id = `${session.uri.toString()} ${row.id}`;
  item.description = row.words;
  item.iconPath = verdictIcon(row.verdict);
  item.tooltip = [row.title, row.origin].filter((part) => part !== "").join(" ");
  item.tooltip += `: ${row.words}`;
  for (const { name, text } of row.remarks) item.tooltip += `\n${name}: ${text}`;
  // The end of the run is no cut that a note could be on; a cut that a text draws has its comments.
  if (row.id !== "" && !row.id.startsWith(DRAWN))
    item.contextValue = row.removable ? "lightcone.removable" : "lightcone.cut";
  item.command = {
    command: Commands.selectCut,
    title: vscode.l10n.t("Select Cut"),
    arguments: [session.uri, row.id],
  };
  return item;
}

function verdictIcon(verdict: VerdictKind | "none"): vscode.ThemeIcon {
  switch (verdict) {
    case "consistent":
      return new vscode.ThemeIcon("pass", new vscode.ThemeColor("testing.iconPassed"));
    case "inconsistent":
      return new vscode.ThemeIcon("error", new vscode.ThemeColor("problemsErrorIcon.foreground"));
    case "unknown":
      return new vscode.ThemeIcon("question", new vscode.ThemeColor("problemsWarningIcon.foreground"));
    case "none":
      return new vscode.ThemeIcon("debug-step-over");
  }
}

function revealCommand(session: Session, event: number): vscode.Command {
  return {
    command: Commands.revealEvent,
    title: vscode.l10n.t("Reveal Event in Source"),
    arguments: [session.uri, event],
  };
}
