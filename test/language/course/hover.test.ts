// Hovers say what happens at a line of this very run.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hoverAt } from "../../../src/language/course/hover.ts";
import { code, plain } from "../../../src/language/course/markdown.ts";
import { SCRIPT, SNAP, TOPOLOGY } from "./samples.ts";
import { settingOf, type Texts } from "./support.ts";

async function hover(texts: Texts): Promise<string> {
  const { view, file, line, column } = await settingOf(texts);
  return hoverAt(view, file, line, column)?.markdown.join("\n").replaceAll("\\", "") ?? "";
}

const script = (from: string, to: string): Promise<string> =>
  hover({ "bank.top": TOPOLOGY, "bank.events": SCRIPT.replace(from, to) });
const topology = (from: string, to: string): Promise<string> =>
  hover({ "bank.top": TOPOLOGY.replace(from, to), "bank.events": SCRIPT });
const snap = (text: string): Promise<string> =>
  hover({ "bank0.snap": text, "bank.top": TOPOLOGY, "bank.events": SCRIPT });

describe("a hover in a script", () => {
  it("tells what becomes of a send", async () => {
    const text = await script("send Bob Ada 2", "se|nd Bob Ada 2");
    assert.match(text, /At tick 2: token\(2\) from Bob to Ada\./);
    assert.match(text, /Bob: 3 → 1 token on sending/);
    assert.match(text, /Received at tick 6: Ada: 4 → 6 tokens/);
    assert.match(text, /In transit in snapshot 0\./);
  });

  it("tells a server's tokens before and after the line", async () => {
    assert.match(await script("send Bob Ada 2", "send B|ob Ada 2"), /Bob\*\* holds 3 → 1 token here/);
    assert.match(await script("send Bob Cid 1", "send B|ob Cid 1"), /Bob\*\* holds 4 → 3 tokens here/);
    assert.match(await script("send Bob Ada 2", "send Bob A|da 2"), /Ada\*\* holds 5 tokens here/);
    assert.match(await script("snapshot Ada", "snapshot A|da"), /begins with 8 tokens and ends with 6/);
  });

  it("tells a snapshot's verdict and what it recorded", async () => {
    const text = await script("snapshot Ada", "|snapshot Ada");
    assert.match(text, /Snapshot 0\*\* by Ada, complete at tick 10: consistent, 1 message in transit/);
    assert.match(text, /12 tokens recorded, all there/);
    assert.match(text, /Ada 5 · Bob 4 · Cid 1/);
    assert.match(text, /Bob → Ada `token\(2\)`/);
  });

  it("tells what is delivered during a tick", async () => {
    const text = await script("tick 9", "tick| 9");
    assert.match(text, /from 3 to 12/);
    assert.match(
      text,
      /- tick 4: token\(3\) from Ada to Bob\n- tick 5: \*marker of snapshot 0 from Ada to Bob\*/,
    );
    assert.match(await script("tick 2", "tick| 2"), /Nothing is delivered meanwhile/);
  });

  it("says that a send that was left out is no part of the run", async () => {
    assert.match(await script("send Bob Cid 1", "se|nd Bob Cid 9"), /not part of the run/);
  });

  it("names the commands on a word that is none", async () => {
    assert.match(await script("tick\n", "wa|it\n"), /The commands are `send SRC DST TOKENS`, /);
  });

  it("has nothing to say on blank lines, comments and behind the line", async () => {
    assert.equal(await script("# topology", "# to|pology"), "");
    assert.equal(await script("tick\n", "tick  |\n"), "");
    assert.equal(await script("tick\n", "|\ntick\n"), "");
  });
});

describe("a hover in a topology", () => {
  it("tells totals, and that snapshots end", async () => {
    const text = await topology("3\n", "|3\n");
    assert.match(text, /3 servers, 12 tokens, 4 links\.\nEvery server reaches every other/);
  });

  it("tells of a server that markers cannot reach", async () => {
    const text = await hover({ "a.top": "|2\nA 1\nB 1\nA B\n" });
    assert.match(text, /No path of links leads from B to A: a snapshot by B never ends/);
  });

  it("tells of a server and a link", async () => {
    assert.match(
      await topology("Cid 0", "C|id 0"),
      /begins with 0 tokens and ends with 1\.\nLinks to Ada; from Bob\./,
    );
    const link = await topology("Bob Cid", "Bob |Cid");
    assert.match(link, /Only this way; there is no link back/);
    assert.match(link, /The run sends 1 message on it/);
  });
});

describe("a hover in a recorded snapshot", () => {
  it("tells expected and actual", async () => {
    assert.match(
      await snap(SNAP.replace("Bob 4", "B|ob 4")),
      /^\*\*Bob\*\* records itself at tick 5 with 4 tokens\.$/,
    );
    assert.match(await snap(SNAP.replace("Bob 4", "B|ob 6")), /with 4 tokens\.\nThis line says `6`/);
  });

  it("tells where a message comes from", async () => {
    const text = await snap(SNAP.replace("token(2)", "tok|en(3)"));
    assert.match(text, /`token\(2\)` from Bob to Ada, sent at tick 2, received at tick 6, was in transit/);
    assert.match(text, /This line says `token\(3\)`/);
    assert.match(await snap(`${SNAP}Ada B|ob token(1)\n`), /records no such message from Ada to Bob/);
  });

  it("tells the verdict on the id, or that there is none", async () => {
    assert.match(await snap(`|${SNAP}`), /Snapshot 0\*\* by Ada/);
    assert.match(await snap(`|${SNAP.replace("0\n", "7\n")}`), /The run takes no snapshot 7/);
  });
});

describe("names from files in Markdown", () => {
  it("cannot make mark-up", () => {
    assert.equal(plain("[x](command:y)*"), "\\[x\\]\\(command:y\\)\\*");
    assert.equal(code("a`b"), "`` a`b ``");
    assert.equal(code("ab"), "`ab`");
  });
});
