// SVG text: one picture as a fixture, and for all others that they are well-formed, safe and repeatable.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { traceToSvg } from "../../../src/core/diagram/svg.ts";
import { randomTrace } from "../../support/randomTrace.ts";
import { traceFromText } from "../../support/traceFromText.ts";
import { cutPicture, THREE_PROCESSES, THREE_PROCESSES_OPTIONS } from "./picture.ts";

const GOLDEN = new URL("../../fixtures/diagram/three-processes.svg", import.meta.url);

test("a small trace gives the picture in the fixture (UPDATE_FIXTURES=1 writes it anew)", () => {
  const { trace } = traceFromText(THREE_PROCESSES, THREE_PROCESSES_OPTIONS);
  const svg = traceToSvg(trace, { cut: cutPicture(trace, 0, "Snapshot 0") });
  if (process.env["UPDATE_FIXTURES"] === "1") writeFileSync(GOLDEN, svg);
  assert.equal(svg, readFileSync(GOLDEN, "utf8"));
});

test("nothing in a trace becomes markup", () => {
  const { trace } = traceFromText(`<script>alert(1)</script> -a--\n"'&\u0001]]> --A-`);
  const svg = traceToSvg(trace, { cut: cutPicture(trace, Uint32Array.of(0, 0), "</text><script>") });
  assert.ok(!svg.includes("<script"));
  assert.ok(!svg.includes("\u0001"));
  assertBalanced(svg);
});

test("every theme and orientation gives well-formed text of bounded length, twice the same", () => {
  const trace = randomTrace({ seed: 2, processes: 12, events: 50_000 });
  for (const theme of ["light", "dark"] as const) {
    for (const orientation of ["right", "down"] as const) {
      const svg = traceToSvg(trace, { theme, orientation });
      assertBalanced(svg);
      assert.ok(svg.length < 4_000_000, `${svg.length} characters`);
      assert.ok(!/NaN|Infinity|undefined/.test(svg));
      assert.equal(svg, traceToSvg(trace, { theme, orientation }));
    }
  }
});

test("a trace with no events, and one with no processes, are pictures too", () => {
  for (const picture of ["P ---", "P -*-"]) {
    const svg = traceToSvg(traceFromText(picture).trace);
    assertBalanced(svg);
    assert.ok(!/NaN|Infinity/.test(svg));
  }
});

/** Every element that is opened is closed, in order; every attribute is quoted. */
function assertBalanced(svg: string): void {
  const open: string[] = [];
  for (const [, close, name, attributes, self] of svg.matchAll(
    /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (close === "/") assert.equal(open.pop(), name);
    else if (self !== "/") open.push(name);
    assert.ok(attributes !== undefined);
  }
  assert.deepEqual(open, []);
  assert.equal(svg.replaceAll(/<\/?[a-zA-Z]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g, "").includes("<"), false);
}
