// The problems of a document as diagnostics of the protocol. Langium's own checks of references stay silent: the meaning
// says the same in better words.

import { DefaultDocumentValidator, type LangiumCoreServices, type LangiumDocument } from "langium";
import type { Diagnostic, Range } from "vscode-languageserver";
import type { Problem, Severity, SourcePosition } from "../../../core/trace/problem.ts";
import type { Judgements } from "./judgements.ts";

const SEVERITIES: Readonly<Record<Severity, 1 | 2 | 3>> = { error: 1, warning: 2, info: 3 };

export class Validator extends DefaultDocumentValidator {
  readonly #judgements: Judgements;

  constructor(services: LangiumCoreServices, judgements: Judgements) {
    super(services);
    this.#judgements = judgements;
  }

  override async validateDocument(document: LangiumDocument): Promise<Diagnostic[]> {
    const { problems } = await this.#judgements.of(document);
    return problems.map((problem) => diagnosticOf(problem, document));
  }
}

function diagnosticOf(problem: Problem, document: LangiumDocument): Diagnostic {
  const { position, severity, code, message, args, related = [] } = problem;
  return {
    range: rangeOf(position, document),
    severity: SEVERITIES[severity],
    code,
    message,
    source: "Lightcone",
    data: args ?? {},
    relatedInformation: related.map((place) => ({
      location: { uri: place.position.file, range: rangeOf(place.position, document) },
      message: place.message,
    })),
  };
}

/** A place as a range; without an end it goes to the end of the line. */
function rangeOf({ line, column, endColumn }: SourcePosition, { textDocument }: LangiumDocument): Range {
  const at = Math.max(0, line - 1);
  const text = textDocument.getText({
    start: { line: at, character: 0 },
    end: { line: at + 1, character: 0 },
  });
  const end = endColumn === undefined ? text.trimEnd().length : endColumn - 1;
  const start = Math.max(0, column - 1);
  return { start: { line: at, character: start }, end: { line: at, character: Math.max(start, end) } };
}
