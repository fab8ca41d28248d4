// The course's documents as the editor services see them: which documents are the course's, their parsed text (kept
// while it does not change), and the view of each with its companions and its run.

import * as vscode from "vscode";
import { wholeText } from "../../core/formats/format.ts";
import {
  type CourseFile,
  type CourseKind,
  readCourseFile,
  type ScriptFile,
  type TopologyFile,
} from "../../language/course/courseFile.ts";
import type { CourseView } from "../../language/course/courseView.ts";
import { isCourseFile, kindOfName } from "../../language/course/recognise.ts";
import { type Files, folderOf, nameOf } from "../platform/files.ts";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";

const LANGUAGES: Readonly<Record<string, CourseKind>> = {
  "cos418-topology": "topology",
  "cos418-events": "script",
  "cos418-snapshot": "snap",
};

/** For registering: every document of the course's languages. */
export const SELECTOR: vscode.DocumentSelector = Object.keys(LANGUAGES).map((language) => ({ language }));

/** A document with all that is known around it. */
export interface Seen<File extends CourseFile = CourseFile> {
  readonly file: File;
  readonly view: CourseView;
  readonly session: Session;
}

/** Files of a folder that are looked at for uses of a server's name. */
const NEIGHBOURS_READ = 300;

export class CourseDocuments {
  readonly #sessions: Sessions;
  readonly #files: Files;
  readonly #parsed = new WeakMap<
    vscode.TextDocument,
    { version: number; language: string; file?: CourseFile }
  >();

  constructor(sessions: Sessions, files: Files) {
    this.#sessions = sessions;
    this.#files = files;
  }

  /** A document's parsed text; undefined where it is not the course's, by its language or by what stands in it. */
  fileOf(document: vscode.TextDocument): CourseFile | undefined {
    const { version, languageId } = document;
    const known = this.#parsed.get(document);
    if (known?.version === version && known.language === languageId) return known.file;
    const kind = LANGUAGES[languageId];
    // The old side of a diff has no neighbours that it could be read with.
    if (kind === undefined || document.uri.scheme === "git") return undefined;
    const text = document.getText();
    const file = isCourseFile(kind, text) ? readCourseFile(kind, document.uri.toString(), text) : undefined;
    this.#parsed.set(document, { version, language: languageId, file });
    return file;
  }

  /** A file's parsed text, open or not; undefined where it is not the course's or cannot be read. */
  async read(uri: vscode.Uri): Promise<CourseFile | undefined> {
    const wanted = uri.toString();
    const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === wanted);
    if (document !== undefined && document.languageId in LANGUAGES) return this.fileOf(document);
    const kind = kindOfName(nameOf(uri));
    if (kind === undefined) return undefined;
    try {
      const text = await wholeText(await this.#files.source(uri));
      return isCourseFile(kind, text) ? readCourseFile(kind, wanted, text) : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * A document with its companions and its run. The text is always the present one; the run is that of the last reading,
   * which may be some keystrokes old, or that of this very text if `upToDate`.
   */
  async see(document: vscode.TextDocument, upToDate = false): Promise<Seen | undefined> {
    if (this.fileOf(document) === undefined) return undefined;
    const session = this.#sessionFor(document);
    if (upToDate || session.opened === undefined) await session.settled();
    const others = await Promise.all(
      session.files.filter((uri) => uri.toString() !== document.uri.toString()).map((uri) => this.read(uri)),
    );
    // Parsed last: the document may have changed while the others were read.
    const file = this.fileOf(document);
    if (file === undefined) return undefined;
    const files = [file, ...others];
    const { opened } = session;
    const run =
      opened?.trace === undefined
        ? undefined
        : { trace: opened.trace, verdicts: opened.verdicts, problems: session.problems };
    const topology = files.find((each): each is TopologyFile => each?.kind === "topology");
    const script = files.find((each): each is ScriptFile => each?.kind === "script");
    return { file, session, view: { topology, script, run } };
  }

  /** The names of the topologies beside a document. */
  async topologiesBeside(document: vscode.TextDocument): Promise<string[]> {
    const names = await this.#files.namesIn(folderOf(document.uri));
    return names.filter((name) => kindOfName(name) === "topology").sort();
  }

  /** All files over the same topology as a document, in its folder: where a server's name may stand. */
  async family(document: vscode.TextDocument): Promise<CourseFile[]> {
    const own = this.fileOf(document);
    if (own === undefined) return [];
    const topology = await this.#topologyOf(document.uri);
    if (topology === undefined) return [own];
    const folder = folderOf(document.uri);
    const names = (await this.#files.namesIn(folder)).filter((name) => kindOfName(name) !== undefined);
    const uris = names.slice(0, NEIGHBOURS_READ).map((name) => vscode.Uri.joinPath(folder, name));
    const found = new Map<string, CourseFile>([[own.file, own]]);
    for (const uri of [topology, ...uris]) {
      if (found.has(uri.toString())) continue;
      const related = await this.#topologyOf(uri);
      const file = related?.toString() === topology.toString() ? await this.read(uri) : undefined;
      if (file !== undefined) found.set(file.file, file);
    }
    return [...found.values()];
  }

  async #topologyOf(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
    if (kindOfName(nameOf(uri)) === "topology") return uri;
    const { files } = await this.#sessions.companions.groupOf(uri);
    return files.find((file) => kindOfName(nameOf(file)) === "topology");
  }

  /** The document's own session; a topology's is that of an open script over it, for what the run makes of it. */
  #sessionFor(document: vscode.TextDocument): Session {
    const own = this.#sessions.open(document.uri);
    if (LANGUAGES[document.languageId] !== "topology") return own;
    const wanted = document.uri.toString();
    const active = vscode.window.activeTextEditor?.document.uri.toString();
    const over = this.#sessions.all.filter(
      (session) => session !== own && session.files.some((file) => file.toString() === wanted),
    );
    return over.find(({ uri }) => uri.toString() === active) ?? over[0] ?? own;
  }
}
