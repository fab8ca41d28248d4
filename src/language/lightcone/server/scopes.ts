// Which names a place can speak of: those of its scenario, of the system that the file's scenarios share, and of the
// systems that the file imports. Messages may go by what they carry.

import {
  type AstNode,
  type AstNodeDescription,
  AstUtils,
  DefaultScopeComputation,
  DefaultScopeProvider,
  EMPTY_SCOPE,
  type LangiumDocument,
  MapScope,
  type MultiMap,
  type ReferenceInfo,
  type Scope,
  WorkspaceCache,
} from "langium";
import type { LangiumServices } from "langium/lsp";
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
  /** The names that each scenario or file sees, by their kind. Kept until any document changes. */
  readonly #seen: WorkspaceCache<string, Scope>;

  constructor(services: LangiumServices, judgements: Judgements) {
    super(services);
    this.#judgements = judgements;
    this.#seen = new WorkspaceCache(services.shared);
  }

  override getScope(context: ReferenceInfo): Scope {
    const { container, reference } = context;
    const holder = holderOf(container);
    if (holder === undefined) return EMPTY_SCOPE;
    const type = this.reflection.getReferenceType(context);
    const scope = this.#scopeOf(holder, type);
    if (type !== Send.$type || scope.getElement(reference.$refText) !== undefined) return scope;
    const send = messageMeant(holder, context);
    if (send === undefined) return scope;
    return new MapScope([this.descriptions.createDescription(send, reference.$refText)], scope);
  }

  #scopeOf(holder: Scenario | File, type: string): Scope {
    const document = AstUtils.getDocument(holder) as LangiumDocument<File>;
    const key = `${document.uri.toString()} ${type} ${isScenario(holder) ? holder.$containerIndex : ""}`;
    return this.#seen.get(key, () => {
      const own = (node: Scenario | File, outer: Scope): Scope => {
        const symbols = document.localSymbols?.getStream(node).toArray() ?? [];
        const fitting = symbols.filter((each) => this.reflection.isSubtype(each.type, type));
        // Of two of a name the first counts.
        return new MapScope(fitting.reverse(), outer);
      };
      const shared = own(document.parseResult.value, this.#imported(document, type));
      return isScenario(holder) ? own(holder, shared) : shared;
    });
  }

  /** What other files declare counts only where they are imported. */
  #imported(document: LangiumDocument<File>, type: string): Scope {
    if (type !== Process.$type) return EMPTY_SCOPE;
    const uris = new Set<string>();
    this.#collectImports(document, uris);
    return uris.size === 0 ? EMPTY_SCOPE : new MapScope(this.indexManager.allElements(type, uris));
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
