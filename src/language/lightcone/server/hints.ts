// Behind each send and local step: what its process holds then, and when the message arrives. And over a name, what is
// known of it: a process's state at the beginning and the end, a message's way.

import { type AstNode, CstUtils, type LangiumDocument } from "langium";
import type { HoverProvider, InlayHintProvider, LangiumServices } from "langium/lsp";
import type { Hover, HoverParams, InlayHint, InlayHintParams } from "vscode-languageserver";
import type { Opened } from "../../../core/analysis/opened.ts";
import { stateAt } from "../../../core/trace/checkpoints.ts";
import { formatTime } from "../../../core/trace/describe.ts";
import { NONE } from "../../../core/trace/ids.ts";
import { describeState } from "../../../core/trace/localState.ts";
import { localIndex, MessageFlag, MessageKind, type Trace } from "../../../core/trace/trace.ts";
import {
  type File,
  isFile,
  isLocal,
  isProcess,
  isScenario,
  isSend,
  type Statement,
} from "../grammar/generated/ast.ts";
import type { Judgements } from "./judgements.ts";

export class StepHints implements InlayHintProvider {
  readonly #judgements: Judgements;

  constructor(judgements: Judgements) {
    this.#judgements = judgements;
  }

  async getInlayHints(document: LangiumDocument, { range }: InlayHintParams): Promise<InlayHint[]> {
    const { runs } = await this.#judgements.of(document);
    const file = document.parseResult.value as File;
    return runs.flatMap((run, i) => {
      const statements =
        file.scenarios.length === 0 ? file.statements : (file.scenarios[i]?.statements ?? []);
      return statements.flatMap((statement): InlayHint[] => {
        const end = statement.$cstNode?.range.end;
        if (end === undefined || end.line < range.start.line || end.line > range.end.line) return [];
        const words = stepWords(run, statement);
        return words === undefined ? [] : [{ position: end, label: words, paddingLeft: true }];
      });
    });
  }
}

/** `P: G · received at tick 5`, or undefined for what is no step that the run did. */
function stepWords({ trace }: Opened, statement: Statement): string | undefined {
  const line = (statement.$cstNode?.range.start.line ?? -1) + 1;
  const name = isSend(statement)
    ? statement.from?.$refText
    : isLocal(statement)
      ? statement.process?.$refText
      : undefined;
  const process = trace?.processes.findIndex((each) => each.name === name) ?? NONE;
  if (trace === undefined || process === NONE) return undefined;
  for (let event = trace.firstEvent[process]; event < trace.firstEvent[process + 1]; event++) {
    const sent = trace.events.sent[event];
    const isOwn = isSend(statement)
      ? sent !== NONE && trace.messages.kind[sent] === MessageKind.application
      : sent === NONE;
    if (trace.events.line[event] !== line || !isOwn || trace.events.received[event] !== NONE) continue;
    const state = `${name}: ${describeState(stateAt(trace, process, localIndex(trace, event) + 1))}`;
    return isSend(statement) ? `${state} · ${fate(trace, sent)}` : state;
  }
  return undefined;
}

function fate(trace: Trace, message: number): string {
  const { receive, flags } = trace.messages;
  if (receive[message] !== NONE)
    return `received at ${formatTime(trace, trace.events.time[receive[message]])}`;
  return (flags[message] & MessageFlag.lost) === 0 ? "never received" : "lost";
}

export class NameHover implements HoverProvider {
  readonly #references: LangiumServices["references"]["References"];
  readonly #judgements: Judgements;

  constructor(services: LangiumServices, judgements: Judgements) {
    this.#references = services.references.References;
    this.#judgements = judgements;
  }

  async getHoverContent(document: LangiumDocument, params: HoverParams): Promise<Hover | undefined> {
    const root = document.parseResult.value.$cstNode;
    const offset = document.textDocument.offsetAt(params.position);
    const leaf = root === undefined ? undefined : CstUtils.findDeclarationNodeAtOffset(root, offset);
    if (leaf === undefined) return undefined;
    const { runs } = await this.#judgements.of(document);
    const [run] = ownRuns(document, params, runs);
    const [node] = this.#references.findDeclarations(leaf);
    const value = run === undefined || node === undefined ? undefined : nameWords(run, node, leaf.text);
    return value === undefined ? undefined : { contents: { kind: "markdown", value } };
  }
}

/** What is known of a declared name; `called`: as it stands in the text. */
function nameWords(run: Opened, node: AstNode, called: string): string | undefined {
  const { trace } = run;
  if (isProcess(node) && trace !== undefined) {
    const known = [called, called.replaceAll('"', ""), node.name];
    const process = trace.processes.findIndex(({ name }) => known.includes(name));
    if (process < 0) return undefined;
    const events = trace.firstEvent[process + 1] - trace.firstEvent[process];
    const [begin, end] = [0, events].map((frontier) => describeState(stateAt(trace, process, frontier)));
    return `process **${trace.processes[process].name}**\n\nat the beginning: ${begin}\n\nat the end: ${end}`;
  }
  if (!isSend(node)) return undefined;
  const words = stepWords(run, node);
  const ends = `message from **${node.from?.$refText}** to **${node.to?.$refText}**`;
  return words === undefined ? ends : `${ends}\n\n${words}`;
}

/** The run of the scenario that a place stands in; of a shared system, all. */
function ownRuns(document: LangiumDocument, params: HoverParams, runs: readonly Opened[]): readonly Opened[] {
  const root = document.parseResult.value.$cstNode;
  const offset = document.textDocument.offsetAt(params.position);
  const leaf = root === undefined ? undefined : CstUtils.findLeafNodeAtOffset(root, offset);
  for (let node: AstNode | undefined = leaf?.astNode; node !== undefined; node = node.$container) {
    if (!isScenario(node) || !isFile(node.$container)) continue;
    const index = node.$container.scenarios.indexOf(node);
    return runs.slice(index, index + 1);
  }
  return runs;
}
