// Help while reading and typing: hovers and completion. They take the present text and the last run, so that they never
// wait for a pause in typing.

import * as vscode from "vscode";
import { type Completion, type CompletionKind, completionsAt } from "../../language/course/completion.ts";
import { hoverAt } from "../../language/course/hover.ts";
import { rangeOf } from "./convert.ts";
import type { CourseDocuments } from "./courseDocuments.ts";

const KINDS: Readonly<Record<CompletionKind, vscode.CompletionItemKind>> = {
  command: vscode.CompletionItemKind.Keyword,
  server: vscode.CompletionItemKind.Variable,
  number: vscode.CompletionItemKind.Value,
  file: vscode.CompletionItemKind.File,
};

export class Assistance implements vscode.HoverProvider, vscode.CompletionItemProvider {
  /** A blank ends a word, and the next one can be completed at once. */
  static readonly triggers = [" "];
  readonly #documents: CourseDocuments;

  constructor(documents: CourseDocuments) {
    this.#documents = documents;
  }

  async provideHover(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const seen = await this.#documents.see(document);
    const hover = seen && hoverAt(seen.view, seen.file, line + 1, character + 1);
    if (hover === undefined) return undefined;
    const texts = hover.markdown.map((paragraph) => new vscode.MarkdownString(paragraph));
    return new vscode.Hover(
      [new vscode.MarkdownString(texts.map(({ value }) => value).join("\n\n"))],
      rangeOf(hover.place),
    );
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    const topologies = await this.#documents.topologiesBeside(document);
    const seen = await this.#documents.see(document);
    if (seen === undefined) return [];
    return completionsAt(seen.view, seen.file, line + 1, character + 1, topologies).map(itemOf);
  }
}

function itemOf(completion: Completion, index: number): vscode.CompletionItem {
  const { label, kind, insert, place, detail, documentation, more } = completion;
  const item = new vscode.CompletionItem(
    detail === undefined ? label : { label, description: detail },
    KINDS[kind],
  );
  item.insertText = insert;
  item.range = rangeOf(place);
  item.documentation = documentation;
  // Their own order: numbers by value, servers as the topology has them.
  item.sortText = String(index).padStart(4, "0");
  if (more) item.command = { title: "", command: "editor.action.triggerSuggest" };
  return item;
}
