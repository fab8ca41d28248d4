// A document's shape: outline, folding, and the link to the topology that a script names. None of them needs the
// script's run.

import * as vscode from "vscode";
import { findTopology } from "../../core/formats/course/findTopology.ts";
import { foldsOf } from "../../language/course/folding.ts";
import { topologyLink } from "../../language/course/links.ts";
import { type OutlineItem, type OutlineKind, outlineOf } from "../../language/course/outline.ts";
import { folderOf, nameOf } from "../platform/files.ts";
import { linesOf, rangeOf } from "./convert.ts";
import type { CourseDocuments } from "./courseDocuments.ts";

const KINDS: Readonly<Record<OutlineKind, vscode.SymbolKind>> = {
  group: vscode.SymbolKind.Array,
  server: vscode.SymbolKind.Class,
  link: vscode.SymbolKind.Interface,
  moment: vscode.SymbolKind.Namespace,
  send: vscode.SymbolKind.Event,
  snapshot: vscode.SymbolKind.Struct,
  message: vscode.SymbolKind.Event,
};

export class Structure
  implements vscode.DocumentSymbolProvider, vscode.FoldingRangeProvider, vscode.DocumentLinkProvider
{
  readonly #documents: CourseDocuments;

  constructor(documents: CourseDocuments) {
    this.#documents = documents;
  }

  provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
    const file = this.#documents.fileOf(document);
    return file === undefined ? [] : outlineOf(file).map((item) => symbolOf(item, file.lines));
  }

  provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
    const file = this.#documents.fileOf(document);
    if (file === undefined) return [];
    const { Comment, Region } = vscode.FoldingRangeKind;
    return foldsOf(file).map(
      ({ from, to, isComment }) => new vscode.FoldingRange(from - 1, to - 1, isComment ? Comment : Region),
    );
  }

  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const file = this.#documents.fileOf(document);
    const link = file === undefined ? undefined : topologyLink(file);
    if (link === undefined) return [];
    const names = await this.#documents.topologiesBeside(document);
    const match = findTopology(nameOf(document.uri), names, link.name);
    if (match.kind !== "one") return [];
    const target = vscode.Uri.joinPath(folderOf(document.uri), match.name);
    return [new vscode.DocumentLink(rangeOf(link.place), target)];
  }
}

function symbolOf(item: OutlineItem, lines: readonly string[]): vscode.DocumentSymbol {
  const { name, detail, kind, span, place, children } = item;
  const symbol = new vscode.DocumentSymbol(name, detail, KINDS[kind], linesOf(span, lines), rangeOf(place));
  symbol.children = children.map((child) => symbolOf(child, lines));
  return symbol;
}
