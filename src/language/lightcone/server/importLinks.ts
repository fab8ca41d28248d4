// Imports as links: a click opens the file that is meant. A file that is not there is no link; the diagnostics tell of it,
// and its name would lead to an error message.

import { GrammarUtils, type LangiumDocument } from "langium";
import type { DocumentLinkProvider } from "langium/lsp";
import type { DocumentLink } from "vscode-languageserver";
import type { File } from "../grammar/generated/ast.ts";
import type { Judgements } from "./judgements.ts";

export class ImportLinks implements DocumentLinkProvider {
  readonly #judgements: Judgements;

  constructor(judgements: Judgements) {
    this.#judgements = judgements;
  }

  getDocumentLinks(document: LangiumDocument): DocumentLink[] {
    const { imports } = document.parseResult.value as File;
    return imports.flatMap((each): DocumentLink[] => {
      const node = GrammarUtils.findNodeForProperty(each.$cstNode, "path");
      if (node === undefined || each.path === undefined) return [];
      const target = this.#judgements.imported(each.path, document.uri.toString());
      return target === undefined ? [] : [{ range: node.range, target: target.uri.toString() }];
    });
  }
}
