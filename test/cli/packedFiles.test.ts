// The command line reads what is packed with gzip, and bytes that are no text.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { resourceSpansBytes } from "../support/otlpBytes.ts";
import { fixturePath } from "../support/textSource.ts";
import { lightcone } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "lightcone-packed-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function info(name: string, content: Uint8Array) {
  const file = join(folder, name);
  writeFileSync(file, content);
  return lightcone(["info", file, "--json"]);
}

const eventsOf = (out: string): number => JSON.parse(out).events;

describe("files that are no plain text", () => {
  const zipkin = readFileSync(fixturePath("zipkin/ok.json"));
  const span = {
    traceId: "a1".repeat(16),
    spanId: "b1".repeat(8),
    name: "s",
    startTimeUnixNano: "5",
    endTimeUnixNano: "6",
  };
  const otlp = resourceSpansBytes("shop", [span]);

  it("a packed text reads as the text", () => {
    const [plain, packed] = [info("a.json", zipkin), info("a.json.gz", gzipSync(zipkin))];
    assert.deepEqual([plain.status, packed.status], [0, 0]);
    assert.equal(eventsOf(packed.out), eventsOf(plain.out));
  });

  it("protobuf, plain and packed", () => {
    for (const [name, content] of [["a.binpb", otlp] as const, ["a.binpb.gz", gzipSync(otlp)] as const]) {
      const { status, out } = info(name, content);
      assert.deepEqual([status, eventsOf(out)], [0, 2]);
    }
  });

  it("a packed file that is cut off is one clear error", () => {
    const { status, error } = info("cut.gz", gzipSync(zipkin).subarray(0, 100));
    assert.equal(status, 2);
    assert.match(error, /^[^\n]*cut\.gz:1:1: cannot be read: [^\n]+\n$/);
  });
});
