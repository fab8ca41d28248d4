// Gaps: what the clocks of a log say is missing stands where it belongs, is kept by copies and by our own format, and is
// drawn without being put in anything's place.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openReplay } from "../../../src/core/analysis/opened.ts";
import { lctrace } from "../../../src/core/formats/lctrace.ts";
import { shiviz } from "../../../src/core/formats/shiviz.ts";
import { firstGapAt, missingAt } from "../../../src/core/trace/gaps.ts";
import type { ProcessId } from "../../../src/core/trace/ids.ts";
import { EMPTY_STATE } from "../../../src/core/trace/localState.ts";
import { eventCountOf, type Trace } from "../../../src/core/trace/trace.ts";
import { TraceBuilder } from "../../../src/core/trace/traceBuilder.ts";
import { textSource } from "../../support/textSource.ts";
import { pictureOf } from "../diagram/picture.ts";

/** A begins with its third event, lacks two in the middle, and B knows of one more after A's last. */
const LOG = `A {"A":3}
first
A {"A":4, "B":1}
second
A {"A":7}
last
B {"B":1}
begins
B {"B":2, "A":9}
ends
`;

async function read(text: string, name: string, format = shiviz): Promise<Trace> {
  const reading = await format.read([textSource(name, text)], { report: () => {} });
  assert.ok(reading?.trace !== undefined);
  return reading.trace;
}

/** `A 0:2 3:1`: of each process with gaps, before which event how many are missing. */
function gapsOf(trace: Trace): string[] {
  return trace.processes.flatMap(({ name }, p) => {
    const places = Array.from({ length: eventCountOf(trace, p) + 1 }, (_, place) => place);
    const gaps = places.filter((place) => missingAt(trace, p, place) > 0);
    return gaps.length === 0
      ? []
      : [`${name} ${gaps.map((at) => `${at}:${missingAt(trace, p, at)}`).join(" ")}`];
  });
}

describe("gaps", () => {
  it("are where a clock starts late, has a hole, or is known to go on", async () => {
    assert.deepEqual(gapsOf(await read(LOG, "late.log")), ["A 0:2 2:2 3:2"]);
    assert.deepEqual(gapsOf(await read('A {"A":1}\nx\nA {"A":2}\ny\n', "whole.log")), []);
  });

  it("are found by process and place, as looking at each of them finds them", () => {
    const builder = new TraceBuilder("gaps", "tick");
    const expected = new Map<string, number>();
    for (let p = 0; p < 5; p++) {
      const process = builder.addProcess(`P${p}`, EMPTY_STATE);
      for (let i = 0; i < 6; i++) {
        if ((i * 7 + p * 3) % 4 === 0) {
          builder.addGap(process, i + p + 1);
          expected.set(`${p} ${i}`, i + p + 1);
        }
        builder.addEvent(process, i, 0, 0, 0);
      }
      if (p % 2 === 0) {
        builder.setMissingAtEnd(process, 9);
        expected.set(`${p} 6`, 9);
      }
    }
    const saved = builder.save();
    const again = new TraceBuilder("gaps", "tick");
    again.restore(saved);
    for (const trace of [builder.build(), again.build()]) {
      assert.equal(trace.gaps.process.length, expected.size);
      for (let p = 0; p < 5; p++) {
        for (let place = 0; place <= 6; place++) {
          assert.equal(missingAt(trace, p, place), expected.get(`${p} ${place}`) ?? 0);
          const { process, after } = trace.gaps;
          const first = [...process.keys()].find(
            (gap) => process[gap] > p || (process[gap] === p && after[gap] >= place),
          );
          assert.equal(firstGapAt(trace, p, place), first ?? process.length);
        }
      }
    }
  });

  it("are written and read again, and stay when a snapshot is replayed over the trace", async () => {
    const trace = await read(LOG, "late.log");
    assert.ok(lctrace.write);
    const again = await read([...lctrace.write(trace)].join(""), "late.lctrace", lctrace);
    assert.deepEqual(again.gaps, trace.gaps);
    const replayed = await openReplay(trace, {
      initiators: [0 as ProcessId],
      at: 0,
      latency: { kind: "fixed", value: 1 },
    });
    const names = gapsOf(replayed?.trace ?? trace).join();
    assert.match(names, /^A \d:2 \d:2 \d:2$/);
    assert.equal(replayed?.trace?.gaps.process.length, 3);
  });

  it("interrupt the process's line and are counted on it", async () => {
    const trace = await read(LOG, "late.log");
    const { scene } = pictureOf(trace, { axis: "logical" });
    const lines = scene.lines.filter(({ y1 }) => y1 === scene.gaps[0].y1);
    assert.deepEqual(
      scene.gaps.map(({ process, missing, isAtEnd }) => [process, missing, isAtEnd]),
      [
        [0, 2, false],
        [0, 2, false],
        [0, 2, true],
      ],
    );
    const [lanes, gaps] = ["lane", "gap"].map((role) => lines.filter((line) => line.role === role));
    for (const lane of lanes) {
      for (const gap of gaps)
        assert.ok(lane.x2 <= gap.x1 || lane.x1 >= gap.x2, "no line where something is missing");
    }
    assert.equal(gaps.length, 3);
    assert.ok(scene.labels.some(({ text }) => text === "2 missing"));
  });

  it("of any number are drawn by as many lines as there is room for", () => {
    const builder = new TraceBuilder("holes", "tick");
    const process = builder.addProcess("P", EMPTY_STATE);
    for (let i = 0; i < 50_000; i++) {
      builder.addGap(process, 1);
      builder.addEvent(process, i, 0, 0, 0);
    }
    const { scene } = pictureOf(builder.build());
    assert.ok(scene.gaps.length > 50 && scene.gaps.length < 600, `${scene.gaps.length} gaps`);
  });
});
