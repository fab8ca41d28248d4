// Zipkin v2: shared spans, kinds, missing parts, and the samples with counts worked out from the files in another way.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clockSkews } from "../../../src/core/analysis/clockSkew.ts";
import { zipkin } from "../../../src/core/formats/zipkin.ts";
import { counts, lineOf, messageTexts, readText, sampleText, soundTrace } from "../../support/spanTraces.ts";

interface Span {
  readonly traceId: string;
  readonly id: string;
  readonly parentId?: string;
  readonly kind?: string;
  readonly shared?: boolean;
  readonly name?: string;
  readonly timestamp?: number;
  readonly duration?: number;
  readonly localEndpoint?: { readonly serviceName?: string };
  readonly annotations?: readonly unknown[];
}

const span = (
  id: string,
  service: string,
  start: number,
  duration: number,
  more: Partial<Span> = {},
): Span => ({
  traceId: "a",
  id,
  name: `s${id}`,
  timestamp: 1_600_000_000_000_000 + start,
  duration,
  localEndpoint: { serviceName: service },
  ...more,
});

describe("messages between spans", () => {
  it("halves that share an id are a call with its reply", async () => {
    const spans = [
      span("1", "p", 0, 10, { kind: "CLIENT" }),
      span("1", "q", 2, 5, { kind: "SERVER", shared: true }),
    ];
    const trace = await soundTrace(zipkin, JSON.stringify(spans));
    assert.deepEqual(messageTexts(trace), ["p s1@0 -> q s1@2", "q s1 (end)@7 -> p s1 (end)@10"]);
  });

  it("the child of a shared span belongs to the half on its own process", async () => {
    const spans = [
      span("1", "p", 0, 10, { kind: "CLIENT" }),
      span("1", "q", 2, 5, { kind: "SERVER", shared: true }),
      span("2", "q", 3, 1, { parentId: "1" }),
      span("3", "r", 3, 1, { parentId: "1" }),
    ];
    const trace = await soundTrace(zipkin, JSON.stringify(spans));
    assert.equal(counts(trace).messages, 4);
    assert.ok(messageTexts(trace).includes("q s1@2 -> r s3@3"), "from the server's half");
  });

  it("a consumer answers nothing, and neither does a server that lasts longer than the call", async () => {
    const spans = [
      span("1", "p", 0, 10, { kind: "PRODUCER" }),
      span("2", "q", 4, 2, { kind: "CONSUMER", parentId: "1" }),
      span("3", "p", 20, 10, { kind: "CLIENT" }),
      span("4", "q", 22, 30, { kind: "SERVER", parentId: "3" }),
    ];
    const { trace, problems } = await readText(zipkin, JSON.stringify(spans));
    assert.deepEqual(
      problems.map(({ code, severity }) => [severity, code]),
      [["info", "server-outlasts-client"]],
    );
    assert.deepEqual(messageTexts(trace!), ["p s1@0 -> q s2@4", "p s3@20 -> q s4@22"]);
  });

  it("a span without duration has only a start", async () => {
    const { duration: _, ...open } = span("1", "p", 0, 0);
    const trace = await soundTrace(zipkin, JSON.stringify([open]));
    assert.deepEqual(lineOf(trace, "p"), ["s1@0"]);
  });
});

describe("the order of events of one time", () => {
  it("starts go from parent to child, ends from child to parent, spans without duration between", async () => {
    const spans = [
      span("4", "p", 10, 0, { parentId: "3" }),
      span("3", "p", 5, 5, { parentId: "2" }),
      span("2", "p", 0, 10, { parentId: "1" }),
      span("1", "p", 0, 10),
      span("5", "p", 10, 4),
    ];
    const trace = await soundTrace(zipkin, JSON.stringify(spans));
    assert.deepEqual(lineOf(trace, "p"), [
      ...["s1@0", "s2@0", "s3@5", "s5@10", "s4@10", "s4 (end)@10"],
      ...["s3 (end)@10", "s2 (end)@10", "s1 (end)@10", "s5 (end)@14"],
    ]);
  });
});

describe("several traces", () => {
  it("a list of lists reads as one trace; ids of different traces are different", async () => {
    const spans = [[span("1", "p", 0, 10)], [span("1", "q", 0, 10, { traceId: "b" })]];
    assert.deepEqual(counts(await soundTrace(zipkin, JSON.stringify(spans))), {
      ...{ processes: ["p", "q"], events: 4, messages: 0, replies: 0, withoutSend: 0, backwards: 0 },
    });
  });
});

/** What a sample must give, counted span by span from its JSON, without our tables. */
function expected(spans: readonly Span[]) {
  const key = (id: string, side: string): string => `${id} ${side}`;
  const sideOf = ({ kind }: Span): string => (kind === "CLIENT" || kind === "PRODUCER" ? "out" : "in");
  const first = new Map<string, Span>();
  for (const each of spans)
    if (!first.has(key(each.id, sideOf(each)))) first.set(key(each.id, sideOf(each)), each);
  const kept = [...first.values()];
  const service = (each: Span): string => each.localEndpoint?.serviceName ?? "unknown service";
  const parentOf = (each: Span): Span | undefined => {
    const ownHalf =
      sideOf(each) === "in" && each.kind !== undefined ? first.get(key(each.id, "out")) : undefined;
    const halves = ["in", "out"].map((side) => first.get(key(each.parentId ?? "", side)));
    return (
      ownHalf ?? halves.find((half) => half && service(half) === service(each)) ?? halves[0] ?? halves[1]
    );
  };
  let requests = 0;
  let replies = 0;
  for (const each of kept) {
    const parent = parentOf(each);
    if (parent === undefined || service(parent) === service(each)) continue;
    requests++;
    if (each.duration === undefined || parent.duration === undefined) continue;
    if (each.kind === "CONSUMER" || parent.kind === "PRODUCER") continue;
    const call = parent.kind === "CLIENT" && each.kind === "SERVER";
    const end = (one: Span): number => one.timestamp! + one.duration!;
    if (call ? each.duration <= parent.duration : end(each) <= end(parent)) replies++;
  }
  return {
    processes: [...new Set(spans.map(service))].sort(),
    events: kept.reduce(
      (sum, { duration, annotations }) =>
        sum + 1 + Number(duration !== undefined) + (annotations?.length ?? 0),
      0,
    ),
    messages: requests + replies,
    replies,
  };
}

describe("samples that nobody on this project wrote", () => {
  const SAMPLES = [
    "ascend",
    "messaging-kafka",
    "messaging",
    "skew",
    "smartthings-oauth-authorization",
    "yelp",
  ];
  for (const name of SAMPLES) {
    const text = sampleText(`zipkin/${name}.json`);
    it(name, { skip: text === undefined && "../shared/samples is not there" }, async () => {
      const { trace, problems } = await readText(zipkin, text!);
      const { processes, events, messages, replies } = counts(trace!);
      assert.deepEqual({ processes, events, messages, replies }, expected(JSON.parse(text!)));
      // One multicast of smartthings has five servers under one id, of which one is shown.
      assert.deepEqual(
        problems.map(({ code }) => code),
        name.startsWith("smartthings") ? Array(4).fill("span-twice") : [],
      );
      assert.equal(replies > 0, !name.startsWith("messaging"), "only messaging goes unanswered");
    });
  }

  const skew = sampleText("zipkin/skew.json");
  it("skew.json shows its skew", {
    skip: skew === undefined && "../shared/samples is not there",
  }, async () => {
    const trace = await soundTrace(zipkin, skew!);
    // The call starts at …74202 on servicea and arrives at …08761 on serviceb.
    assert.deepEqual(
      clockSkews(trace).map(({ behind, atLeast }) => [trace.processes[behind].name, atLeast]),
      [["serviceb", 1_470_150_004_074_202 - 1_470_150_004_008_761]],
    );
  });
});
