// Jaeger: references of both kinds, processes before and after the spans, and the samples with counts worked out apart.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { jaeger } from "../../../src/core/formats/jaeger.ts";
import { counts, messageTexts, readText, sampleText, soundTrace } from "../../support/spanTraces.ts";

const span = (id: string, process: string, start: number, duration: number, more: object = {}) => ({
  ...{
    traceID: "a",
    spanID: id,
    operationName: `s${id}`,
    startTime: 1e15 + start,
    duration,
    processID: process,
  },
  ...more,
});
const reference = (refType: string, spanID: string) => ({ references: [{ refType, traceID: "a", spanID }] });
const kind = (value: string) => ({ tags: [{ key: "span.kind", value }] });
const file = (...spans: object[]): string =>
  JSON.stringify({
    data: [{ traceID: "a", spans, processes: { p: { serviceName: "P" }, q: { serviceName: "Q" } } }],
  });

describe("references", () => {
  it("a child of unknown kind gives a request, and a reply if it ends in time", async () => {
    const trace = await soundTrace(
      jaeger,
      file(
        span("1", "p", 0, 10),
        span("2", "q", 1, 5, reference("CHILD_OF", "1")),
        span("3", "q", 2, 50, reference("CHILD_OF", "1")),
      ),
    );
    assert.deepEqual(messageTexts(trace), [
      "P s1@0 -> Q s2@1",
      "P s1@0 -> Q s3@2",
      "Q s2 (end)@6 -> P s1 (end)@10",
    ]);
  });

  it("what follows from a span gets a message from its start, and answers nothing", async () => {
    const trace = await soundTrace(
      jaeger,
      file(span("1", "p", 0, 10), span("2", "q", 20, 5, reference("FOLLOWS_FROM", "1"))),
    );
    assert.deepEqual(messageTexts(trace), ["P s1@0 -> Q s2@20"]);
  });

  it("a reply needs a call that lasts as long as what it called, whatever the clocks say", async () => {
    const spans = [
      span("1", "p", 0, 10, kind("client")),
      span("2", "q", 100, 9, { ...reference("CHILD_OF", "1"), ...kind("server") }),
    ];
    assert.deepEqual(messageTexts(await soundTrace(jaeger, file(...spans))), [
      "P s1@0 -> Q s2@100",
      "Q s2 (end)@109 -> P s1 (end)@10",
    ]);
  });

  it("a child on the same process gives no message", async () => {
    const text = file(span("1", "p", 0, 10), span("2", "p", 1, 5, reference("CHILD_OF", "1")));
    assert.equal(counts(await soundTrace(jaeger, text)).messages, 0);
  });
});

describe("shapes", () => {
  const spans = [span("1", "p", 0, 10), span("2", "q", 1, 5, reference("CHILD_OF", "1"))];
  const processes = { p: { serviceName: "P" }, q: { serviceName: "Q" } };
  const shapes: Record<string, object> = {
    "the API's": { data: [{ traceID: "a", spans, processes }] },
    "a trace under data": { data: { spans, processes } },
    "one trace": { traceID: "a", spans, processes },
    "processes first": { traceID: "a", processes, spans },
    "processes in the spans": {
      traceID: "a",
      spans: spans.map((each) => ({ ...each, process: { serviceName: each.processID.toUpperCase() } })),
    },
  };
  for (const [name, shape] of Object.entries(shapes)) {
    it(name, async () => {
      for (const text of [JSON.stringify(shape), JSON.stringify(shape, null, 2)]) {
        const { processes: names, events, messages } = counts(await soundTrace(jaeger, text));
        assert.deepEqual([names, events, messages], [["P", "Q"], 4, 2]);
      }
    });
  }
});

interface Span {
  readonly spanID: string;
  readonly processID: string;
  readonly startTime: number;
  readonly duration: number;
  readonly references: readonly { readonly refType: string; readonly spanID: string }[];
  readonly tags: readonly { readonly key: string; readonly value: unknown }[];
}

/** Requests and replies between processes, counted from the JSON. */
function expected(spans: readonly Span[]): { requests: number; replies: number } {
  const kindOf = (each: Span): unknown => each.tags.find(({ key }) => key === "span.kind")?.value;
  let requests = 0;
  let replies = 0;
  for (const each of spans) {
    const parent = spans.find(({ spanID }) => spanID === each.references[0]?.spanID);
    if (parent === undefined || parent.processID === each.processID) continue;
    requests++;
    const call = kindOf(parent) === "client" && kindOf(each) === "server";
    const inTime = each.startTime + each.duration <= parent.startTime + parent.duration;
    if (call ? each.duration <= parent.duration : inTime) replies++;
  }
  return { requests, replies };
}

describe("samples that nobody on this project wrote", () => {
  for (const [name, processes, spans] of [
    ["flamegraph-testTrace", 2, 4],
    ["genaiTestTrace", 10, 57],
  ] as const) {
    const text = sampleText(`jaeger/${name}.json`);
    it(name, { skip: text === undefined && "../shared/samples is not there" }, async () => {
      const { trace, problems } = await readText(jaeger, text!);
      const json = JSON.parse(text!);
      const { requests, replies } = expected((json.data ?? json).spans);
      const found = counts(trace!);
      assert.deepEqual(
        [found.processes.length, found.events, found.messages, found.replies, found.backwards],
        [processes, 2 * spans, requests + replies, replies, 0],
      );
      assert.deepEqual(
        problems.filter(({ severity }) => severity !== "info"),
        [],
      );
    });
  }
});
