// Completion offers only what fits at the cursor.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Completion, completionsAt } from "../../../src/language/course/completion.ts";
import { SCRIPT, SNAP, TOPOLOGY } from "./samples.ts";
import { settingOf, type Texts } from "./support.ts";

/** The labels offered at the cursor. */
async function labels(texts: Texts, topologies: readonly string[] = []): Promise<string[]> {
  return (await offers(texts, topologies)).map(({ label }) => label);
}

async function offers(texts: Texts, topologies: readonly string[] = []): Promise<Completion[]> {
  const { view, file, line, column } = await settingOf(texts);
  return completionsAt(view, file, line, column, topologies);
}

/** The script with a further line at its end, or after its first `after` lines. */
function script(line: string, after = 10): Texts {
  const lines = SCRIPT.split("\n");
  return {
    "bank.top": TOPOLOGY,
    "bank.events": [...lines.slice(0, after), line, ...lines.slice(after)].join("\n"),
  };
}

describe("completion in a script", () => {
  it("offers the commands on an empty line and inside a command word", async () => {
    assert.deepEqual(await labels(script("|")), ["send", "snapshot", "tick"]);
    assert.deepEqual(await labels(script("s|")), ["send", "snapshot", "tick"]);
    assert.deepEqual(await labels(script("  sn|ap")), ["send", "snapshot", "tick"]);
  });

  it("replaces the whole word that the cursor is in", async () => {
    const [first] = await offers(script("  sn|ap"));
    assert.deepEqual([first.place.column, first.place.endColumn], [3, 7]);
  });

  it("offers servers that can send, with what they hold at that line", async () => {
    const found = await offers(script("send |", 4));
    assert.deepEqual(
      found.map(({ label, detail }) => `${label}: ${detail}`),
      ["Ada: holds 5 tokens here", "Bob: holds 3 tokens here", "Cid: holds 0 tokens here"],
    );
  });

  it("offers as destinations only those that the sender has a link to", async () => {
    assert.deepEqual(await labels(script("send Ada |")), ["Bob"]);
    assert.deepEqual(await labels(script("send Bob |")), ["Ada", "Cid"]);
    assert.deepEqual(await labels(script("send Nobody |")), ["Ada", "Bob", "Cid"]);
  });

  it("offers token numbers up to what the sender holds", async () => {
    assert.deepEqual(await labels(script("send Bob Ada |", 4)), ["1", "2", "3"]);
    assert.deepEqual(await labels(script("send Cid Ada |", 4)), []);
    const found = await offers(script("send Ada Bob |", 1));
    assert.deepEqual([found.length, found.at(-1)?.detail], [8, "all that Ada holds here"]);
  });

  it("lists round numbers of many", async () => {
    const texts = { "a.top": "2\nA 345\nB 0\nA B\n", "a.events": "send A B |" };
    assert.deepEqual((await labels(texts)).slice(12), ["20", "50", "100", "200", "345"]);
  });

  it("offers initiators after snapshot, and nothing after a tick or a whole command", async () => {
    assert.deepEqual(await labels(script("snapshot |")), ["Ada", "Bob", "Cid"]);
    assert.deepEqual(await labels(script("tick |")), []);
    assert.deepEqual(await labels(script("send Ada Bob 1 |")), []);
  });

  it("offers topologies in the comment, and nothing in other comments", async () => {
    assert.deepEqual(await labels({ "x.events": "# topology: b|ank\n" }, ["bank.top", "ring.top"]), [
      "bank.top",
      "ring.top",
    ]);
    assert.deepEqual(await labels({ "x.events": "# send |" }, ["bank.top"]), []);
  });
});

describe("completion in a topology", () => {
  it("offers sources of links, then destinations that are not linked yet", async () => {
    assert.deepEqual(await labels({ "bank.top": `${TOPOLOGY}|` }), ["Ada", "Bob", "Cid"]);
    assert.deepEqual(await labels({ "bank.top": `${TOPOLOGY}Ada |` }), ["Cid"]);
    assert.deepEqual(await labels({ "bank.top": `${TOPOLOGY}Bob |` }), []);
    assert.deepEqual(await labels({ "bank.top": `${TOPOLOGY}New |` }), []);
  });
});

describe("completion in a recorded snapshot", () => {
  const texts = (snap: string): Texts => ({
    "bank0.snap": snap,
    "bank.top": TOPOLOGY,
    "bank.events": SCRIPT,
  });

  it("offers servers that are not listed yet, with the recorded tokens", async () => {
    assert.deepEqual(await labels(texts("0\nAda 5\n|\n")), ["Bob", "Cid"]);
    assert.deepEqual(await labels(texts("0\nAda |\n")), ["5", "Bob"]);
  });

  it("offers the recorded message of a channel", async () => {
    assert.deepEqual(await labels(texts(SNAP.replace("token(2)", "|"))), ["token(2)"]);
    assert.deepEqual(await labels(texts("0\nAda Bob |\n")), []);
  });

  it("offers nothing before the id", async () => {
    assert.deepEqual(await labels(texts("|\n0\n")), []);
  });
});
