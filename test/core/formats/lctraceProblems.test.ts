// Everything that can be wrong in a .lctrace file, each with its line: pairs of a good text and a bad one. And what is
// kept of a bad file.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readSources } from "../../../src/core/formats/readSources.ts";
import { FORMATS } from "../../../src/core/formats/registry.ts";
import { stateAt } from "../../../src/core/trace/checkpoints.ts";
import { describeEvent } from "../../../src/core/trace/describe.ts";
import type { Problem } from "../../../src/core/trace/problem.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";
import { textSource } from "../../support/textSource.ts";
import { checkTwins, short, type Twins } from "../../support/twins.ts";

const HEADER =
  '{"lctrace": 1, "timeUnit": "tick", "processes": ["P", "Q"], "channels": [["P", "Q"]], "snapshots": [0]}';
const SEND =
  '{"p": "P", "t": 1, "send": {"id": 0, "to": "Q", "tokens": {"Y": 1}}, "set": {"tokens": {"Y": 0}}}';
const RECEIVE = '{"p": "Q", "t": 2, "receive": 0, "label": "got it"}';
const RECORD = '{"p": "P", "t": 3, "record": 0}';
const SUMMARY = '{"snapshot": 0, "initiators": ["P"], "messages": [0]}';
const OK = `${[HEADER, SEND, RECEIVE, RECORD, SUMMARY].join("\n")}\n`;

/** A pair whose bad twin has `from` replaced by `to`. */
const pair = (shows: string, from: string, to: string, problem: string): Twins => {
  assert.ok(OK.includes(from), from);
  return [shows, OK, OK.replace(from, to), problem];
};

describe("in the header", () => {
  checkTwins("a.lctrace", {}, [
    pair("nothing says that it is one", '"lctrace": 1, ', "", "error 1:1 header-missing"),
    pair("a version is unknown", '"lctrace": 1', '"lctrace": 2', "error 1:1 version"),
    pair("the unit of time is unknown", '"tick"', '"day"', "warning 1:1 time-unit"),
    pair("the processes are no list", '["P", "Q"], ', '"P", ', "error 1:1 list-expected"),
    pair("a process is no name", '["P", "Q"], ', '["P", "Q", 3], ', "error 1:1 process"),
    pair("a process has no name", '["P", "Q"], ', '["P", "Q", {"tokens": {}}], ', "error 1:1 text-expected"),
    pair(
      "a process has half a token",
      '["P", "Q"], ',
      '["P", "Q", {"name": "R", "tokens": {"Y": 0.5}}], ',
      "error 1:1 number-expected",
    ),
    pair(
      "a process has a field that is a list",
      '["P", "Q"], ',
      '["P", "Q", {"name": "R", "fields": {"x": []}}], ',
      "error 1:1 value-expected",
    ),
    pair(
      "a snapshot's id is a fraction",
      '"snapshots": [0]',
      '"snapshots": [0, 0.5]',
      "error 1:1 number-expected",
    ),
    pair("a channel is no pair", '[["P", "Q"]]', '[["P", "Q"], ["P"]]', "error 1:1 channel"),
  ]);
});

describe("in an event", () => {
  checkTwins("a.lctrace", {}, [
    pair("the line is cut off", RECORD, RECORD.slice(0, -3), "error 4:1 json"),
    pair("the line is no object", RECORD, "[1, 2]", "error 4:1 json"),
    pair("the process is missing", '{"p": "Q", ', "{", "error 3:1 text-expected"),
    pair("the process has an empty name", '{"p": "Q", ', '{"p": "", ', "error 3:1 text-expected"),
    pair("the time is a text", '"t": 2', '"t": "2"', "error 3:1 number-expected"),
    pair("the time is missing", '"t": 2, ', "", "warning 3:1 time-missing"),
    pair(
      "how many are missing is no whole number",
      '"t": 3',
      '"missing": -1, "t": 3',
      "error 4:1 number-expected",
    ),
    pair("the time is too large for a number", '"t": 3', '"t": 1e999', "error 4:1 number-expected"),
    pair("the clock runs backwards", '"t": 3', '"t": 0.5', "warning 4:1 clock-backwards"),
    pair("the label is no text", '"got it"', "5", "error 3:1 text-expected"),
    pair(
      "a send is no object",
      '{"id": 0, "to": "Q", "tokens": {"Y": 1}}',
      '"Q"',
      "error 2:1 send, warning 3:1 receive-without-send",
    ),
    pair(
      "a send goes to nobody",
      '"to": "Q", ',
      "",
      "error 2:1 text-expected, warning 3:1 receive-without-send",
    ),
    pair("a send has no id", '"id": 0, ', "", "error 2:1 message-id, warning 3:1 receive-without-send"),
    pair(
      "a send has an object for an id",
      '"id": 0',
      '"id": {}',
      "error 2:1 message-id, warning 3:1 receive-without-send",
    ),
    pair("a message is sent twice", RECORD, SEND.replace('"t": 1', '"t": 3'), "error 4:1 message-twice"),
    pair("a message is received twice", RECORD, RECEIVE, "error 4:1 message-twice"),
    pair(
      "a message is received by somebody else than it is sent to",
      '"p": "Q"',
      '"p": "R"',
      "error 3:1 wrong-receiver",
    ),
    pair("a receive has no id", '"receive": 0', '"receive": null', "error 3:1 message-id"),
    pair("a receive has no send", '"receive": 0', '"receive": 9', "warning 3:1 receive-without-send"),
    pair(
      "the tokens of a message are no object",
      '{"Y": 1}',
      '["Y"]',
      "error 2:1 object-expected, warning 3:1 receive-without-send",
    ),
    pair(
      "what changes is no object",
      '"set": {"tokens": {"Y": 0}}',
      '"set": 5',
      "error 2:1 object-expected, warning 3:1 receive-without-send",
    ),
    pair(
      "a changed count is no number",
      '{"Y": 0}',
      '{"Y": "none"}',
      "error 2:1 number-expected, warning 3:1 receive-without-send",
    ),
    pair(
      "a changed field is a list",
      '"set": {"tokens": {"Y": 0}}',
      '"set": {"fields": {"x": []}}',
      "error 2:1 value-expected, warning 3:1 receive-without-send",
    ),
    pair(
      "the recorded snapshot is no number",
      '"record": 0',
      '"record": "first"',
      "error 4:1 number-expected",
    ),
  ]);
});

describe("in a snapshot's summary", () => {
  checkTwins("a.lctrace", {}, [
    pair("the id is no number", '"snapshot": 0', '"snapshot": "0"', "error 5:1 number-expected"),
    pair(
      "an initiator is unknown",
      '"initiators": ["P"]',
      '"initiators": ["P", "Z"]',
      "error 5:1 unknown-process",
    ),
    pair("a message is unknown", '"messages": [0]', '"messages": [0, 7]', "error 5:1 unknown-message"),
    pair("the messages are no list", '"messages": [0]', '"messages": 0', "error 5:1 list-expected"),
    pair(
      "a waiting channel is unknown",
      '"messages": [0]',
      '"unfinished": {"waiting": [["P", "Z"]]}',
      "error 5:1 unknown-process",
    ),
  ]);
});

async function read(...texts: readonly string[]): Promise<{ trace: Trace; problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const sources = texts.map((text, i) => textSource(`${i}.lctrace`, text));
  const reading = await readSources(sources, FORMATS, { report: (problem) => problems.push(problem) });
  assert.ok(reading?.trace !== undefined);
  return { trace: reading.trace, problems };
}

const eventsOf = (trace: Trace): string[] =>
  [...trace.events.process.keys()].map((event) => describeEvent(trace, event));

describe("of a file with bad lines", () => {
  it("every good line is kept, a bad one leaves nothing behind", async () => {
    const { trace, problems } = await read(
      OK.replace(
        RECEIVE,
        `${RECEIVE}\n{"p": "Q", "t": 2, "send": [{"id": 5, "to": "P"}, {"to": "P"}]}\nnot JSON`,
      ),
    );
    assert.deepEqual(problems.map(short), ["error 4:1 message-id", "error 5:1 json"]);
    assert.deepEqual(eventsOf(trace), eventsOf((await read(OK)).trace));
    assert.equal(trace.messages.send.length, 1);
  });

  it("what else a header says is read", async () => {
    const { trace } = await read(
      HEADER.replace('["P", "Q"], ', '["P", 5, "Q"], ').replace('[["P", "Q"]]', '[1, ["Q", "P"]]'),
    );
    assert.deepEqual(
      trace.processes.map(({ name }) => name),
      ["P", "Q"],
    );
    assert.deepEqual([[...trace.channels.from], [...trace.channels.to]], [[1], [0]]);
  });

  it("a message goes to the process that receives it, whatever its send says", async () => {
    const astray = [SEND, RECEIVE.replace('"p": "Q"', '"p": "R"')];
    for (const lines of [astray, astray.toReversed()]) {
      const { trace, problems } = await read([HEADER, ...lines].join("\n"));
      assert.deepEqual(
        problems.map(({ code, args }) => [code, args]),
        [["wrong-receiver", { message: 0, to: "Q", receiver: "R" }]],
      );
      const channel = trace.messages.channel[0];
      assert.deepEqual(
        [trace.channels.from[channel], trace.channels.to[channel]].map((p) => trace.processes[p].name),
        ["P", "R"],
      );
    }
  });

  it("the first receipt of a message counts", async () => {
    const { trace } = await read(`${OK}${RECEIVE.replace('"t": 2', '"t": 4')}\n`);
    assert.equal(trace.events.time[trace.messages.receive[0]], 2);
  });

  it("the last summary of a snapshot counts", async () => {
    const { trace } = await read(`${OK}${SUMMARY.replace('["P"]', '["Q"]')}\n`);
    assert.deepEqual(
      trace.snapshots.map(({ initiators }) => initiators),
      [[1]],
    );
  });
});

describe("several files of one trace", () => {
  const first = `${HEADER}\n${SEND}\n`;
  const second = `{"lctrace": 1, "processes": ["Q"]}\n${RECEIVE}\n`;

  it("are joined, each event with its file and line", async () => {
    const { trace, problems } = await read(first, second);
    assert.deepEqual(problems, []);
    assert.deepEqual(eventsOf(trace), [
      "P, event 1 at tick 1: sends Y to Q",
      "Q, event 1 at tick 2: got it; receives Y from P",
    ]);
    assert.deepEqual(
      [...trace.events.file].map((file) => trace.files[file]),
      ["0.lctrace", "1.lctrace"],
    );
    assert.deepEqual([...trace.events.line], [2, 2]);
  });

  it("may come in any order, so that a receive comes before its send", async () => {
    const { trace, problems } = await read(
      second.replace('{"lctrace": 1', '{"lctrace": 1, "timeUnit": "tick"'),
      first,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual([...trace.messages.send], [1]);
    assert.deepEqual([...trace.messages.receive], [0]);
  });

  it("name the file in their problems", async () => {
    const { problems } = await read(`${first}${SUMMARY.replace('["P"]', '["Z"]')}\n`, `${second}[]\n`);
    assert.deepEqual(
      problems.map(({ position, code }) => `${position.file}:${position.line} ${code}`),
      ["1.lctrace:3 json", "0.lctrace:3 unknown-process"],
    );
  });

  it("name the file of a snapshot", async () => {
    const { trace } = await read(first, `${second}${SUMMARY}\n`);
    assert.deepEqual([trace.files[trace.snapshots[0].file], trace.snapshots[0].line], ["1.lctrace", 3]);
  });
});

describe("a field", () => {
  it("that changes from a number to a text has its last value only", async () => {
    const set = (x: unknown) => JSON.stringify({ p: "P", set: { fields: { x } } });
    const { trace } = await read(
      [HEADER.replace('"tick"', '"none"'), set(1), set("two"), set(null), set(3)].join("\n"),
    );
    const values = [1, 2, 3, 4].map((frontier) =>
      stateAt(trace, 0, frontier).fields.map(({ value }) => value),
    );
    assert.deepEqual(values, [[1], ["two"], [], [3]]);
  });
});
