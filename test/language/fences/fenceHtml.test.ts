// A fence as HTML: its diagrams and verdicts, its problems with the lines of the document, its bounds; and that nothing in
// it, whatever it is, becomes markup or a throw.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { drawFence, ENGLISH, fenceHtml } from "../../../src/language/fences/fenceHtml.ts";
import { readFence } from "../../../src/language/fences/readFence.ts";
import { LightconeParser } from "../../../src/language/lightcone/parsing/parse.ts";

const parser = new LightconeParser();
const SYSTEM = "process P { G, Y }\nprocess Q { R, P, B, O }\nchannel P <-> Q latency 3\n";
const ONE = `${SYSTEM}P -> Q : Y at 1\nQ -> P : O at 2\nsnapshot by P at 2\nexpect consistent\n`;

/** `line`: the document's, on which the fence's text begins. */
function html(text: string, files: Readonly<Record<string, string>> = {}, line = 11): string {
  const context = { parser, document: "notes.md", readImport: (path: string) => files[path] };
  const drawn = drawFence(text, readFence(text, context));
  return fenceHtml(drawn, { document: "notes.md", line, words: ENGLISH });
}

/** The text of each element of a list, as a reader sees it. */
function items(markup: string): string[] {
  return Array.from(markup.matchAll(/<li(?: [^>]*)?>(.*?)<\/li>/gs), ([, item]) =>
    item
      .replaceAll(/<[^>]*>/g, "|")
      .replaceAll(/\|+/g, "|")
      .replaceAll("&lt;", "<"),
  );
}

describe("a fence of Markdown", () => {
  it("lets a learner see the run alone, and all else behind a click", () => {
    const reading = readFence(ONE, { parser, document: "notes.md", readImport: () => undefined });
    const veiled = fenceHtml(drawFence(ONE, reading, true), {
      document: "notes.md",
      line: 11,
      words: ENGLISH,
    });
    const [seen, answer] = veiled.split(
      '<details class="lightcone-answer"><summary>Show the answer</summary>',
    );
    assert.equal(seen.split("<svg").length - 1, 1);
    assert.doesNotMatch(seen, /consistent|marker|records/);
    assert.match(seen, /sends O|>O</, "the messages are there");
    assert.equal(answer.replace("</details></details>", "</details>"), html(ONE).replaceAll("\n", "\n"));
  });

  it("is drawn, with its verdict in words below and its text folded away", () => {
    const markup = html(ONE);
    assert.equal(markup.split("<svg").length - 1, 1);
    assert.match(markup, /var\(--lightcone-inTransit, #0969da\)/);
    assert.deepEqual(items(markup), [
      "|✓| snapshot 1: consistent, 1 message in transit",
      "|✓| as expected: snapshot 1 is consistent, 1 message in transit |line 17|",
    ]);
    assert.match(
      markup,
      /<details><summary>Scenario<\/summary><pre class="lightcone-source"><code>process P/,
    );
  });

  it("of several scenarios shows them one below the other, with ids of their own", () => {
    const two = `${SYSTEM}scenario first { P -> Q : Y }\nscenario second { snapshot by Q }\n`;
    const markup = html(two);
    assert.match(markup, /<svg.*>first<.*<svg.*>second</s);
    const ids = Array.from(markup.matchAll(/ id="([^"]*)"/g), ([, id]) => id);
    assert.equal(ids.length, 6);
    assert.equal(new Set(ids).size, 6);
    for (const [, id] of markup.matchAll(/url\(#([^)]*)\)/g)) assert.ok(ids.includes(id));
  });

  it("shows what an expectation found, both sides", () => {
    const markup = html(`${SYSTEM}snapshot by P\nexpect snapshot 1 { P { G }  Q { R, P, B, O } }`);
    assert.match(
      items(markup)[1],
      /not as expected: in snapshot 1, P holds G, Y, not G \|line 15\|expected\|/,
    );
    assert.match(markup, /<dt>actual<\/dt><dd><code>P \{ G, Y \}\nQ \{/);
  });

  it("shows a puzzle without a picture of nothing", () => {
    const markup = html(`${SYSTEM}possible p { P { G }  Q { } }`);
    assert.ok(!markup.includes("<svg"));
    assert.match(items(markup)[0], /puzzle p: impossible: the system has B/);
  });

  it("that is wrong shows its problems at the document's lines, and its text", () => {
    const markup = html(`${SYSTEM}P -> Z : Y\nP -> Q : R`);
    assert.ok(!markup.includes("<svg"));
    assert.deepEqual(
      items(markup).map((item) => item.split("|")[1]),
      ["line 14, column 6"],
    );
    assert.match(markup, /<code>P -&gt; Z : Y<\/code>/);
    assert.ok(!markup.includes("<details>"));
  });

  it("brings what it imports, and says whose a problem is", () => {
    const text = 'import "two.lightcone"\nP -> Q : Y';
    assert.match(html(text, { "two.lightcone": SYSTEM }), /<svg/);
    assert.match(items(html(text))[0], /^\|line 11, column 8\| there is no file two\.lightcone/);
    const broken = html(text, { "two.lightcone": "process P { ; }" });
    assert.match(items(broken)[0], /^\|two\.lightcone, line 1, column 13\|/);
  });

  it("that is too large is told, not drawn", () => {
    const cases: readonly (readonly [text: string, words: RegExp])[] = [
      [`// ${"x".repeat(60_000)}`, /may hold 60000 characters/],
      ["process N1..N61\nchannel ring", /at most 60 processes; here are 61/],
      [`${SYSTEM}${Array.from({ length: 31 }, (_, i) => `scenario s${i} { }`).join("\n")}`, /30 scenarios/],
      ["process A { Y }, B\nchannel A <-> B\nrandom 100000 sends seed 1", /more than 60000 steps/],
    ];
    for (const [text, words] of cases) {
      const start = performance.now();
      const markup = html(text);
      assert.match(items(markup)[0], words);
      assert.ok(!markup.includes("<svg"));
      assert.ok(performance.now() - start < 20_000, "it takes for ever");
    }
  });

  it("puts nothing of its text into the page as markup", () => {
    const evil = `<img src=x onerror=alert(1)>"'&`;
    const name = evil.replaceAll('"', "");
    const texts = [
      evil,
      `process "${name}" { "${name}" }, Q\nchannel "${name}" -> Q\nscenario "${name}" {\n"${name}" -> Q : "${name}"\nsnapshot "${name}" by Q\ncut "${name}" at 1\nexpect end { Q { "${name}" } }\npossible "${name}" { Q { "${name}" } }\n}`,
      `import "${name}"`,
    ];
    for (const text of texts) assert.ok(!/<img|<[^>]*onerror=[^>"]*alert/.test(html(text)), html(text));
  });

  it("never throws, and is balanced", () => {
    const words = [
      "process P {",
      "}",
      "P",
      "->",
      "Q",
      ":",
      "<b>",
      "&",
      "snapshot by",
      "expect",
      '"',
      "\n",
      "\u0000",
    ];
    const soup = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join(" "));
    const broken = fc.tuple(fc.nat(ONE.length), fc.nat(20), fc.constantFrom(...words));
    const cut = broken.map(([at, length, put]) => ONE.slice(0, at) + put + ONE.slice(at + length));
    fc.assert(
      fc.property(fc.oneof(soup, cut, fc.string()), (text) => {
        const markup = html(text);
        for (const tag of ["div", "ul", "li", "code", "figure", "details", "svg", "g"]) {
          const opened = markup.split(new RegExp(`<${tag}[\\s>]`)).length;
          assert.equal(markup.split(`</${tag}>`).length, opened, tag);
        }
        assert.ok(!markup.includes("<b>"));
      }),
      { numRuns: 400, seed: 11 },
    );
  });
});
