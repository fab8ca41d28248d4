// A problem: something wrong in a file, with its place, severity, code and words. One list of problems
// feeds the editor's diagnostics, the command line's exit status and the tests.

/** A place in a source file. Lines and columns count from 1, columns in UTF-16 units; line 0 means the whole file. */
export interface SourcePosition {
  /** The name under which the file was given to the reader: a path, a URI or a title. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** First column after the marked text; absent where the mark runs to the end of the line. */
  readonly endColumn?: number;
}

export type Severity = "error" | "warning" | "info";

/** A second place that explains a problem, such as the other message of a pair. */
export interface RelatedPlace {
  readonly position: SourcePosition;
  readonly message: string;
}

/** Something wrong in a file. `message` is the English sentence; `code` and `args` let an interface word it itself. */
export interface Problem {
  readonly position: SourcePosition;
  readonly severity: Severity;
  /** Stable, kebab-case, for filters, quick fixes and tests. */
  readonly code: string;
  readonly message: string;
  readonly args?: Readonly<Record<string, string | number>>;
  readonly related?: readonly RelatedPlace[];
}

/** Takes the problems of a reader as they are found. */
export type Report = (problem: Problem) => void;

/** The form that terminals and editors link: `FILE:LINE:COLUMN: message`. What concerns a whole file is said of its start. */
export function formatProblem(problem: Problem): string {
  const { file, line, column } = problem.position;
  return `${file}:${Math.max(1, line)}:${Math.max(1, column)}: ${problem.message}`;
}

/** Orders problems by file, line and column, so that lists and dumps are stable. */
export function compareProblems(a: Problem, b: Problem): number {
  if (a.position.file !== b.position.file) return a.position.file < b.position.file ? -1 : 1;
  return a.position.line - b.position.line || a.position.column - b.position.column;
}
