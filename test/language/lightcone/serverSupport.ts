// What the tests of the language server share: services without a connection, texts with a cursor drawn as `|`, and edits
// as an editor applies them.

import { EmptyFileSystem, type LangiumDocument, URI } from "langium";
import type { TextEdit } from "vscode-languageserver";
import { createLanguageServices } from "../../../src/language/lightcone/server/module.ts";

const services = createLanguageServices(EmptyFileSystem);
export const { lsp } = services.lightcone;
export const { judgements } = services;

export interface Opened {
  readonly document: LangiumDocument;
  readonly text: string;
  readonly position: { readonly line: number; readonly character: number };
}

let files = 0;

/** Opens a text as a document of its own; `others`: files of the same folder. */
export async function open(marked: string, others: Readonly<Record<string, string>> = {}): Promise<Opened> {
  const {
    LangiumDocumentFactory: factory,
    LangiumDocuments: documents,
    DocumentBuilder: builder,
  } = services.shared.workspace;
  const folder = `file:///${++files}`;
  const at = Math.max(0, marked.indexOf("|"));
  const text = marked.replace("|", "");
  const made = Object.entries({ ...others, "a.lightcone": text }).map(([name, each]) => {
    const document = factory.fromString(each, URI.parse(`${folder}/${name}`));
    documents.addDocument(document);
    return document;
  });
  await builder.build(made, { validation: true });
  const document = made[made.length - 1];
  return { document, text, position: document.textDocument.positionAt(at) };
}

export const at = ({ document, position }: Opened) => ({
  textDocument: { uri: document.uri.toString() },
  position,
});
export const applied = (text: string, document: LangiumDocument, edits: readonly TextEdit[]): string =>
  [...edits]
    .sort(
      (a, b) => document.textDocument.offsetAt(b.range.start) - document.textDocument.offsetAt(a.range.start),
    )
    .reduce((changed, { range, newText }) => {
      const { textDocument } = document;
      return (
        changed.slice(0, textDocument.offsetAt(range.start)) +
        newText +
        changed.slice(textDocument.offsetAt(range.end))
      );
    }, text);
export const labels = async (
  marked: string,
  others?: Readonly<Record<string, string>>,
): Promise<string[]> => {
  const opened = await open(marked, others);
  const list = await lsp.CompletionProvider?.getCompletion(opened.document, at(opened));
  return (list?.items ?? []).map(({ label }) => label);
};
