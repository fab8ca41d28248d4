// Quick fixes: the name that was most likely meant, the process or channel that is missing, and what a run really gives in
// the place of a verdict that was expected.

import type { LangiumDocument } from "langium";
import type { CodeActionProvider } from "langium/lsp";
import type { CodeAction, CodeActionParams, Diagnostic, TextEdit } from "vscode-languageserver";
import type { File } from "../grammar/generated/ast.ts";
import { nameWords } from "../printing/words.ts";
import type { Judgements } from "./judgements.ts";
import { rewritesAt } from "./rewrites.ts";

export class QuickFixes implements CodeActionProvider {
  readonly #judgements: Judgements;

  constructor(judgements: Judgements) {
    this.#judgements = judgements;
  }

  async getCodeActions(
    document: LangiumDocument,
    { context, range }: CodeActionParams,
  ): Promise<CodeAction[]> {
    const fixes = context.diagnostics.flatMap((diagnostic) => fixesOf(document, diagnostic));
    const judgement = await this.#judgements.of(document);
    return [...fixes, ...rewritesAt(document, document.textDocument.offsetAt(range.start), judgement)];
  }
}

function fixesOf(document: LangiumDocument, diagnostic: Diagnostic): CodeAction[] {
  const { code } = diagnostic;
  const { name, nearest, from, to, expected, actual } = (diagnostic.data ?? {}) as Readonly<
    Record<string, string>
  >;
  const fix = (title: string, edit: TextEdit): CodeAction => ({
    title,
    kind: "quickfix",
    diagnostics: [diagnostic],
    edit: { changes: { [document.uri.toString()]: [edit] } },
  });
  const text = document.textDocument.getText(diagnostic.range);
  const fixes: CodeAction[] = [];
  if (nearest !== undefined && text.includes(name)) {
    const newText = text.replace(name, nearest);
    fixes.push(fix(`Change to ${nearest}`, { range: diagnostic.range, newText }));
  }
  if (code === "unknown-process") {
    fixes.push(
      fix(`Declare process ${name}`, declaration(document, "Processes", `process ${nameWords(name)}`)),
    );
  }
  if (code === "no-channel") {
    const channel = `channel ${nameWords(from)} -> ${nameWords(to)}`;
    fixes.push(fix(`Declare ${channel}`, declaration(document, "Channels", channel)));
  }
  if (
    code === "expectation-failed" &&
    /^\w+$/.test(expected ?? "") &&
    /^(in)?consistent$|^unfinished$/.test(actual ?? "")
  ) {
    const newText = text.replace(new RegExp(`\\b${expected}\\s*$`), actual);
    fixes.push(fix(`Expect ${actual}`, { range: diagnostic.range, newText }));
  }
  return fixes;
}

/** A line behind the last declaration of its kind, or of any, or at the beginning. */
function declaration(document: LangiumDocument, kind: string, text: string): TextEdit {
  const { statements } = document.parseResult.value as File;
  const last = (type: string) => statements.filter(({ $type }) => $type === type).at(-1);
  const after = last(kind) ?? last("Processes");
  const line = after?.$cstNode?.range.end.line;
  if (line === undefined)
    return {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      newText: `${text}\n`,
    };
  const end = after?.$cstNode?.range.end ?? { line, character: 0 };
  return { range: { start: end, end }, newText: `\n${text}` };
}
