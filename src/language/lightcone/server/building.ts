// How documents are kept up to date: what a file imports is read with it, from the open documents or else from disk, and a
// file is looked at again when one that it imports has changed, in the editor or on disk. Only open documents are checked.

import {
  type BuildOptions,
  type Cancellation,
  DefaultDocumentBuilder,
  DocumentState,
  type LangiumDocument,
  type TextDocument,
  URI,
  UriUtils,
} from "langium";
import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from "langium/lsp";
import type {
  DidChangeWatchedFilesParams,
  FileSystemWatcher,
  TextDocumentChangeEvent,
} from "vscode-languageserver";
import type { File } from "../grammar/generated/ast.ts";
import { importedPath } from "../imports.ts";

/** The URIs of the files that a document imports, whether they are there or not. */
export function importedUris({ parseResult, uri }: LangiumDocument): URI[] {
  const { imports = [] } = parseResult.value as Partial<File>;
  return imports.flatMap(({ path }) =>
    path === undefined ? [] : [URI.parse(importedPath(path, uri.toString()))],
  );
}

export class ImportingBuilder extends DefaultDocumentBuilder {
  readonly #isServing: boolean;

  constructor(services: LangiumSharedServices) {
    super(services);
    this.#isServing = services.lsp.Connection !== undefined;
  }

  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    token: Cancellation.CancellationToken,
  ): Promise<void> {
    const all = [...documents];
    for (const document of all) {
      await this.runCancelable([document], DocumentState.Parsed, token, (each) =>
        this.langiumDocumentFactory.update(each, token),
      );
      for (const uri of importedUris(document)) {
        if (this.langiumDocuments.hasDocument(uri) || !(await this.#exists(uri))) continue;
        all.push(await this.langiumDocuments.getOrCreateDocument(uri, token));
      }
    }
    return super.buildDocuments(all, options, token);
  }

  /** Names lead nowhere but into the file and what it imports. */
  protected override shouldRelink(document: LangiumDocument, changedUris: Set<string>): boolean {
    const seen = new Set([document.uri.toString()]);
    const importsChanged = (each: LangiumDocument): boolean =>
      importedUris(each).some((uri) => {
        const name = uri.toString();
        if (changedUris.has(name)) return true;
        if (seen.has(name)) return false;
        seen.add(name);
        const imported = this.langiumDocuments.getDocument(uri);
        return imported !== undefined && importsChanged(imported);
      });
    return importsChanged(document);
  }

  /** What was opened just now is waited for too: an editor asks for lenses and hints at once, and only once. */
  protected override awaitDocumentState(
    state: DocumentState,
    uri: URI,
    token: Cancellation.CancellationToken,
  ): Promise<URI> {
    const isOpen = this.textDocuments?.get(uri) !== undefined;
    if (this.langiumDocuments.hasDocument(uri) || !isOpen) return super.awaitDocumentState(state, uri, token);
    return new Promise((resolve) => {
      const parsed = this.onDocumentPhase(DocumentState.Parsed, (document) => {
        if (!UriUtils.equals(document.uri, uri)) return;
        parsed.dispose();
        resolve(super.awaitDocumentState(state, uri, token));
      });
    });
  }

  /** Checking runs all scenarios of a file; without a connection nobody opens documents, so all are checked. */
  protected override shouldValidate(document: LangiumDocument): boolean {
    if (this.#isServing && this.textDocuments?.get(document.uri) === undefined) return false;
    return super.shouldValidate(document);
  }

  async #exists(uri: URI): Promise<boolean> {
    return this.textDocuments?.get(uri) !== undefined || (await this.fileSystemProvider.exists(uri));
  }
}

export class UpdateHandler extends DefaultDocumentUpdateHandler {
  readonly #services: LangiumSharedServices;

  constructor(services: LangiumSharedServices) {
    super(services);
    this.#services = services;
  }

  /** Of all other files it matters only that a folder has gone. */
  protected override getWatchers(): FileSystemWatcher[] {
    const deletions = 4;
    return [{ globPattern: "**/*.lightcone" }, { globPattern: "**/*", kind: deletions }];
  }

  /** A file that is gone from the disk is still there while it is open. */
  override didChangeWatchedFiles({ changes }: DidChangeWatchedFilesParams): void {
    const { TextDocuments: open } = this.#services.workspace;
    super.didChangeWatchedFiles({ changes: changes.filter(({ uri }) => open?.get(uri) === undefined) });
  }

  /** What counts from then on is what stands on the disk, if anything does. */
  didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    const uri = URI.parse(document.uri);
    void this.#services.lsp.Connection?.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    void this.#services.workspace.FileSystemProvider.exists(uri).then((exists) =>
      exists ? this.fireDocumentUpdate([uri], []) : this.fireDocumentUpdate([], [uri]),
    );
  }
}
