// One small run in every format that can tell of snapshots: in the ok twin Q's order is in transit and recorded as such,
// in the bad one P sends an order after it has recorded, and Q receives it before it has.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Opened } from "../../../../src/core/analysis/opened.ts";
import { describeSnapshotVerdict } from "../../../../src/core/trace/verdict.ts";
import { openSources } from "../../../support/openSources.ts";
import { resourceSpansBytes } from "../../../support/otlpBytes.ts";
import { fixtureText, textSource } from "../../../support/textSource.ts";

const RULES: unknown = JSON.parse(fixtureText("snapshots/rules.json"));

function open(name: string): Promise<Opened> {
  const read = name.endsWith(".ndjson") ? { snapshots: RULES } : {};
  return openSources([textSource(name, fixtureText(`snapshots/${name}`))], { read });
}

const told = ({ findings }: Opened): string[] =>
  findings.map(({ position, code, related }) => {
    const partners = (related ?? []).map((place) => `${place.message} ${place.position.line}`);
    return [`${position.line} ${code}`, ...partners].join(", ");
  });
const words = ({ trace, verdicts }: Opened): string[] =>
  trace === undefined ? [] : verdicts.map((verdict) => describeSnapshotVerdict(trace, verdict));

describe("a snapshot of events", () => {
  for (const format of ["ndjson", "lctrace", "otlp.json", "jaeger.json", "zipkin.json", "log"]) {
    it(`is read from ${format}`, async () => {
      const opened = await open(`ok.${format}`);
      assert.deepEqual(words(opened), ["consistent, 1 message in transit"]);
      assert.deepEqual(told(opened), []);
      const snapshot = opened.trace?.snapshots[0];
      assert.equal(snapshot?.channelMessages.length, 1);
      assert.deepEqual(
        [snapshot?.id, snapshot?.name, snapshot?.algorithm],
        format === "log" ? [0, "nightly", "recorded"] : [7, undefined, "recorded"],
      );
    });
  }

  it("is read from a Chrome trace, with what flows carry named by their labels", async () => {
    const opened = await open("ok.chrome.json");
    assert.deepEqual(words(opened), ["consistent, 1 message in transit"]);
    assert.equal(opened.trace?.snapshots[0].channelMessages.length, 1);
  });

  for (const [format, orphan] of [
    ["ndjson", "4 orphan-message, sent here 3"],
    ["lctrace", "4 orphan-message, sent here 3"],
    ["otlp.json", "4 orphan-message, sent here 3"],
    ["jaeger.json", "4 orphan-message, sent here 3"],
    ["zipkin.json", "4 orphan-message, sent here 3"],
    ["chrome.json", "8 orphan-message, sent here 7"],
    ["log", "5 orphan-message, sent here 3"],
  ]) {
    it(`has its fault on its line in ${format}`, async () => {
      const opened = await open(`bad.${format}`);
      assert.deepEqual(words(opened), ["inconsistent, 1 orphan message"]);
      assert.equal(told(opened)[0], orphan);
      assert.ok(opened.findings.every(({ args }) => args?.snapshot === 0 && args?.event !== undefined));
    });
  }

  it("is read from OTLP as protobuf, where nothing has a line", async () => {
    const at = (time: number) => ({ startTimeUnixNano: `${time}`, endTimeUnixNano: `${time}` });
    const record = (id: number, time: number, name: string, attributes: Record<string, string | number>) => ({
      ...{
        traceId: "1".padStart(32, "0"),
        spanId: `${id}`.padStart(16, "0"),
        name: "step",
        kind: 1,
        ...at(time),
      },
      events: [{ timeUnixNano: `${time}`, name, values: attributes }],
    });
    const bytes = [
      resourceSpansBytes("P", [record(1, 10, "lightcone.snapshot.record", { "snapshot.id": 12 })]),
      resourceSpansBytes("Q", [
        { ...record(2, 20, "state saved", {}), values: { cp: "12" } },
        record(3, 30, "lightcone.snapshot.record", { other: 12 }),
      ]),
    ];
    const source = {
      ...textSource("run.binpb", new TextDecoder().decode(Buffer.concat(bytes))),
      bytes: async function* () {
        yield new Uint8Array(Buffer.concat(bytes));
      },
    };
    const rules = [{ name: "state *", role: "record", id: "cp" }];
    const { trace, findings } = await openSources([source], { read: { snapshots: rules } });
    assert.deepEqual(
      trace?.snapshots.map(({ id, recordEvents }) => [id, recordEvents.includes(-1)]),
      [[12, false]],
    );
    assert.deepEqual(findings, []);
  });

  it("is not made by rules that are wrong, which is told", async () => {
    const read = { snapshots: [{ name: "a" }] };
    const { problems, trace } = await openSources(
      [textSource("ok.lctrace", fixtureText("snapshots/ok.lctrace"))],
      {
        read,
      },
    );
    assert.deepEqual(
      problems.map(({ code, severity }) => `${severity} ${code}`),
      ["error snapshot-rules"],
    );
    assert.equal(trace?.snapshots.length, 1, "the default names still serve");
  });
});

describe("who takes part", () => {
  const lines = (...events: readonly object[]): string =>
    [{ lctrace: 1, processes: ["P", "Q", "R"] }, ...events].map((each) => JSON.stringify(each)).join("\n");
  const record = (p: string, id = "1") => ({ p, label: `lightcone.snapshot.record ${id}` });
  const send = (p: string, to: string, id: number) => ({ p, send: { id, to } });
  const receive = (p: string, id: number) => ({ p, receive: id });
  const verdicts = async (...events: readonly object[]) => {
    const opened = await openSources([textSource("a.lctrace", lines(...events))]);
    return [...words(opened), ...told(opened)];
  };

  it("does not a process without messages, nor a coordinator", async () => {
    assert.deepEqual(await verdicts(record("P"), record("Q"), { p: "R" }), [
      "consistent, no message in transit",
    ]);
    const coordinator = { p: "R", label: "lightcone.snapshot.coordinate 1" };
    const asked = await verdicts(coordinator, send("R", "P", 1), receive("P", 1), record("P"), record("Q"));
    assert.deepEqual(asked, ["consistent, no message in transit"]);
  });

  it("does a process that exchanges messages with those that record, or recorded before", async () => {
    const never = "never recorded";
    assert.deepEqual(await verdicts(send("R", "P", 1), receive("P", 1), record("P"), record("Q")), [
      `unknown: R ${never}`,
      "4 process-never-recorded",
    ]);
    assert.deepEqual(
      await verdicts(record("R"), record("P"), record("Q"), record("P", "2"), record("Q", "2")),
      ["consistent, no message in transit", `unknown: R ${never}`, "5 process-never-recorded"],
    );
  });

  it("what others recorded may contradict itself all the same", async () => {
    const orphan = [record("P"), send("P", "Q", 1), receive("Q", 1), record("Q")];
    assert.deepEqual(await verdicts(send("R", "P", 2), receive("P", 2), ...orphan), [
      "inconsistent, 1 orphan message",
      "4 process-never-recorded",
      "6 orphan-message, sent here 5",
    ]);
  });

  it("an outsider carries an order on", async () => {
    const way = [send("P", "R", 1), receive("R", 1), send("R", "Q", 2), receive("Q", 2)];
    const coordinator = { p: "R", label: "lightcone.snapshot.coordinate 1" };
    assert.deepEqual(await verdicts(coordinator, record("P"), ...way, record("Q")), [
      "inconsistent, 1 orphan message",
      "5 orphan-message, sent here 4",
    ]);
  });
});

describe("markers that processes wait for", () => {
  it("are no orphans where each channel is held back, and are where it is not", async () => {
    const marker = (way: string, p: string, peer: string) => ({
      p,
      label: `lightcone.snapshot.marker.${way} 1 ${peer}`,
    });
    const record = (p: string) => ({ p, label: "lightcone.snapshot.record 1" });
    const sources = ["A", "B"].flatMap((p) => [record(p), marker("send", p, "to C")]);
    const early = [{ p: "B", send: { id: 1, to: "C" } }];
    const run = async (...events: readonly object[]) => {
      const text = [{ lctrace: 1 }, ...early, ...sources, ...events]
        .map((each) => JSON.stringify(each))
        .join("\n");
      const opened = await openSources([textSource("a.lctrace", text)]);
      return [...words(opened), ...told(opened)];
    };
    const [first, second] = [marker("receive", "C", "from A"), marker("receive", "C", "from B")];
    const between = { p: "C", receive: 1 };
    assert.deepEqual(await run(first, between, second, record("C")), ["consistent, no message in transit"]);
    assert.deepEqual(await run(first, between, record("C"), second), [
      "inconsistent, 1 orphan message",
      "7 orphan-message, sent here 4",
      "7 marker-not-obeyed, its next event 8, recorded only here 9",
    ]);
  });
});
