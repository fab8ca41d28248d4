// Entry of the language server's bundle, which the extension runs as a process of its own and speaks to through messages.
// What it can do stands in language/lightcone/server.

import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "../language/lightcone/server/start.ts";
import { ClientFiles } from "./clientFiles.ts";

const connection = createConnection(ProposedFeatures.all);
startServer(connection, () => new ClientFiles(connection));
