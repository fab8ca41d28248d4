// Random span trees with correct clocks: whatever the format, happened-before has no circle, every message goes forward
// in time, every line is sorted by time, and starts, ends and span events are there once each.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Format } from "../../../../src/core/formats/format.ts";
import { jaeger } from "../../../../src/core/formats/jaeger.ts";
import { lctrace } from "../../../../src/core/formats/lctrace.ts";
import { otlp } from "../../../../src/core/formats/otlp.ts";
import { zipkin } from "../../../../src/core/formats/zipkin.ts";
import { linearOrder } from "../../../../src/core/trace/clocks.ts";
import { NONE } from "../../../../src/core/trace/ids.ts";
import type { Trace } from "../../../../src/core/trace/trace.ts";
import { asJaeger, asOtlp, asZipkin, type RandomSpan, randomSpans } from "../../../support/randomSpans.ts";
import { counts, lineOf, soundTrace } from "../../../support/spanTraces.ts";

const FORMATS: readonly {
  readonly format: Format;
  readonly write: (spans: readonly RandomSpan[]) => string;
  /** Units of the file's time in one of the trace's, and whether the format has links. */
  readonly scale: number;
  readonly links: boolean;
}[] = [
  { format: zipkin, write: asZipkin, scale: 1, links: false },
  { format: jaeger, write: asJaeger, scale: 1, links: true },
  { format: otlp, write: asOtlp, scale: 1000, links: true },
];

/** The messages that a tree must give, by its definition. */
function messagesOf(spans: readonly RandomSpan[], links: boolean): number {
  let messages = 0;
  for (const span of spans) {
    const parent = spans[span.parent];
    if (parent !== undefined && parent.process !== span.process) {
      const calls = parent.kind !== "PRODUCER" && span.kind !== "CONSUMER";
      messages += 1 + Number(calls && span.end <= parent.end);
    }
    const linked = spans[span.link];
    if (links && linked !== undefined && linked !== parent && linked.process !== span.process) messages++;
  }
  return messages;
}

function checkTrace(trace: Trace, spans: readonly RandomSpan[], scale: number, links: boolean): void {
  const { time, process } = trace.events;
  const { send, receive } = trace.messages;
  assert.equal(linearOrder(trace).cyclic, 0);
  for (let m = 0; m < send.length; m++) assert.ok(send[m] !== NONE && time[send[m]] <= time[receive[m]]);
  for (let event = 1; event < time.length; event++)
    assert.ok(process[event] !== process[event - 1] || time[event - 1] <= time[event]);
  assert.equal(send.length, messagesOf(spans, links));
  const origin = Math.min(...spans.map(({ start }) => start));
  for (const p of [0, 1, 2]) {
    const expected = spans.flatMap(({ start, end, events, ...span }, i) =>
      span.process !== p
        ? []
        : [[`s${i}`, start], [`s${i} (end)`, end], ...events.map((at) => ["note", at])].map(
            ([label, at]) => `${label}@${(Number(at) - origin) * scale}`,
          ),
    );
    const found = expected.length === 0 ? [] : lineOf(trace, `p${p}`);
    assert.deepEqual(found.toSorted(), expected.toSorted());
  }
}

describe("random spans with correct clocks", () => {
  for (const { format, write, scale, links } of FORMATS) {
    it(`as ${format.name}`, async () => {
      await fc.assert(
        fc.asyncProperty(randomSpans, async (spans) => {
          const trace = await soundTrace(format, write(spans));
          checkTrace(trace, spans, scale, links);
        }),
        { seed: 4181, numRuns: 1000 },
      );
    });

    it(`as ${format.name}, in any order of the file`, async () => {
      await fc.assert(
        fc.asyncProperty(randomSpans, fc.infiniteStream(fc.nat()), async (spans, numbers) => {
          const order = spans.map((_, i) => i).toSorted(() => (numbers.next().value % 2 === 0 ? 1 : -1));
          const place = spans.map((_, i) => order.indexOf(i));
          const moved = order.map((i) => ({
            ...spans[i],
            parent: place[spans[i].parent] ?? -1,
            link: place[spans[i].link] ?? -1,
          }));
          checkTrace(await soundTrace(format, write(moved)), moved, scale, links);
        }),
        { seed: 4182, numRuns: 300 },
      );
    });

    it(`as ${format.name}, written as .lctrace and read again`, async () => {
      await fc.assert(
        fc.asyncProperty(randomSpans, async (spans) => {
          const trace = await soundTrace(format, write(spans));
          const again = await soundTrace(lctrace, [...(lctrace.write?.(trace) ?? [])].join(""));
          assert.deepEqual(counts(again), counts(trace));
        }),
        { seed: 4183, numRuns: 200 },
      );
    });
  }
});
