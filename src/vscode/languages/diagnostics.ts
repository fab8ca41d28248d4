// The problems of all open sessions as diagnostics on their lines. A file of two sessions (a topology under two scripts)
// shows each problem once. Files of other programs that only share our endings show none.

import * as vscode from "vscode";
import type { Problem, Severity, SourcePosition } from "../../core/trace/problem.ts";
import type { CourseFile } from "../../language/course/courseFile.ts";
import { problemPlace } from "../../language/course/problemPlace.ts";
import { kindOfName } from "../../language/course/recognise.ts";
import { nameOf } from "../platform/files.ts";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { rangeOf } from "./convert.ts";
import type { CourseDocuments } from "./courseDocuments.ts";
import { onReread } from "./rereading.ts";

/** A problem where it is shown. */
export interface Shown {
  readonly problem: Problem;
  readonly diagnostic: vscode.Diagnostic;
  /** Whose problem it is. */
  readonly session: Session;
}

/** VS Code shows no more of one file. */
const SHOWN_OF_A_FILE = 1000;
const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

export class Diagnostics implements vscode.Disposable {
  readonly #sessions: Sessions;
  readonly #documents: CourseDocuments;
  readonly #collection = vscode.languages.createDiagnosticCollection("lightcone");
  readonly #disposables: vscode.Disposable[];
  #shown: ReadonlyMap<string, readonly Shown[]> = new Map();
  #round = 0;

  constructor(sessions: Sessions, documents: CourseDocuments) {
    this.#sessions = sessions;
    this.#documents = documents;
    this.#disposables = [
      this.#collection,
      onReread(sessions, () => void this.#refresh()),
      sessions.onDidClose(() => void this.#refresh()),
    ];
  }

  /** What is shown on the lines of a range. */
  at(uri: vscode.Uri, range: vscode.Range): Shown[] {
    const all = this.#shown.get(uri.toString()) ?? [];
    return all.filter(({ diagnostic }) => {
      const { start, end } = diagnostic.range;
      return start.line <= range.end.line && end.line >= range.start.line;
    });
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #refresh(): Promise<void> {
    const round = ++this.#round;
    const found = new Map<string, Map<string, Shown>>();
    for (const session of this.#sessions.all) {
      const files = await this.#filesOf(session);
      for (const problem of problemsOf(session, files))
        if (!isAuthored(problem)) collect(found, problem, session, files);
    }
    // Somebody has begun anew meanwhile and knows more.
    if (round !== this.#round) return;
    this.#publish(found);
  }

  /** The session's files by name; undefined for one that is another program's. */
  async #filesOf(session: Session): Promise<Map<string, CourseFile | undefined>> {
    const files = new Map<string, CourseFile | undefined>();
    for (const uri of session.files) {
      if (kindOfName(nameOf(uri)) === undefined) continue;
      files.set(uri.toString(), await this.#documents.read(uri));
    }
    return files;
  }

  #publish(found: ReadonlyMap<string, ReadonlyMap<string, Shown>>): void {
    const shown = new Map([...found].map(([file, problems]) => [file, [...problems.values()]]));
    for (const file of this.#shown.keys())
      if (!shown.has(file)) this.#collection.delete(vscode.Uri.parse(file));
    for (const [file, problems] of shown) {
      this.#collection.set(
        vscode.Uri.parse(file),
        problems.map(({ diagnostic }) => diagnostic),
      );
    }
    this.#shown = shown;
  }
}

/** What is wrong in an authored text the language server tells. */
function isAuthored({ position: { file } }: Problem): boolean {
  const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file);
  return document === undefined ? /\.lightcone$/i.test(file) : document.languageId === "lightcone";
}

/** A session's problems, without those of a foreign file; a script over a foreign topology has this one problem. */
function problemsOf(
  session: Session,
  files: ReadonlyMap<string, CourseFile | undefined>,
): readonly Problem[] {
  const isForeign = (name: string): boolean => files.has(name) && files.get(name) === undefined;
  const own = session.uri.toString();
  if (isForeign(own)) return [];
  const foreign = session.files.find((uri) => isForeign(uri.toString()));
  if (foreign === undefined) return [...session.problems, ...(session.opened?.findings ?? [])];
  const message = vscode.l10n.t("{0} does not look like a file of the course.", nameOf(foreign));
  return [
    { position: { file: own, line: 1, column: 1 }, severity: "error", code: "companion-foreign", message },
  ];
}

function collect(
  found: Map<string, Map<string, Shown>>,
  problem: Problem,
  session: Session,
  files: ReadonlyMap<string, CourseFile | undefined>,
): void {
  const { file: name } = problem.position;
  const problems = found.get(name) ?? new Map<string, Shown>();
  found.set(name, problems);
  if (problems.size >= SHOWN_OF_A_FILE) return;
  const diagnostic = diagnosticOf(problem, files.get(name));
  const { line, character } = diagnostic.range.start;
  const key = `${line}:${character} ${problem.code} ${problem.message}`;
  if (!problems.has(key)) problems.set(key, { problem, diagnostic, session });
}

function diagnosticOf(problem: Problem, file: CourseFile | undefined): vscode.Diagnostic {
  const range = file === undefined ? rangeIn(problem.position) : rangeOf(problemPlace(file, problem));
  const diagnostic = new vscode.Diagnostic(range, problem.message, SEVERITIES[problem.severity]);
  diagnostic.source = "Lightcone";
  diagnostic.code = problem.code;
  diagnostic.relatedInformation = problem.related?.map(({ position, message }) => {
    const location = new vscode.Location(vscode.Uri.parse(position.file), rangeIn(position));
    return new vscode.DiagnosticRelatedInformation(location, message);
  });
  return diagnostic;
}

/** A place in a text that is not at hand. */
function rangeIn({ line, column, endColumn }: SourcePosition): vscode.Range {
  const row = Math.max(0, line - 1);
  const start = Math.max(0, column - 1);
  return new vscode.Range(row, start, row, endColumn === undefined ? Number.MAX_SAFE_INTEGER : endColumn - 1);
}
