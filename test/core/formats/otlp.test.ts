// OTLP: every way of writing ids, enums and 64-bit times gives the same trace; the samples, with counts worked out apart.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { otlp } from "../../../src/core/formats/otlp.ts";
import { NONE } from "../../../src/core/trace/ids.ts";
import { counts, lineOf, messageTexts, readText, sampleText, soundTrace } from "../../support/spanTraces.ts";

const TRACE = "5b8efff798038103d269b633813fc60c";
const CALLER = "eee19b7ec3c1b101";
const CALLED = "eee19b7ec3c1b102";
const base64 = (hex: string): string => Buffer.from(hex, "hex").toString("base64");
const resource = (service: string, instance?: string) => ({
  attributes: [
    { key: "service.name", value: { stringValue: service } },
    ...(instance === undefined ? [] : [{ key: "service.instance.id", value: { stringValue: instance } }]),
  ],
});

/** A call from P to Q whose times differ by single nanoseconds. `id`, `kind` and `time` write them. */
function request(
  id: (hex: string) => string,
  kind: (number: number) => unknown,
  time: (digits: string) => string,
): string {
  const text = JSON.stringify({
    resourceSpans: [
      {
        resource: resource("P"),
        scopeSpans: [
          {
            spans: [
              {
                ...{ traceId: id(TRACE), spanId: id(CALLER), name: "call", kind: kind(3) },
                ...{ startTimeUnixNano: "1700000000123456781", endTimeUnixNano: "1700000000123456789" },
                events: [
                  { timeUnixNano: "1700000000123456782", name: "dialled" },
                  { timeUnixNano: "1700000000123456788", name: "hung up" },
                ],
              },
            ],
          },
        ],
      },
      {
        resource: resource("Q"),
        scopeSpans: [
          {
            spans: [
              {
                ...{
                  traceId: id(TRACE),
                  spanId: id(CALLED),
                  parentSpanId: id(CALLER),
                  name: "serve",
                  kind: kind(2),
                },
                ...{ startTimeUnixNano: "1700000000123456783", endTimeUnixNano: "1700000000123456787" },
                status: { code: 2 },
              },
            ],
          },
        ],
      },
    ],
  });
  return text.replaceAll(/"(1700\d{15})"/g, (_, digits) => time(digits));
}

describe("ways of writing", () => {
  const same = (text: string): string => text;
  const names = ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"];
  const quoted = (digits: string): string => `"${digits}"`;
  const ways: Record<string, string> = {
    "the protocol's own": request(same, (number) => number, quoted),
    "upper-case ids, names of kinds": request(
      (id) => id.toUpperCase(),
      (number) => `SPAN_KIND_${names[number]}`,
      quoted,
    ),
    "base64 ids": request(base64, (number) => number, quoted),
    "times as numbers": request(same, (number) => number, same),
    "snake case": request(same, (number) => number, quoted).replaceAll(
      /"(resourceSpans|scopeSpans|traceId|spanId|parentSpanId|startTimeUnixNano|endTimeUnixNano|timeUnixNano)"/g,
      (name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    ),
  };
  for (const [name, text] of Object.entries(ways)) {
    it(`${name}: exact to the nanosecond`, async () => {
      for (const layout of [text, text.replaceAll(",", ",\n  ")]) {
        const trace = await soundTrace(otlp, layout);
        assert.deepEqual(lineOf(trace, "P"), ["call@0", "dialled@1", "hung up@7", "call (end)@8"]);
        assert.deepEqual(lineOf(trace, "Q"), ["serve@2", "serve (failed)@6"]);
        assert.deepEqual(messageTexts(trace), [
          "P call@0 -> Q serve@2",
          "Q serve (failed)@6 -> P call (end)@8",
        ]);
      }
    });
  }

  it("one request, JSON Lines, documents in a row and pretty documents in a row read alike", async () => {
    const text = ways["the protocol's own"] ?? "";
    const parts = JSON.parse(text).resourceSpans.map((part: object) => ({ resourceSpans: [part] }));
    const [lines, row, pretty] = [
      parts.map((part: object) => JSON.stringify(part)).join("\n"),
      parts.map((part: object) => JSON.stringify(part)).join(""),
      parts.map((part: object) => JSON.stringify(part, null, 2)).join("\n"),
    ];
    const expected = messageTexts(await soundTrace(otlp, text));
    for (const layout of [lines, row, pretty]) {
      assert.deepEqual(messageTexts(await soundTrace(otlp, layout)), expected);
    }
  });
});

describe("instances", () => {
  it("are processes of their own, and named where a service has several", async () => {
    const one = (service: string, instance: string | undefined, spanId: string) => ({
      resource: resource(service, instance),
      scopeSpans: [
        { spans: [{ traceId: TRACE, spanId, name: "s", startTimeUnixNano: "5", endTimeUnixNano: "6" }] },
      ],
    });
    const spans = [
      one("a", "1", "aaaaaaaaaaaaaaa1"),
      one("a", "2", "aaaaaaaaaaaaaaa2"),
      one("b", "1", "aaaaaaaaaaaaaaa3"),
    ];
    const trace = await soundTrace(otlp, JSON.stringify({ resourceSpans: spans }));
    assert.deepEqual(counts(trace).processes, ["a/1", "a/2", "b"]);
  });
});

describe("samples that nobody on this project wrote", () => {
  const skip = (text: string | undefined) => ({
    skip: text === undefined && "../shared/samples is not there",
  });
  for (const name of ["multi-service.json", "multi-service.jsonl"]) {
    const text = sampleText(`otlp/${name}`);
    it(name, skip(text), async () => {
      // Four spans of one service, each inside the one before: main, info, and twice ohboy.do.
      const trace = await soundTrace(otlp, text!);
      assert.deepEqual(counts(trace), {
        ...{ processes: ["example-trace"], events: 8, messages: 0, replies: 0, withoutSend: 0, backwards: 0 },
      });
      assert.deepEqual(lineOf(trace, "example-trace"), [
        ...["main@0", "info@3000000", "ohboy.do@38000000", "ohboy.do (end)@84460625", "ohboy.do@85000000"],
        ...["ohboy.do (end)@156355250", "info (end)@176150875", "main (end)@176321958"],
      ]);
    });
  }

  const text = sampleText("otlp/trace.json");
  it("trace.json: a server span whose caller is not in the file", skip(text), async () => {
    const { trace, problems } = await readText(otlp, text!);
    assert.deepEqual(
      problems.map(({ code, position }) => [code, position.line]),
      [["parent-missing", 29]],
    );
    assert.deepEqual([trace!.messages.send[0], trace!.messages.receive[0]], [NONE, 0]);
    assert.equal(trace!.endTime, 1e9);
  });
});
