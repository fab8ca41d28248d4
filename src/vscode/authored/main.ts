// Entry of a bundle of its own: the host's part for the authored language (.lightcone), loaded when first needed (see
// languages/authored.ts). Further features of authored texts are started here. What the extension has made already comes in
// `AuthoredHost`: of the other folders only types and constants are imported, since code would be here a second time.

import { registerAuthoredCommands } from "./commands.ts";
import type { AuthoredHost } from "./host.ts";
import { LanguageServer } from "./languageServer.ts";

/** What runs, for other features and for tests. */
export interface Authored extends Pick<LanguageServer, "request"> {
  dispose(): void;
}

export async function start(host: AuthoredHost): Promise<Authored> {
  const server = new LanguageServer(host);
  await server.start();
  const commands = registerAuthoredCommands(host, server);
  return {
    request: (name, params) => server.request(name, params),
    dispose: () => {
      commands.dispose();
      server.dispose();
    },
  };
}
