// What the extension asks of the authored language's server beyond the Language Server Protocol, and what the server asks of
// the extension. To add a request: a line in `LanguageRequests`, and its answer in src/language/lightcone/server/requests.ts
// (the compiler misses it there). A feature of the host then says `await authored.request("lightcone/…", params)`; the
// server has taken in everything that was typed before.

import type { DiagramEdit, EditAnswer } from "../core/analysis/scenarioEdit.ts";
import type { SourcePosition } from "../core/trace/problem.ts";

/** An open document or a file, by its URI. */
export interface OfDocument {
  readonly uri: string;
}

/** What has come of one expectation. */
export interface ExpectationOutcome {
  readonly position: SourcePosition;
  readonly kind: "holds" | "fails" | "open";
  /** One line, without a full stop. */
  readonly words: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** A scenario of a document, run and compared with what it expects. */
export interface ScenarioOutcome {
  /** As `lightcone verify` and the choice of executions call it. */
  readonly name: string;
  /** Where its block begins; the file's first line where the file is one scenario. Lines count from 1. */
  readonly line: number;
  readonly expectations: readonly ExpectationOutcome[];
}

/** A change that a diagram asks for. */
export interface EditRequest extends OfDocument {
  /** The version of the text that the diagram shows. */
  readonly version: number;
  /** The scenario that the diagram shows, by its name; the first without one. */
  readonly scenario?: string;
  readonly edit: DiagramEdit;
}

/** What the solver says of a puzzle of a document. */
export interface PuzzleOutcome {
  /** `puzzle 3`, or `this puzzle` where it has no name. */
  readonly title: string;
  /** Its first line, from 1. */
  readonly line: number;
  readonly kind: "possible" | "impossible" | "unknown";
  /** The verdict in one line, without a full stop. */
  readonly words: string;
  /** Further lines: who can start it, and every reason but the one in `words`. */
  readonly details: readonly string[];
  /** The text of a scenario that records it; absent where there is none, or none that is short enough to be written. */
  readonly witness?: string;
}

/** Questions to the server: what each is given, and what it answers. Without an answer the document is unknown. */
export interface LanguageRequests {
  "lightcone/outcomes": { readonly params: OfDocument; readonly result: readonly ScenarioOutcome[] };
  "lightcone/editScenario": { readonly params: EditRequest; readonly result: EditAnswer };
  /** The puzzles of a document in the order of their scenarios, each solved, with one initiator. */
  "lightcone/puzzles": { readonly params: OfDocument; readonly result: readonly PuzzleOutcome[] };
}

/** Questions of the server to the host, which knows the files also where they are on no disk of this machine. */
export interface HostRequests {
  /** The text of a file; null where there is none. Files outside the workspace are watched from then on. */
  "lightcone/readFile": { readonly params: OfDocument; readonly result: string | null };
  "lightcone/fileKind": { readonly params: OfDocument; readonly result: "file" | "folder" | null };
  /** The URIs of all authored files below a folder, at any depth. */
  "lightcone/findFiles": { readonly params: OfDocument; readonly result: readonly string[] };
}

/** What the host tells the server when it starts. Other editors tell nothing. */
export interface ServerOptions {
  /** The extension's commands that code lenses may carry, as they are called in the user's language. */
  readonly commands?: { readonly show: string; readonly run: string; readonly solve: string };
}
