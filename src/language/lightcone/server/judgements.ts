// What the language says of an open document: its scenarios, run and judged, and everything that is wrong. Kept until any
// document changes, since all services ask for the same.

import { type LangiumDocument, type LangiumSharedCoreServices, URI, WorkspaceCache } from "langium";
import { type Opened, openScenario } from "../../../core/analysis/opened.ts";
import type { Problem } from "../../../core/trace/problem.ts";
import type { File } from "../grammar/generated/ast.ts";
import { importedPath } from "../imports.ts";
import { compile, type SourceFile } from "../meaning/compile.ts";
import { problemsOf } from "../parsing/parse.ts";

export interface Judgement {
  /** One run a scenario, in the file's order; a file without scenario blocks has one. */
  readonly runs: readonly Opened[];
  /** Those of this document alone. */
  readonly problems: readonly Problem[];
}

export class Judgements {
  readonly #shared: LangiumSharedCoreServices;
  readonly #cache: WorkspaceCache<string, Promise<Judgement>>;

  constructor(shared: LangiumSharedCoreServices) {
    this.#shared = shared;
    this.#cache = new WorkspaceCache(shared);
  }

  of(document: LangiumDocument): Promise<Judgement> {
    return this.#cache.get(document.uri.toString(), () => this.#judge(document as LangiumDocument<File>));
  }

  /** The file that another imports, if it is in the workspace or open. */
  imported(path: string, from: string): LangiumDocument<File> | undefined {
    const uri = URI.parse(importedPath(path, from));
    const { LangiumDocuments: documents } = this.#shared.workspace;
    return documents.hasDocument(uri) ? (documents.getDocument(uri) as LangiumDocument<File>) : undefined;
  }

  async #judge(document: LangiumDocument<File>): Promise<Judgement> {
    const name = document.uri.toString();
    const findImport = (path: string, from: string): SourceFile | undefined => {
      const found = this.imported(path, from);
      return found === undefined ? undefined : { name: found.uri.toString(), file: found.parseResult.value };
    };
    const problems = [...problemsOf(document.parseResult, name, document.textDocument.getText())];
    const compiled = compile({ name, file: document.parseResult.value }, findImport);
    problems.push(...compiled.problems);
    const runs: Opened[] = [];
    for (const scenario of compiled.scenarios) {
      const opened = await openScenario(scenario);
      runs.push(opened);
      problems.push(...opened.problems);
    }
    return { runs, problems: problems.filter(({ position }) => position.file === name) };
  }
}
