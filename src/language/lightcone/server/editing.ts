// Services that change text: formatting as `lightcone format` does it, and renaming with quotes where a name needs them.
// Both stand on printing/, so that an editor and the command line write alike.

import type { LangiumDocument } from "langium";
import { CstUtils } from "langium";
import { DefaultRenameProvider, type Formatter } from "langium/lsp";
import type { RenameParams, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { isProcess } from "../grammar/generated/ast.ts";
import { formatText } from "../printing/formatText.ts";
import { nameWords } from "../printing/words.ts";

export class TextFormatter implements Formatter {
  formatDocument({ textDocument }: LangiumDocument): TextEdit[] {
    const text = textDocument.getText();
    const formatted = formatText(text);
    if (formatted === text) return [];
    const end = textDocument.positionAt(text.length);
    return [{ range: { start: { line: 0, character: 0 }, end }, newText: formatted }];
  }

  /** A part has no meaning for the indentation without the rest: all is formatted. */
  formatDocumentRange(document: LangiumDocument): TextEdit[] {
    return this.formatDocument(document);
  }

  formatDocumentOnType(): TextEdit[] {
    return [];
  }

  get formatOnTypeOptions(): undefined {
    return undefined;
  }
}

export class Renaming extends DefaultRenameProvider {
  override async rename(document: LangiumDocument, params: RenameParams): Promise<WorkspaceEdit | undefined> {
    const root = document.parseResult.value.$cstNode;
    const offset = document.textDocument.offsetAt(params.position);
    const leaf = root === undefined ? undefined : CstUtils.findDeclarationNodeAtOffset(root, offset);
    if (leaf === undefined) return undefined;
    const declared = this.references.findDeclarations(leaf);
    // One name of a range has no place of its own that could be changed.
    if (declared.some((node) => isProcess(node) && node.last !== undefined)) return undefined;
    return super.rename(document, { ...params, newName: nameWords(params.newName) });
  }
}
