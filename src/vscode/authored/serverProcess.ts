// The client with its server as a process of its own. The one file here that needs Node: a host in a web worker would start
// a worker in its place.

import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from "vscode-languageclient/node";

/** `script`: the path of the server's bundle. The process starts with the client. */
export function serverProcess(script: string, options: LanguageClientOptions): LanguageClient {
  // A syntax tree is many small objects: with room for those of some keystrokes less is copied.
  const memory = { execArgv: ["--max-semi-space-size=32"] };
  const server = { module: script, transport: TransportKind.ipc, options: memory };
  const servers: ServerOptions = {
    run: server,
    debug: { ...server, options: { execArgv: ["--nolazy", "--inspect=6009"] } },
  };
  return new LanguageClient("lightcone", "Lightcone", servers, options);
}
