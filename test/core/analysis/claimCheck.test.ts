// What is said of a .snap file that claims something else than the run records: the right file, and a twin of it for
// each way to differ, with the exact place of each problem as LINE:COLUMN-END.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openSources } from "../../support/openSources.ts";
import { textSource } from "../../support/textSource.ts";

const TOPOLOGY = "2\nLeft 7\nRight 3\nLeft Right\nRight Left\n";
const SCRIPT = "send Left Right 4\nsend Right Left 1\nsnapshot Left\ntick 2\nsend Right Left 2\n";
/** What the run records; its lines by number are used below. */
const RIGHT = ["0", "Left 3", "Right 4", "Right Left token(1)", "Right Left token(2)"];

/** Problems of a .snap file over the run, as `PLACE CODE`, with `KIND` where the code has several. */
async function claimed(lines: readonly string[], script = SCRIPT) {
  const { problems, reading } = await openSources([
    textSource("pair.top", TOPOLOGY),
    textSource("pair.events", script),
    textSource("pair.snap", `${lines.join("\n")}\n`),
  ]);
  assert.equal(reading.claims.length, 1);
  const short = problems.map(({ position, code, args }) => {
    assert.equal(position.file, "pair.snap");
    const kind = args?.kind === undefined ? "" : ` ${args.kind}`;
    return `${position.line}:${position.column}-${position.endColumn} ${code}${kind}`;
  });
  return { short, problems, messages: problems.map(({ message }) => message) };
}

/** The right lines with the line of a number replaced, taken out (undefined), or followed by others. */
const withLine = (number: number, ...lines: readonly string[]): string[] =>
  RIGHT.toSpliced(number - 1, 1, ...lines);

describe("a claim", () => {
  it("of what the run records has no problem", async () => {
    assert.deepEqual((await claimed(RIGHT)).short, []);
  });

  it("may list servers and the messages of different channels in any order", async () => {
    assert.deepEqual((await claimed([RIGHT[0], RIGHT[2], RIGHT[1], RIGHT[3], RIGHT[4]])).short, []);
  });

  it("with a server's tokens wrong differs on that line, and its total is impossible", async () => {
    const { short, problems } = await claimed(withLine(3, "Right 5"));
    assert.deepEqual(short, [
      "1:1-2 tokens-impossible",
      "3:1-8 cut-impossible",
      "3:1-8 snapshot-differs process",
    ]);
    assert.deepEqual(problems[2].args, {
      kind: "process",
      process: "Right",
      expected: "4 tokens",
      actual: "5 tokens",
    });
    assert.deepEqual(problems[0].args, { expected: "10 tokens", actual: "11 tokens" });
  });

  it("with a message's tokens wrong differs on that line", async () => {
    const { short, messages } = await claimed(withLine(5, "Right Left token(3)"));
    assert.deepEqual(short, ["1:1-2 tokens-impossible", "5:1-20 snapshot-differs message"]);
    assert.equal(
      messages[1],
      "the run records a message of 2 tokens from Right to Left here, this line says 3 tokens",
    );
  });

  it("with a channel's messages in another order differs on both lines", async () => {
    const { short } = await claimed([...RIGHT.slice(0, 3), RIGHT[4], RIGHT[3]]);
    assert.deepEqual(short, ["4:1-20 snapshot-differs message", "5:1-20 snapshot-differs message"]);
  });

  it("without a message differs after the channel's last line", async () => {
    const { short, messages } = await claimed(RIGHT.slice(0, 4));
    assert.deepEqual(short, ["1:1-2 tokens-impossible", "4:1-20 snapshot-differs missing-message"]);
    assert.equal(messages[1], "a message of 2 tokens from Right to Left is missing: the run records it");
  });

  it("without any message of a channel differs at its id", async () => {
    const { short } = await claimed(RIGHT.slice(0, 3));
    assert.deepEqual(short.slice(1), [
      "1:1-2 snapshot-differs missing-message",
      "1:1-2 snapshot-differs missing-message",
    ]);
  });

  it("with a message too many differs on that line", async () => {
    const { short, messages } = await claimed([...RIGHT, "  Left Right token(1)"]);
    assert.deepEqual(short, ["1:1-2 tokens-impossible", "6:3-22 snapshot-differs surplus-message"]);
    assert.equal(messages[1], "the run records no message from Left to Right here");
    const further = await claimed([...RIGHT, "Right Left token(1)"]);
    assert.equal(further.messages[1], "the run records no further message from Right to Left here");
  });

  it("without a server differs at its id", async () => {
    const { short } = await claimed(withLine(3));
    assert.deepEqual(short, ["1:1-2 tokens-impossible", "1:1-2 snapshot-differs missing-process"]);
  });

  it("of a server that there is not names it where it stands", async () => {
    assert.deepEqual((await claimed([...RIGHT, "Middle 0"])).short, ["6:1-9 unknown-server"]);
    const { short } = await claimed(withLine(5, RIGHT[4], "Middle Left token(0)"));
    assert.deepEqual(short, ["6:1-21 unknown-server", "6:1-21 snapshot-differs surplus-message"]);
  });

  it("of a snapshot that the run does not take says how many there are", async () => {
    const { short, problems } = await claimed(withLine(1, "  3"));
    assert.deepEqual(short, ["1:3-4 snapshot-unknown"]);
    assert.deepEqual(problems[0].args, { id: 3, snapshots: 1 });
  });

  it("of states that no process ever has is impossible at that process", async () => {
    const { short, problems } = await claimed(withLine(2, "Left 5"));
    assert.ok(short.includes("2:1-7 cut-impossible"), short.join());
    const { message } = problems[short.indexOf("2:1-7 cut-impossible")];
    assert.equal(message, "impossible: Left never holds 5 tokens in this run");
  });

  it("of states that each process has, but never together, is impossible though all tokens are there", async () => {
    const { short, messages } = await claimed(
      ["0", "Left 7", "Right 6", "Left Right token(0)"],
      "send Left Right 4\ntick 9\nsend Right Left 1\nsnapshot Left\n",
    );
    assert.ok(short.includes("3:1-8 cut-impossible"), short.join());
    const expected =
      "impossible: no consistent cut of this run has all these states; by the time Right can hold 6 tokens beside the others, Left no longer holds 7 tokens";
    assert.ok(messages.includes(expected), messages.join("\n"));
  });
});
