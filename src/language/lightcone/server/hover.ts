// Hovers: over a name what is known of it, at this point of the run and at its end; over a word of the language what the
// construct means, with the lecture's rule.

import { type AstNode, AstUtils, CstUtils, type LangiumDocument } from "langium";
import type { HoverProvider, LangiumServices } from "langium/lsp";
import type { Hover, HoverParams } from "vscode-languageserver";
import { stateAt } from "../../../core/trace/checkpoints.ts";
import { formatTime } from "../../../core/trace/describe.ts";
import { NONE } from "../../../core/trace/ids.ts";
import { describeState } from "../../../core/trace/localState.ts";
import { eventCountOf, localIndex, type Trace } from "../../../core/trace/trace.ts";
import { isProcess, isSend } from "../grammar/generated/ast.ts";
import { constructOf } from "./constructs.ts";
import { clockFact, fate } from "./hints.ts";
import type { Judgements } from "./judgements.ts";
import { eventOf, isStep, leafAt, messageOf, processNamed, runsOf, type Step } from "./runPlaces.ts";

export class Hovers implements HoverProvider {
  readonly #references: LangiumServices["references"]["References"];
  readonly #judgements: Judgements;

  constructor(services: LangiumServices, judgements: Judgements) {
    this.#references = services.references.References;
    this.#judgements = judgements;
  }

  async getHoverContent(document: LangiumDocument, params: HoverParams): Promise<Hover | undefined> {
    const root = document.parseResult.value.$cstNode;
    const offset = document.textDocument.offsetAt(params.position);
    const leaf =
      root === undefined
        ? undefined
        : (leafAt(document, offset) ?? CstUtils.findLeafNodeAtOffset(root, offset));
    if (leaf === undefined) return undefined;
    const [node] = this.#references.findDeclarations(leaf);
    const value =
      node === undefined
        ? constructWords(
            leaf.astNode,
            /^[\p{L}\d]/u.test(leaf.text) && leaf.grammarSource?.$type !== "Keyword",
          )
        : await this.#nameWords(document, node, leaf.text, leaf.astNode);
    if (value === undefined) return undefined;
    return { contents: { kind: "markdown", value }, range: leaf.range };
  }

  /** What is known of a declared name; `called`: as it stands in the text, at `place`. */
  async #nameWords(
    document: LangiumDocument,
    node: AstNode,
    called: string,
    place: AstNode,
  ): Promise<string | undefined> {
    const judgement = await this.#judgements.of(document);
    const trace = runsOf(place, document, judgement)[0]?.run.trace;
    if (isProcess(node)) {
      return trace === undefined
        ? undefined
        : processWords(trace, processNamed(trace, called), stepAround(place));
    }
    if (isSend(node)) {
      const ends = `message from **${node.from?.$refText}** to **${node.to?.$refText}**`;
      const message = trace === undefined ? NONE : messageOf(trace, node);
      return trace === undefined || message === NONE ? ends : `${ends}\n\n${messageWords(trace, message)}`;
    }
    return constructWords(node, false);
  }
}

function stepAround(place: AstNode): Step | undefined {
  return AstUtils.getContainerOfType(place, isStep);
}

function processWords(trace: Trace, process: number, step: Step | undefined): string | undefined {
  if (process < 0) return undefined;
  const { name } = trace.processes[process];
  const state = (frontier: number): string => describeState(stateAt(trace, process, frontier));
  const lines = [`process **${name}**`, `at the beginning: ${state(0)}`];
  const event = step === undefined ? NONE : eventOf(trace, step);
  if (event !== NONE && trace.events.process[event] === process) {
    const at = localIndex(trace, event);
    const time = formatTime(trace, trace.events.time[event]);
    lines.push(
      `before this step: ${state(at)}`,
      `after it, at ${time}: ${state(at + 1)}`,
      clockFact(trace, event).explained,
    );
  }
  return [...lines, `at the end: ${state(eventCountOf(trace, process))}`].join("\n\n");
}

function messageWords(trace: Trace, message: number): string {
  const { send } = trace.messages;
  const sent =
    send[message] === NONE
      ? "under way at the start"
      : `sent at ${formatTime(trace, trace.events.time[send[message]])}`;
  return `${sent}, ${fate(trace, message)}`;
}

/** What a word of the language means where it stands; a token or a number is explained by its step, if by anything. */
function constructWords(node: AstNode, isName: boolean): string | undefined {
  const construct = constructOf(node);
  if (construct === undefined || isName) return undefined;
  return `\`${construct.form}\`\n\n${construct.means}`;
}
