// The host's side of the reader thread, on threads of a few lines: it collects what comes in parts, and ends what is given
// up (also before it begins), what fails, and what gives no sign of life; the next request gets a thread that works.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { HostToReader } from "../../src/protocol/reading.ts";
import { ReaderThread, type Watcher } from "../../src/vscode/platform/thread/readerThread.ts";
import { TookTooLong } from "../../src/vscode/platform/tookTooLong.ts";

const folder = mkdtempSync(join(tmpdir(), "lightcone-thread-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A thread that does what the request's first file says, and gives its requests' count as the number of verdicts. */
const SCRIPT = `
const { parentPort } = require("node:worker_threads");
let requests = 0;
parentPort.on("message", (message) => {
  if (message.type === "next") return parentPort.postMessage({ type: "part", strings: [], payloads: [] });
  requests++;
  const what = message.files?.[0].name ?? "answer";
  if (what === "fail") return parentPort.postMessage({ type: "failed", words: "no such file" });
  if (what === "throw") throw new Error("broken");
  if (what === "hang") for (;;);
  if (what === "sleep") return;
  parentPort.postMessage({ type: "progress", words: "reading", fraction: 0.5 });
  const opened = { reading: { claims: [] }, problems: [], findings: [], verdicts: [], cuts: [], expectations: [], applied: [requests] };
  parentPort.postMessage({ type: "opened", opened });
});`;
const script = join(folder, "thread.cjs");
writeFileSync(script, SCRIPT);

type Open = Extract<HostToReader, { type: "open" }>;
const request = (what: string): Open => ({
  type: "open",
  files: [{ name: what, content: { kind: "text", text: "" } }],
  options: {},
  wishes: { further: [], clockOffsets: {} },
});
const watcher = (given: Partial<Watcher> = {}): Watcher => ({
  progress: () => {},
  onCancel: () => () => {},
  patience: 60_000,
  ...given,
});

describe("the reader's thread", () => {
  const thread = new ReaderThread(script);
  after(() => thread.end());

  it("answers, tells its progress, and is the same for the next request", async () => {
    const told: string[] = [];
    const first = await thread.open(request("answer"), watcher({ progress: (words) => told.push(words) }));
    assert.deepEqual([first.applied, told, thread.hasRead], [[1], ["reading"], true]);
    assert.deepEqual((await thread.open(request("answer"), watcher())).applied, [2]);
  });

  it("ends where it fails, and a new one answers", async () => {
    await assert.rejects(thread.open(request("fail"), watcher()), /no such file/);
    assert.equal(thread.hasRead, false);
    await assert.rejects(thread.open(request("throw"), watcher()), /broken/);
    assert.deepEqual((await thread.open(request("answer"), watcher())).applied, [1]);
  });

  it("ends where it hangs", async () => {
    await assert.rejects(thread.open(request("hang"), watcher({ patience: 200 })), TookTooLong);
    assert.deepEqual((await thread.open(request("answer"), watcher())).applied, [1]);
  });

  it("ends when it is given up, also before it begins, and takes its callback back", async () => {
    const reason = new Error("given up");
    let isListening = false;
    const later = watcher({
      onCancel: (end) => {
        isListening = true;
        setTimeout(() => end(reason), 50);
        return () => {
          isListening = false;
        };
      },
    });
    await assert.rejects(thread.open(request("sleep"), later), reason);
    assert.equal(isListening, false);
    const atOnce = watcher({
      onCancel: (end) => {
        end(reason);
        return () => {};
      },
    });
    await assert.rejects(thread.open(request("answer"), atOnce), reason);
    assert.deepEqual((await thread.open(request("answer"), watcher())).applied, [1]);
  });
});
