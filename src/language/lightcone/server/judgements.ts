// What the language says of an open document: its scenarios, run and judged, and everything that is wrong. Kept while the
// document and what it imports stay as they are, since all services ask for the same.

import { type LangiumDocument, type LangiumSharedCoreServices, type ParseResult, URI } from "langium";
import { type Opened, openScenario } from "../../../core/analysis/opened.ts";
import type { Problem } from "../../../core/trace/problem.ts";
import type { File } from "../grammar/generated/ast.ts";
import { importedPath } from "../imports.ts";
import { compile, type SourceFile } from "../meaning/compile.ts";
import { problemsOf } from "../parsing/parse.ts";
import { importedUris } from "./building.ts";

export interface Judgement {
  /** One run a scenario, in the file's order; a file without scenario blocks has one. */
  readonly runs: readonly Opened[];
  /** Those of this document alone. */
  readonly problems: readonly Problem[];
}

interface Kept {
  /** Of the document, then of all that it imports. */
  readonly parsed: readonly ParseResult[];
  readonly judgement: Promise<Judgement>;
  /** The same, once it is there. */
  now?: Judgement;
}

export class Judgements {
  readonly #shared: LangiumSharedCoreServices;
  readonly #kept = new Map<string, Kept>();

  constructor(shared: LangiumSharedCoreServices) {
    this.#shared = shared;
  }

  of(document: LangiumDocument): Promise<Judgement> {
    const name = document.uri.toString();
    const parsed = this.#withImports(document).map(({ parseResult }) => parseResult);
    const kept = this.#kept.get(name);
    if (kept?.parsed.length === parsed.length && kept.parsed.every((each, i) => each === parsed[i]))
      return kept.judgement;
    this.#forgetClosed();
    const judgement = this.#judge(document as LangiumDocument<File>);
    const made: Kept = { parsed, judgement };
    this.#kept.set(name, made);
    return judgement.then((each) => {
      made.now = each;
      return each;
    });
  }

  /** What is known of a document without waiting; it may be of a text some keystrokes ago. */
  now(document: LangiumDocument): Judgement | undefined {
    return this.#kept.get(document.uri.toString())?.now;
  }

  /** The file that another imports, if it is in the workspace or open. */
  imported(path: string, from: string): LangiumDocument<File> | undefined {
    return this.#document(URI.parse(importedPath(path, from))) as LangiumDocument<File> | undefined;
  }

  #document(uri: URI): LangiumDocument | undefined {
    const { LangiumDocuments: documents } = this.#shared.workspace;
    return documents.hasDocument(uri) ? documents.getDocument(uri) : undefined;
  }

  /** A document and all that it imports, each once. */
  #withImports(document: LangiumDocument): LangiumDocument[] {
    const found = new Set([document]);
    for (const each of found) {
      for (const uri of importedUris(each)) {
        const imported = this.#document(uri);
        if (imported !== undefined) found.add(imported);
      }
    }
    return [...found];
  }

  #forgetClosed(): void {
    for (const name of this.#kept.keys()) {
      if (this.#document(URI.parse(name)) === undefined) this.#kept.delete(name);
    }
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
      problems.push(...opened.problems, ...opened.findings);
    }
    // The text alone told already that a marker gets nowhere.
    const told = new Set(
      problems.filter(({ code }) => code === "unreachable").map(({ position }) => position.line),
    );
    const isNew = ({ code, position }: Problem) => code !== "snapshot-unfinished" || !told.has(position.line);
    return { runs, problems: problems.filter((problem) => problem.position.file === name && isNew(problem)) };
  }
}
