// Starts the language server on a connection that somebody has made: the command line over standard input and output, the
// extension's own process, one day a web worker. Nothing here or beside it needs Node.

import type { FileSystemProvider } from "langium";
import { startLanguageServer } from "langium/lsp";
import type { Connection } from "vscode-languageserver";
import { createLanguageServices } from "./module.ts";
import { answerRequests } from "./requests.ts";

export function startServer(connection: Connection, fileSystemProvider: () => FileSystemProvider): void {
  const { shared, judgements } = createLanguageServices({ connection, fileSystemProvider });
  answerRequests(connection, shared, judgements);
  startLanguageServer(shared);
}
