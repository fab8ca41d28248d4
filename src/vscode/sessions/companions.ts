// Which files belong to one trace: a script (.events) needs its topology (.top), a recorded snapshot (.snap) its script
// and that one's topology. Where several or none fit, the user's own choice counts; it is remembered by workspace.

import * as vscode from "vscode";
import { topologyComment } from "../../core/formats/course/eventsFile.ts";
import { findScripts } from "../../core/formats/course/findScript.ts";
import { findTopology } from "../../core/formats/course/findTopology.ts";
import { TRACE_ENDINGS } from "../../core/formats/endings.ts";
import { wholeText } from "../../core/formats/format.ts";
import { importedPath, importsIn } from "../../language/lightcone/imports.ts";
import { type Files, folderOf, nameOf } from "../platform/files.ts";
import { isSessionFile } from "./sessionFile.ts";
import { filesOf } from "./together.ts";

/** What is missing beside a file, and the files of the folder that could be it. */
export interface Missing {
  /** The file that needs it. */
  readonly uri: vscode.Uri;
  readonly kind: "topology" | "script";
  readonly candidates: readonly vscode.Uri[];
  /** The name in the file's comment, where it has one. */
  readonly asked?: string;
}

export interface FileGroup {
  /** The file itself first. */
  readonly files: readonly vscode.Uri[];
  readonly missing?: Missing;
}

/** Files that are read for one: more imports than this are a mistake. */
const MOST_IMPORTS = 1000;

const MEMORY_KEY = "lightcone.companions";

export class Companions {
  readonly #files: Files;
  readonly #memory: vscode.Memento;

  constructor(files: Files, memory: vscode.Memento) {
    this.#files = files;
    this.#memory = memory;
  }

  /** The files that are read together with `uri`. */
  async groupOf(uri: vscode.Uri): Promise<FileGroup> {
    const together = filesOf(uri);
    if (together.length > 1) return { files: together };
    if (await this.#files.isFolder(uri)) return { files: await this.#tracesIn(uri) };
    const name = nameOf(uri).toLowerCase();
    if (name.endsWith(".events")) return this.#scriptGroup(uri);
    if (name.endsWith(".lightcone")) return { files: await this.#withImports(uri) };
    if (!name.endsWith(".snap")) return { files: [uri] };
    const script = await this.#script(uri);
    if ("kind" in script) return { files: [uri], missing: script };
    const group = await this.#scriptGroup(script);
    return { files: [uri, ...group.files], missing: group.missing };
  }

  /** An authored file, and those that it imports, and those that these do. One that is not there is the reader's to report. */
  async #withImports(uri: vscode.Uri): Promise<vscode.Uri[]> {
    const files = new Map([[uri.toString(), uri]]);
    for (const each of files.values()) {
      const source = await this.#files.source(each).catch(() => undefined);
      if (source === undefined) {
        if (each !== uri) files.delete(each.toString());
        continue;
      }
      for (const path of importsIn(await wholeText(source))) {
        const imported = vscode.Uri.parse(importedPath(path, each.toString()));
        if (files.size < MOST_IMPORTS)
          files.set(imported.toString(), files.get(imported.toString()) ?? imported);
      }
    }
    return [...files.values()];
  }

  /** Remembers the user's choice for a file. */
  async choose(uri: vscode.Uri, companion: vscode.Uri): Promise<void> {
    await this.#memory.update(MEMORY_KEY, { ...this.#choices(), [uri.toString()]: companion.toString() });
  }

  /** The question that can be asked about a file even where the answer is known; undefined where it needs no other. */
  async questionOf(uri: vscode.Uri): Promise<Missing | undefined> {
    const ending = /\.(events|snap)$/i.exec(uri.path)?.[1].toLowerCase();
    if (ending === undefined) return undefined;
    const kind = ending === "events" ? "topology" : "script";
    const folder = folderOf(uri);
    const wanted = kind === "topology" ? /\.top$/i : /\.events$/i;
    const names = (await this.#files.namesIn(folder)).filter((name) => wanted.test(name)).sort();
    return { uri, kind, candidates: names.map((name) => vscode.Uri.joinPath(folder, name)) };
  }

  /** The files of a folder that are one trace: those with the ending that most of the readable ones have. */
  async #tracesIn(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
    const byEnding = new Map<string, string[]>();
    for (const name of (await this.#files.namesIn(folder)).sort()) {
      const ending = /\.[^.]+(?=(\.gz)?$)/i.exec(name)?.[0].toLowerCase() ?? "";
      if (!TRACE_ENDINGS.has(ending) || name.startsWith(".") || isSessionFile(name)) continue;
      // A script and its topology are one scenario.
      const key = ending === ".top" || ending === ".snap" ? ".events" : ending;
      byEnding.set(key, [...(byEnding.get(key) ?? []), name]);
    }
    const [most] = [...byEnding.values()].sort((a, b) => b.length - a.length);
    if (most === undefined) {
      throw new Error(vscode.l10n.t("there is no file in it that could be part of a trace"));
    }
    return most.map((name) => vscode.Uri.joinPath(folder, name));
  }

  async #scriptGroup(script: vscode.Uri): Promise<FileGroup> {
    const topology = await this.#topology(script);
    return "kind" in topology ? { files: [script], missing: topology } : { files: [script, topology] };
  }

  async #topology(script: vscode.Uri): Promise<vscode.Uri | Missing> {
    const folder = folderOf(script);
    const names = await this.#files.namesIn(folder);
    const asked = topologyComment(await wholeText(await this.#files.source(script)));
    const match = findTopology(nameOf(script), names, asked);
    if (match.kind === "one" && asked !== undefined) return vscode.Uri.joinPath(folder, match.name);
    const chosen = this.#chosen(script, names);
    if (chosen !== undefined) return chosen;
    if (match.kind === "one") return vscode.Uri.joinPath(folder, match.name);
    const candidates = match.names.map((name) => vscode.Uri.joinPath(folder, name));
    return { uri: script, kind: "topology", candidates, asked };
  }

  async #script(snap: vscode.Uri): Promise<vscode.Uri | Missing> {
    const folder = folderOf(snap);
    const names = await this.#files.namesIn(folder);
    const chosen = this.#chosen(snap, names);
    if (chosen !== undefined) return chosen;
    const fitting = findScripts(nameOf(snap), names);
    if (fitting.length === 1) return vscode.Uri.joinPath(folder, fitting[0]);
    const candidates = fitting.length > 0 ? fitting : names.filter((name) => /\.events$/i.test(name)).sort();
    return {
      uri: snap,
      kind: "script",
      candidates: candidates.map((name) => vscode.Uri.joinPath(folder, name)),
    };
  }

  /** The remembered choice, unless it lay in the same folder and is gone. */
  #chosen(uri: vscode.Uri, names: readonly string[]): vscode.Uri | undefined {
    const choice = this.#choices()[uri.toString()];
    if (choice === undefined) return undefined;
    const chosen = vscode.Uri.parse(choice);
    const isGone =
      folderOf(chosen).toString() === folderOf(uri).toString() && !names.includes(nameOf(chosen));
    return isGone ? undefined : chosen;
  }

  #choices(): Readonly<Record<string, string>> {
    return this.#memory.get<Record<string, string>>(MEMORY_KEY, {});
  }
}
