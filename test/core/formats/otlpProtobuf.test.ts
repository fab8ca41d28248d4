// OTLP as protobuf: the same trace as from JSON, in pieces of any length, with and without lengths before the messages;
// broken bytes are told, and what stands around them is read.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Source } from "../../../src/core/formats/format.ts";
import { otlp } from "../../../src/core/formats/otlp.ts";
import { detectFormat } from "../../../src/core/formats/readSources.ts";
import { FORMATS } from "../../../src/core/formats/registry.ts";
import { type OtlpSpan, resourceSpansBytes } from "../../support/otlpBytes.ts";
import { counts, lineOf, messageTexts, readSources, soundTrace } from "../../support/spanTraces.ts";

const TRACE = "5b8efff798038103d269b633813fc60c";
const GROUPS: readonly (readonly [string, readonly OtlpSpan[]])[] = [
  [
    "shop",
    [
      {
        ...{ traceId: TRACE, spanId: "eee19b7ec3c1b101", name: "order", kind: 3 },
        ...{ startTimeUnixNano: "1700000000123456781", endTimeUnixNano: "1700000000999999999" },
        events: [{ timeUnixNano: "1700000000123456782", name: "dialled" }],
      },
    ],
  ],
  [
    "bank",
    [
      {
        ...{
          traceId: TRACE,
          spanId: "eee19b7ec3c1b102",
          parentSpanId: "eee19b7ec3c1b101",
          name: "pay Zürich",
          kind: 2,
        },
        ...{ startTimeUnixNano: "1700000000123456783", endTimeUnixNano: "1700000000123456789" },
        status: { code: 2 },
      },
      {
        ...{
          traceId: "5b8efff798038103d269b633813fc60d",
          spanId: "eee19b7ec3c1b103",
          name: "audit",
          kind: 5,
        },
        ...{ startTimeUnixNano: "1700000001000000000", endTimeUnixNano: "1700000001000000001" },
        links: [{ traceId: TRACE, spanId: "eee19b7ec3c1b101" }],
      },
    ],
  ],
];

const bytes = Buffer.concat(GROUPS.map(([service, spans]) => resourceSpansBytes(service, spans)));
const json = JSON.stringify({
  resourceSpans: GROUPS.map(([service, spans]) => ({
    resource: { attributes: [{ key: "service.name", value: { stringValue: service } }] },
    scopeSpans: [{ spans }],
  })),
});

function source(content: Uint8Array, piece = 1 << 16): Source {
  return {
    name: "spans.binpb",
    size: content.length,
    async *text() {
      yield new TextDecoder().decode(content);
    },
    async *bytes() {
      for (let at = 0; at < content.length; at += piece) yield content.subarray(at, at + piece);
    },
  };
}

const withLength = (message: Uint8Array): Uint8Array => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  return Buffer.concat([length, message]);
};

describe("protobuf", () => {
  it("gives the trace that JSON gives, in pieces of any length", async () => {
    const expected = await soundTrace(otlp, json);
    const [first, second] = GROUPS.map(([service, spans]) => resourceSpansBytes(service, spans));
    const framed = Buffer.concat([withLength(first), withLength(second)]);
    for (const content of [bytes, framed]) {
      for (const piece of [1, 7, 100, 1 << 16]) {
        const { trace, problems } = await readSources(otlp, [source(content, piece)]);
        assert.deepEqual(problems, []);
        assert.deepEqual([counts(trace!), messageTexts(trace!)], [counts(expected), messageTexts(expected)]);
        assert.deepEqual(lineOf(trace!, "bank"), lineOf(expected, "bank"));
      }
    }
    assert.deepEqual(messageTexts(expected), [
      "bank pay Zürich (failed)@8 -> shop order (end)@876543218",
      "shop order@0 -> bank audit@876543219",
      "shop order@0 -> bank pay Zürich@2",
    ]);
  });

  it("is known by its content, and may be mixed with JSON", async () => {
    assert.equal(detectFormat(new TextDecoder().decode(bytes), "unknown", FORMATS), otlp);
    assert.equal(detectFormat(new TextDecoder().decode(withLength(bytes)), "unknown", FORMATS), otlp);
    const [first, second] = GROUPS;
    const rest = JSON.stringify({
      resourceSpans: [
        {
          resource: { attributes: [{ key: "service.name", value: { stringValue: second[0] } }] },
          scopeSpans: [{ spans: second[1] }],
        },
      ],
    });
    const text: Source = {
      name: "rest.json",
      async *text() {
        yield rest;
      },
    };
    const { trace } = await readSources(otlp, [source(resourceSpansBytes(...first)), text]);
    assert.deepEqual(messageTexts(trace!), messageTexts(await soundTrace(otlp, json)));
  });

  it("says so where the host has only text", async () => {
    const { bytes: _, ...textOnly } = source(bytes);
    const { trace, problems } = await readSources(otlp, [textOnly]);
    assert.equal(trace, undefined);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["protobuf", "no-spans"],
    );
  });
});

describe("broken bytes", () => {
  it("a broken part costs itself only", async () => {
    const [first, second] = GROUPS.map(([service, spans]) => resourceSpansBytes(service, spans));
    const broken = Buffer.from([0x0a, 0x04, 0x12, 0x7f, 0x01, 0x02]);
    const { trace, problems } = await readSources(otlp, [source(Buffer.concat([first, broken, second]))]);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["protobuf"],
    );
    assert.equal(counts(trace!).messages, 3);
  });

  it("never throw, whatever they are", async () => {
    const damage = fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })), {
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(
        damage,
        fc.nat({ max: bytes.length }),
        fc.integer({ min: 1, max: 200 }),
        async (spots, cut, piece) => {
          const content = Buffer.from(bytes);
          for (const [at, value] of spots) content[at] = value;
          await readSources(otlp, [source(content.subarray(0, cut), piece)]);
        },
      ),
      { seed: 233, numRuns: 3000 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (content) => {
        await readSources(otlp, [source(Buffer.concat([bytes.subarray(0, 60), content]), 50)]);
      }),
      { seed: 377, numRuns: 1000 },
    );
  });
});
