// Lines of packets and outages in our format that cannot be meant: each is told with its line, and everything else is read.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openSources } from "../../support/openSources.ts";
import { textSource } from "../../support/textSource.ts";

const HEAD = [
  '{"lctrace":1,"timeUnit":"tick","processes":["P","Q"],"channels":[["P","Q"]]}',
  '{"p":"P","t":1,"send":{"id":0,"to":"Q"}}',
  '{"p":"Q","t":3,"receive":0}',
];
const GOOD = '{"packet":"data","channel":["P","Q"],"message":0,"n":0,"sent":1,"arrives":3}';

async function opened(...lines: string[]) {
  const text = `${[...HEAD, ...lines].join("\n")}\n`;
  const { trace, problems } = await openSources([textSource("a.lctrace", text)]);
  return { trace, told: problems.map(({ code, position }) => [code, position.line]) };
}

describe("a packet", () => {
  const bad: readonly (readonly [string, string, string])[] = [
    ["of no kind", '{"packet":"syn","channel":["P","Q"],"sent":1}', "packet"],
    ["without a time", '{"packet":"ack","channel":["P","Q"]}', "number-expected"],
    [
      "that arrives at a word",
      '{"packet":"ack","channel":["P","Q"],"sent":1,"arrives":"soon"}',
      "number-expected",
    ],
    ["with half a number", '{"packet":"ack","channel":["P","Q"],"sent":1,"n":0.5}', "number-expected"],
    ["on half a channel", '{"packet":"ack","channel":["P"],"sent":1}', "channel"],
    ["on a channel that is a word", '{"packet":"ack","channel":"PQ","sent":1}', "list-expected"],
    ["of nobody", '{"packet":"ack","channel":["P","X"],"sent":1}', "unknown-process"],
    ["with no message", '{"packet":"data","channel":["P","Q"],"sent":1}', "message-id"],
    [
      "with an unknown message",
      '{"packet":"data","channel":["P","Q"],"message":7,"sent":1}',
      "unknown-message",
    ],
  ];
  for (const [words, line, code] of bad) {
    it(`${words} is a problem of its line`, async () => {
      const { trace, told } = await opened(line, GOOD);
      assert.deepEqual(told, [[code, 4]]);
      assert.equal(trace?.packets?.sent.length, 1);
      assert.equal(trace?.messages.send.length, 1);
    });
  }

  it("is none where the file has none", async () => {
    const { trace, told } = await opened();
    assert.deepEqual(told, []);
    assert.ok(trace !== undefined && !("packets" in trace) && !("outages" in trace));
  });
});

describe("a restart", () => {
  it("without a crash says nothing, and a second crash neither", async () => {
    const { trace, told } = await opened(
      '{"p":"P","t":2,"restart":true}',
      '{"p":"P","t":3,"crash":true}',
      '{"p":"P","t":4,"crash":true}',
      '{"p":"P","t":5,"restart":true}',
      '{"p":"Q","t":6,"crash":true}',
    );
    assert.deepEqual(told, []);
    assert.deepEqual([...(trace?.outages?.crash ?? [])], [2, 6]);
    assert.deepEqual([...(trace?.outages?.restart ?? [])], [4, -1]);
  });
});
