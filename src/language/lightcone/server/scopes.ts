// Which names a place can speak of: those of its scenario, of the system that the file's scenarios share, and of the
// systems that the file imports. Messages may go by what they carry.

import {
  type AstNode,
  type AstNodeDescription,
  AstUtils,
  DefaultScopeComputation,
  DefaultScopeProvider,
  EMPTY_SCOPE,
  type LangiumCoreServices,
  type LangiumDocument,
  MapScope,
  type MultiMap,
  type ReferenceInfo,
  type Scope,
} from "langium";
import {
  type File,
  isFile,
  isProcess,
  isProcesses,
  isReceive,
  isScenario,
  isSend,
  Process,
  type Receive,
  type Scenario,
  Send,
} from "../grammar/generated/ast.ts";
import { MessageNames } from "../meaning/messages.ts";
import { Places } from "../meaning/places.ts";
import { Reporter } from "../meaning/reporter.ts";
import { rangeNames } from "../meaning/system.ts";
import type { Judgements } from "./judgements.ts";

export class ScopeComputation extends DefaultScopeComputation {
  override addLocalSymbol(
    node: AstNode,
    document: LangiumDocument,
    symbols: MultiMap<AstNode, AstNodeDescription>,
  ): void {
    const holder = holderOf(node);
    if (holder === undefined || isScenario(node)) return;
    for (const name of namesOf(node, this.nameProvider.getName(node))) {
      symbols.add(holder, this.descriptions.createDescription(node, name, document));
    }
  }

  override async collectExportedSymbols(document: LangiumDocument): Promise<AstNodeDescription[]> {
    const { statements } = document.parseResult.value as File;
    return statements
      .filter(isProcesses)
      .flatMap(({ processes }) =>
        processes.flatMap((process) =>
          namesOf(process, process.name).map((name) =>
            this.descriptions.createDescription(process, name, document),
          ),
        ),
      );
  }
}

export class ScopeProvider extends DefaultScopeProvider {
  readonly #judgements: Judgements;

  constructor(services: LangiumCoreServices, judgements: Judgements) {
    super(services);
    this.#judgements = judgements;
  }

  override getScope(context: ReferenceInfo): Scope {
    const scope = super.getScope(context);
    const holder = holderOf(context.container);
    if (this.reflection.getReferenceType(context) !== Send.$type || holder === undefined) return scope;
    const send = messageMeant(holder, context);
    if (send === undefined) return scope;
    const called = this.descriptions.createDescription(send, context.reference.$refText);
    return new MapScope([called], scope);
  }

  /** What other files declare counts only where they are imported. */
  protected override getGlobalScope(referenceType: string, { container }: ReferenceInfo): Scope {
    if (referenceType !== Process.$type) return EMPTY_SCOPE;
    const uris = new Set<string>();
    this.#collectImports(AstUtils.getDocument(container) as LangiumDocument<File>, uris);
    return new MapScope(this.indexManager.allElements(referenceType, uris));
  }

  #collectImports(document: LangiumDocument<File>, uris: Set<string>): void {
    for (const { path } of document.parseResult.value.imports) {
      const imported =
        path === undefined ? undefined : this.#judgements.imported(path, document.uri.toString());
      if (imported === undefined || uris.has(imported.uri.toString())) continue;
      uris.add(imported.uri.toString());
      this.#collectImports(imported, uris);
    }
  }
}

/** The scenario or file whose statements see a node. */
function holderOf(node: AstNode): Scenario | File | undefined {
  return AstUtils.getContainerOfType(
    node,
    (each): each is Scenario | File => isScenario(each) || isFile(each),
  );
}

function namesOf(node: AstNode, name: string | undefined): readonly string[] {
  if (isProcess(node)) return rangeNames(node) ?? (name === undefined ? [] : [name]);
  return name === undefined ? [] : [name];
}

/** The message that is called by what it carries, as the meaning finds it. */
function messageMeant(holder: Scenario | File, { container, reference }: ReferenceInfo): Send | undefined {
  const places = new Places("");
  const messages = new MessageNames(new Reporter());
  for (const statement of holder.statements) {
    if (isSend(statement)) messages.add({ node: statement, places, step: 0 });
  }
  if (!isReceive(container)) return messages.find(reference.$refText)?.node;
  const before = holder.statements.filter(isReceive);
  let found: Send | undefined;
  for (const each of before.slice(0, before.indexOf(container as Receive) + 1)) {
    const sent = messages.takeReceived(each.message?.$refText ?? "", each.process?.$refText ?? "");
    if (each === container) found = sent?.node;
  }
  return found;
}
