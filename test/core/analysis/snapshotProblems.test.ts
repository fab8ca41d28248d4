// The faults of recorded snapshots as problems: at the line of the event that shows each, with the partner's line.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { snapshotProblems } from "../../../src/core/analysis/snapshotProblems.ts";
import { openSources } from "../../support/openSources.ts";
import { textSource } from "../../support/textSource.ts";

const HEADER = '{"lctrace": 1, "processes": [{"name": "P", "tokens": {"t": 2}}, "Q"], "snapshots": [0]}';

async function faults(lines: readonly string[]): Promise<string[]> {
  const opened = await openSources([textSource("a.lctrace", [HEADER, ...lines].join("\n"), 4096)]);
  assert.ok(opened.trace !== undefined);
  return snapshotProblems(opened.trace, opened.verdicts).map(({ position, code, related }) => {
    const partners = (related ?? []).map((place) => `${place.message} ${place.position.line}`);
    return [`${position.line} ${code}`, ...partners].join(", ");
  });
}

const SEND = '{"p": "P", "send": {"id": 1, "to": "Q", "tokens": {"t": 1}}, "set": {"tokens": {"t": 1}}}';
const RECEIVE = '{"p": "Q", "receive": 1, "set": {"tokens": {"t": 1}}}';
const RECORD_P = '{"p": "P", "record": 0}';
const RECORD_Q = '{"p": "Q", "record": 0}';
const summary = (messages: string): string =>
  `{"snapshot": 0, "initiators": ["P"], "messages": [${messages}]}`;

describe("problems of recorded snapshots", () => {
  it("none where the snapshot is right", async () => {
    assert.deepEqual(await faults([SEND, RECORD_P, RECORD_Q, RECEIVE, summary("1")]), []);
  });

  it("an orphan, where it is received; its tokens are there twice", async () => {
    assert.deepEqual(await faults([RECORD_P, SEND, RECEIVE, RECORD_Q, summary("")]), [
      "4 orphan-message, sent here 3",
      "6 tokens-not-conserved",
    ]);
  });

  it("a message in transit that was not recorded, where it is sent", async () => {
    assert.deepEqual(await faults([SEND, RECORD_P, RECORD_Q, RECEIVE, summary("")]), [
      "2 message-not-recorded, received here 5",
      "6 tokens-not-conserved",
    ]);
  });

  it("a message recorded that was not in transit", async () => {
    assert.deepEqual(await faults([SEND, RECEIVE, RECORD_P, RECORD_Q, summary("1")]), [
      "2 message-wrongly-recorded, received here 3",
      "6 tokens-not-conserved",
    ]);
  });

  it("where there is no summary, at the first recording", async () => {
    assert.deepEqual(await faults([RECORD_P, SEND, RECEIVE, RECORD_Q]), [
      "4 orphan-message, sent here 3",
      "2 tokens-not-conserved",
    ]);
  });

  it("of many of one kind the rest are counted", async () => {
    const many: string[] = [RECORD_P];
    for (let id = 0; id < 25; id++)
      many.push(`{"p": "P", "send": {"id": ${id}, "to": "Q"}}`, `{"p": "Q", "receive": ${id}}`);
    const found = await faults([...many, RECORD_Q, summary("")]);
    assert.equal(found.length, 21);
    assert.equal(found[20], "54 orphan-message");
  });
});
