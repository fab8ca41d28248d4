// "Solve Puzzle": what the solver says of the puzzle at a line, and where it is possible the run that shows how, as an untitled
// text beside its diagram, to be changed at will.

import * as vscode from "vscode";
import type { PuzzleOutcome } from "../../protocol/language.ts";
import { showBesideDiagram } from "../platform/besideDiagram.ts";
import type { LanguageServer } from "./languageServer.ts";

/** `line`: from 1; without one, or where no puzzle stands there, the user is asked. Gives the document with the run. */
export async function solvePuzzle(
  server: Pick<LanguageServer, "request">,
  uri: vscode.Uri,
  line: number | undefined,
): Promise<vscode.TextDocument | undefined> {
  const puzzles = (await server.request("lightcone/puzzles", { uri: uri.toString() })) ?? [];
  if (puzzles.length === 0) {
    const hint = vscode.l10n.t(
      "This file holds no puzzle. Write one: possible {0}",
      "{ P { G } P -> Q [ Y ] }",
    );
    void vscode.window.showInformationMessage(hint);
    return undefined;
  }
  const puzzle = atLine(puzzles, line) ?? (await ask(puzzles));
  if (puzzle === undefined) return undefined;
  if (puzzle.witness === undefined) {
    const lines = [puzzle.words, ...puzzle.details];
    const words = lines.map((each) => `${each.slice(0, 1).toUpperCase()}${each.slice(1)}.`).join(" ");
    void vscode.window.showInformationMessage(words);
    return undefined;
  }
  const content = puzzle.witness;
  const document = await vscode.workspace.openTextDocument({ language: "lightcone", content });
  await showBesideDiagram(document);
  return document;
}

/** The puzzle that begins on the line, or the only one. */
function atLine(puzzles: readonly PuzzleOutcome[], line: number | undefined): PuzzleOutcome | undefined {
  return puzzles.length === 1 ? puzzles[0] : puzzles.find((puzzle) => puzzle.line === line);
}

async function ask(puzzles: readonly PuzzleOutcome[]): Promise<PuzzleOutcome | undefined> {
  const items = puzzles.map((puzzle) => {
    const label = `${puzzle.title.slice(0, 1).toUpperCase()}${puzzle.title.slice(1)}`;
    return { label, description: vscode.l10n.t("line {0}", puzzle.line), detail: puzzle.words, puzzle };
  });
  const title = vscode.l10n.t("Solve Puzzle");
  const chosen = await vscode.window.showQuickPick(items, { title, matchOnDetail: true });
  return chosen?.puzzle;
}
