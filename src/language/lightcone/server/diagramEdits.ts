// Answers what a diagram wants changed in an open text: `lightcone/editScenario`, a request of our own beside those of the
// protocol. The text is the one that the editor sent last, whether or not it has been built since.

import type { LangiumServices, LangiumSharedServices } from "langium/lsp";
import { EDIT_METHOD, type EditAnswer, type EditRequest } from "../editing/diagramEdit.ts";
import { editScenario } from "../editing/editScenario.ts";
import type { File } from "../grammar/generated/ast.ts";
import type { SourceFile } from "../meaning/compile.ts";
import { problemsOf } from "../parsing/parse.ts";
import type { Judgements } from "./judgements.ts";

export class DiagramEdits {
  readonly #shared: LangiumSharedServices;
  readonly #services: LangiumServices;
  readonly #judgements: Judgements;

  constructor(shared: LangiumSharedServices, services: LangiumServices, judgements: Judgements) {
    this.#shared = shared;
    this.#services = services;
    this.#judgements = judgements;
  }

  /** Answers over the server's connection; without one only who calls `answer` is answered. */
  listen(): void {
    this.#shared.lsp.Connection?.onRequest<EditAnswer, void>(
      EDIT_METHOD,
      (request: EditRequest): EditAnswer => this.answer(request),
    );
  }

  answer({ uri, version, scenario, edit }: EditRequest): EditAnswer {
    const document = this.#shared.workspace.TextDocuments.get(uri);
    if (document === undefined) return { kind: "refused", words: "the text is not open in an editor" };
    if (document.version !== version)
      return { kind: "refused", words: "the text has changed meanwhile: try again" };
    const findImport = (path: string, from: string): SourceFile | undefined => {
      const found = this.#judgements.imported(path, from);
      return found === undefined ? undefined : { name: found.uri.toString(), file: found.parseResult.value };
    };
    const parse = (text: string, name: string) => {
      const result = this.#services.parser.LangiumParser.parse<File>(text);
      return { file: result.value, problems: problemsOf(result, name, text) };
    };
    return editScenario({ name: uri, text: document.getText(), findImport, parse }, scenario, edit);
  }
}
