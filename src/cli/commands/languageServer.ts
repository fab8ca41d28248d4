// `lightcone language-server`: the authored language for any editor that speaks the Language Server Protocol. The server's
// code is loaded only here; what it can do stands in language/lightcone/server.

import { type Command, Failure } from "../command.ts";

export const languageServer: Command = {
  name: "language-server",
  summary: "Serves editors that speak the Language Server Protocol with the authored language.",
  usage: "--stdio",
  options: [{ name: "stdio", words: "speak over standard input and output" }],
  example: "language-server --help",
  run: async (_files, options) => {
    if (options.stdio !== true)
      throw new Failure("give --stdio: the server speaks over standard input and output");
    const { createConnection, ProposedFeatures } = await import("vscode-languageserver/node");
    const { NodeFileSystem } = await import("langium/node");
    const { startServer } = await import("../../language/lightcone/server/start.ts");
    const connection = createConnection(ProposedFeatures.all);
    startServer(connection, NodeFileSystem.fileSystemProvider);
    // The editor ends the process.
    return new Promise<number>(() => {});
  },
};
