// The language server over standard input and output, as an editor other than VS Code starts it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { it } from "node:test";
import { lightcone, ROOT } from "./run.ts";

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly diagnostics?: readonly { readonly code: string }[] };
  readonly result?: { readonly capabilities?: Readonly<Record<string, unknown>> } & Readonly<
    Record<string, unknown>
  >;
}

it("says what it can do, reports what is wrong with an open text, and ends when it is told to", async () => {
  const server = spawn(process.execPath, [join(ROOT, "dist/cli.js"), "language-server", "--stdio"]);
  const send = (message: object): void => {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const received: Message[] = [];
  let rest = Buffer.alloc(0);
  server.stdout.on("data", (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const head = /^Content-Length: (\d+)\r\n\r\n/.exec(rest.toString("latin1"));
      const length = Number(head?.[1]);
      if (head === null || rest.length < head[0].length + length) return;
      const message: Message = JSON.parse(rest.subarray(head[0].length, head[0].length + length).toString());
      rest = rest.subarray(head[0].length + length);
      received.push(message);
      if (message.id === 1) {
        send({ method: "initialized", params: {} });
        const textDocument = {
          uri: "file:///a.lightcone",
          languageId: "lightcone",
          version: 1,
          text: "process P\nsnapshot by R",
        };
        send({ method: "textDocument/didOpen", params: { textDocument } });
      } else if (message.method === "textDocument/publishDiagnostics") {
        const edit = { kind: "add", process: "P", time: 3, step: { kind: "local", label: "waits" } };
        const params = { uri: "file:///a.lightcone", version: 1, edit };
        send({ id: 3, method: "lightcone/editScenario", params });
      } else if (message.id === 3) {
        send({ id: 2, method: "shutdown" });
      } else if (message.id === 2) {
        send({ method: "exit" });
      }
    }
  });
  const ended = new Promise<number | null>((resolve) => server.on("exit", resolve));
  send({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
  assert.equal(await ended, 0);
  const capabilities = received.find(({ id }) => id === 1)?.result?.capabilities ?? {};
  for (const name of [
    "completionProvider",
    "renameProvider",
    "codeLensProvider",
    "inlayHintProvider",
    "semanticTokensProvider",
  ]) {
    assert.ok(capabilities[name], name);
  }
  const published = received.find(({ method }) => method === "textDocument/publishDiagnostics");
  assert.deepEqual(
    published?.params?.diagnostics?.map(({ code }) => code),
    ["unknown-process"],
  );
  assert.deepEqual(received.find(({ id }) => id === 3)?.result, {
    kind: "changes",
    changes: [{ start: 10, end: 10, text: 'P does "waits" at 3\n' }],
    words: "added at tick 3",
  });
});

it("wants to be told the way to speak", () => {
  const { status, error } = lightcone(["language-server"]);
  assert.equal(status, 2);
  assert.match(error, /--stdio/);
});
