// The reader thread's work, without the thread: whatever way a file comes, what is handed over part by part is what reading
// in place gives; further wishes need no second reading; a file that cannot be read is told in words.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { type OpenedWith, openWith } from "../../src/core/analysis/openedWith.ts";
import type { Payload } from "../../src/core/trace/trace.ts";
import type { FileToRead, ReaderToHost } from "../../src/protocol/reading.ts";
import { Reader } from "../../src/reader/reader.ts";
import { openSources } from "../support/openSources.ts";
import { fixturePath, fixtureText, textSource } from "../support/textSource.ts";

const folder = mkdtempSync(join(tmpdir(), "lightcone-reader-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const WISHES = { further: [], clockOffsets: {} };

/** Takes what the reader posts, asking for part after part, as the host does. */
class Host {
  readonly reader: Reader;
  readonly failures: string[] = [];
  #opened: OpenedWith | undefined;
  #strings: string[] = [];
  #payloads: Payload[] = [];
  parts = 0;

  constructor() {
    this.reader = new Reader((message) => this.#take(structuredClone(message)));
  }

  get opened(): OpenedWith | undefined {
    const opened = this.#opened;
    if (opened?.trace === undefined) return opened;
    return { ...opened, trace: { ...opened.trace, strings: this.#strings, payloads: this.#payloads } };
  }

  #take(message: ReaderToHost): void {
    if (message.type === "failed") this.failures.push(message.words);
    if (message.type === "opened") {
      this.#opened = message.opened;
      this.#strings = [];
      this.#payloads = [];
    }
    if (message.type === "part") {
      this.parts++;
      this.#strings.push(...message.strings);
      this.#payloads.push(...message.payloads);
      if (message.strings.length + message.payloads.length === 0) return;
    }
    if (message.type === "opened" || message.type === "part") void this.reader.receive({ type: "next" });
  }
}

async function inPlace(name: string, text: string): Promise<OpenedWith> {
  const { reading, ...opened } = await openWith(await openSources([textSource(name, text)]), WISHES);
  return { ...opened, reading: { claims: reading.claims, executions: reading.executions } };
}

async function read(...files: FileToRead[]): Promise<Host> {
  const host = new Host();
  await host.reader.receive({ type: "open", files, options: {}, wishes: WISHES });
  return host;
}

describe("the reader", () => {
  const names = ["zipkin/ok.json", "otlp/ok.jsonl", "lctrace/everything.lctrace"];

  it("hands over what reading in place gives: from a path, a text, bytes, and packed", async () => {
    for (const fixture of names) {
      const text = fixtureText(fixture);
      const name = `file:///${fixture}`;
      const expected = await inPlace(name, text);
      assert.ok(expected.trace !== undefined && expected.trace.events.time.length > 0, fixture);
      const packed = join(folder, "packed.gz");
      writeFileSync(packed, gzipSync(text));
      const contents: readonly FileToRead["content"][] = [
        { kind: "path", path: fixturePath(fixture) },
        { kind: "path", path: packed },
        { kind: "text", text },
        { kind: "bytes", bytes: new TextEncoder().encode(text) },
        { kind: "bytes", bytes: gzipSync(text) },
      ];
      for (const content of contents) {
        const host = await read({ name, content });
        assert.deepEqual(host.failures, []);
        assert.deepEqual(host.opened, expected, `${fixture} as ${content.kind}`);
      }
    }
  });

  it("hands long lists over in parts", async () => {
    const lines = ['{"lctrace":1,"name":"long","timeUnit":"ms","processes":["P"]}'];
    for (let i = 0; i < 50_000; i++) lines.push(`{"p":"P","t":${i},"label":"step ${i}"}`);
    const text = lines.join("\n");
    const host = await read({ name: "long.lctrace", content: { kind: "text", text } });
    assert.deepEqual(host.opened?.trace?.strings, (await inPlace("long.lctrace", text)).trace?.strings);
    assert.equal(host.parts, 4);
  });

  it("does further wishes without the files, and forgets nothing by them", async () => {
    const text = fixtureText("lctrace/everything.lctrace");
    const host = await read({ name: "ok.lctrace", content: { kind: "text", text } });
    const initiator = host.opened?.trace?.processes[0].name ?? "";
    const own = host.opened?.trace?.snapshots.length ?? 0;
    for (const further of [[{ initiators: [initiator], time: 1 }], []]) {
      await host.reader.receive({ type: "open", options: {}, wishes: { further, clockOffsets: {} } });
      assert.equal(host.opened?.trace?.snapshots.length, own + further.length);
    }
    assert.deepEqual(host.failures, []);
  });

  it("tells in words what cannot be read", async () => {
    const missing = await read({
      name: "file:///gone",
      content: { kind: "path", path: join(folder, "gone") },
    });
    assert.match(missing.failures[0], /^file:\/\/\/gone: ENOENT/);
    const broken = gzipSync(fixtureText("zipkin/ok.json")).subarray(0, 40);
    const cut = await read({ name: "file:///cut.gz", content: { kind: "bytes", bytes: broken } });
    assert.match(cut.failures[0], /unexpected end of file/);
  });
});
