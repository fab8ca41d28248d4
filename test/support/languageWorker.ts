// The language server as a web worker host would start it: in a worker, spoken to by messages, with files that the other side
// tells of. worker.test.ts bundles it for a browser.

import { EmptyFileSystem } from "langium";
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { startServer } from "../../src/language/lightcone/server/start.ts";

const scope = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));
startServer(connection, EmptyFileSystem.fileSystemProvider);
