// Completion that offers only what fits: after an arrow the processes that a channel leads to from the sender, after a colon
// the tokens that the sender holds at that point, after `receives` the messages that are under way to the receiver, and whole
// statements at the beginning of a line. What the run would tell is asked of the run of the text as it stands, half a line
// included.

import type { ReferenceInfo } from "langium";
import {
  type AstNode,
  type AstNodeDescription,
  AstUtils,
  GrammarAST,
  type LangiumDocument,
  type LangiumParser,
  type Stream,
  stream,
} from "langium";
import {
  type CompletionAcceptor,
  type CompletionContext,
  type CompletionProviderOptions,
  type CompletionValueItem,
  DefaultCompletionProvider,
  type LangiumServices,
  type NextFeature,
} from "langium/lsp";
import type { CompletionItem, CompletionList, CompletionParams, Position } from "vscode-languageserver";
import { SNAPSHOT_ALGORITHMS } from "../../../core/snapshot/registry.ts";
import {
  isCutPoint,
  isField,
  isLink,
  isReceive,
  isSend,
  isSnapshotSubject,
  isState,
  isStatement,
  isTokenCount,
  type Send,
} from "../grammar/generated/ast.ts";
import { UNITS } from "../meaning/compile.ts";
import { nameWords } from "../printing/words.ts";
import { constructOfWord } from "./constructs.ts";
import { allTokens, heldTokens } from "./holdings.ts";
import type { Judgements } from "./judgements.ts";
import { type PlacedRun, runsOf } from "./runPlaces.ts";
import { STATEMENT_SNIPPETS } from "./statementSnippets.ts";

export class FittingCompletion extends DefaultCompletionProvider {
  override readonly completionOptions: CompletionProviderOptions = { triggerCharacters: [" ", ">", ":"] };
  readonly #judgements: Judgements;
  readonly #parser: LangiumParser;
  #takesSnippets = false;

  constructor(services: LangiumServices, judgements: Judgements) {
    super(services);
    this.#parser = services.parser.LangiumParser;
    this.#judgements = judgements;
    services.shared.lsp.LanguageServer.onInitialize(({ capabilities }) => {
      this.#takesSnippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    });
  }

  override async getCompletion(
    document: LangiumDocument,
    params: CompletionParams,
  ): Promise<CompletionList | undefined> {
    // What follows asks `now`, for Langium wants its candidates at once.
    await this.#judgements.of(document);
    const list = await super.getCompletion(document, params);
    if (!this.#takesSnippets || list === undefined) return list;
    return { ...list, items: [...list.items, ...statementsAt(document.textDocument, params.position, list)] };
  }

  protected override completionFor(
    context: CompletionContext,
    next: NextFeature,
    acceptor: CompletionAcceptor,
  ): void | Promise<void> {
    const { feature, property, type } = next;
    if (GrammarAST.isKeyword(feature) && ruleOf(feature) === "Name") return;
    if (GrammarAST.isRuleCall(feature) && context.node !== undefined) {
      // Where a field or a token may stand, its name is one feature, and comes as the field's.
      const named = property === "name" && isInState(context.node) ? "token" : property;
      if (feature.rule.$refText === "ID") this.#names(context, named ?? "", acceptor);
      else if (type === "SnapshotSubject" || isSnapshotSubject(context.node))
        this.#numbers(context, acceptor);
      return;
    }
    return super.completionFor(context, next, acceptor) as void | Promise<void>;
  }

  protected override completionForKeyword(
    context: CompletionContext,
    keyword: GrammarAST.Keyword,
    acceptor: CompletionAcceptor,
  ): void {
    if (!this.filterKeyword(context, keyword)) return;
    const construct = ruleOf(keyword) === undefined ? undefined : constructOfWord(keyword.value);
    acceptor(context, {
      label: keyword.value,
      kind: 14,
      sortText: "1",
      ...(construct === undefined
        ? {}
        : { detail: construct.form, documentation: { kind: "markdown", value: construct.means } }),
    });
  }

  /** Langium offers after `snapshot by` also what could stand in the place of `by`: a word must go on with what is written. */
  protected override filterKeyword(context: CompletionContext, keyword: GrammarAST.Keyword): boolean {
    if (!super.filterKeyword(context, keyword)) return false;
    const begun = AstUtils.getContainerOfType(context.node, isStatement)?.$cstNode?.offset;
    if (begun === undefined || begun >= context.tokenOffset) return true;
    const written = context.textDocument.getText().slice(begun, context.tokenOffset);
    const { parserErrors } = this.#parser.parse(`${written} ${keyword.value}`);
    const at = written.length + 1;
    return !parserErrors.some(({ token }) => token.startOffset <= at && token.image !== "");
  }

  protected override createReferenceCompletionItem(
    description: AstNodeDescription,
    info: ReferenceInfo,
    context: CompletionContext,
  ): CompletionValueItem {
    const item = super.createReferenceCompletionItem(description, info, context);
    return {
      ...item,
      label: description.name,
      insertText: nameWords(description.name),
      detail: detailOf(description),
    };
  }

  protected override getReferenceCandidates(
    info: ReferenceInfo,
    context: CompletionContext,
  ): Stream<AstNodeDescription> {
    const all = super.getReferenceCandidates(info, context);
    const { container, property } = info;
    if (property === "to" && isLink(container)) {
      const from = container.from?.$refText;
      return all.filter(({ name }) => name !== from);
    }
    if (property === "to") {
      const reached = this.#reached(container, context);
      return reached === undefined ? all : all.filter(({ name }) => reached.has(name));
    }
    return property === "message" || property === "messages" ? this.#messages(info, context) : all;
  }

  /** The processes that channels lead to from the sender; undefined where nobody knows the sender. */
  #reached(container: AstNode, context: CompletionContext): ReadonlySet<string> | undefined {
    const { scenario } = this.#placed(container, context)?.run ?? {};
    const from =
      "from" in container ? (container.from as Send["from"])?.$refText?.replaceAll('"', "") : undefined;
    const sender = scenario?.processes.findIndex(({ name }) => name === from) ?? -1;
    if (scenario === undefined || sender < 0) return undefined;
    const reached = scenario.channels.filter((channel) => channel.from === sender);
    return new Set(reached.map(({ to }) => scenario.processes[to].name));
  }

  /** Messages by their names, or by what they carry: to the receiver, of the cut's process, or all. */
  #messages({ container }: ReferenceInfo, context: CompletionContext): Stream<AstNodeDescription> {
    const placed = this.#placed(container, context);
    if (placed === undefined) return stream([]);
    const receiver = isReceive(container) ? (container.process?.$refText ?? "") : undefined;
    const own = isCutPoint(container) ? (container.process?.$refText ?? "") : undefined;
    const sends = placed.statements.filter(isSend).filter(({ from, to }) => {
      if (receiver !== undefined) return to?.$refText === receiver;
      return own === undefined || from?.$refText === own || to?.$refText === own;
    });
    const taken = new Map<string, number>();
    for (const each of placed.statements.filter(isReceive)) {
      const called = each.message?.$refText;
      const isBefore = (each.$cstNode?.end ?? Number.MAX_SAFE_INTEGER) < context.tokenOffset;
      if (called !== undefined && isBefore && each.process?.$refText === receiver)
        taken.set(called, (taken.get(called) ?? 0) + 1);
    }
    const found = new Map<string, AstNodeDescription>();
    for (const send of sends) {
      const called = callOf(send);
      const left = called === undefined ? 0 : (taken.get(called) ?? 0);
      if (called === undefined) continue;
      if (left > 0) taken.set(called, left - 1);
      else
        found.set(called, {
          name: called,
          node: send,
          type: "Send",
          documentUri: context.document.uri,
          path: "",
        });
    }
    return stream(found.values());
  }

  /** Names that refer to nothing: tokens, algorithms, units. */
  #names(context: CompletionContext, property: string, acceptor: CompletionAcceptor): void {
    const placed = this.#placed(context.node as AstNode, context);
    const offer = (label: string, detail: string): void =>
      acceptor(context, { label, insertText: nameWords(label), detail, kind: 20, sortText: "0" });
    if (property === "algorithm") for (const { id, name } of SNAPSHOT_ALGORITHMS) offer(id, name);
    if (property === "unit") for (const unit of UNITS) offer(unit, "unit of time");
    if (property !== "token" || placed === undefined) return;
    const held = heldTokens(context.node as AstNode, context, placed);
    for (const { token, count } of held ?? allTokens(placed)) {
      if (token === "") continue;
      acceptor(context, {
        label: token,
        insertText: token === "tokens" ? `${count} tokens` : nameWords(token),
        detail: held === undefined ? "token" : `token, ${count} held`,
        kind: 20,
        sortText: "0",
      });
    }
  }

  #numbers(context: CompletionContext, acceptor: CompletionAcceptor): void {
    const snapshots = this.#placed(context.node as AstNode, context)?.run.trace?.snapshots ?? [];
    for (const { id, name } of snapshots) {
      if (name === undefined)
        acceptor(context, { label: String(id), detail: "snapshot", kind: 12, sortText: "0" });
    }
  }

  #placed(node: AstNode, { document }: CompletionContext): PlacedRun | undefined {
    const judgement = this.#judgements.now(document);
    return judgement === undefined ? undefined : runsOf(node, document, judgement)[0];
  }
}

/** Whole statements, where the line is empty before the cursor, or holds the beginning of one, and a statement may stand there. */
function statementsAt(
  text: LangiumDocument["textDocument"],
  position: Position,
  { items }: CompletionList,
): CompletionItem[] {
  const start = { line: position.line, character: 0 };
  const before = text.getText({ start, end: position });
  const typed = before.trimStart();
  const mayBegin =
    /^[a-z ]*$/i.test(typed) && (typed !== "" || items.some(({ label }) => label === "process"));
  if (!mayBegin) return [];
  const range = { start: { line: position.line, character: before.length - typed.length }, end: position };
  return STATEMENT_SNIPPETS.filter(({ prefix }) => prefix.startsWith(typed.toLowerCase())).map(
    ({ prefix, body, description }) => ({
      ...{ label: prefix, detail: description, kind: 15, insertTextFormat: 2, sortText: "2" },
      textEdit: { range, newText: body },
    }),
  );
}

function isInState(node: AstNode): boolean {
  return isState(node) || isTokenCount(node) || isField(node);
}

/** The grammar's rule that an element stands in. */
function ruleOf(element: AstNode): string | undefined {
  return AstUtils.getContainerOfType(element, GrammarAST.isParserRule)?.name;
}

/** How a message is spoken of: by its name, else by what it carries. */
function callOf({ name, content }: Send): string | undefined {
  if (name !== undefined || content === undefined) return name;
  if (content.label !== undefined) return content.label;
  return content.tokens.length === 1 ? content.tokens[0].token : undefined;
}

function detailOf({ node, type }: AstNodeDescription): string {
  if (isSend(node)) return `message from ${node.from?.$refText} to ${node.to?.$refText}`;
  return type.toLowerCase();
}
