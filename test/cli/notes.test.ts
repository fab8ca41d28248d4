// `lightcone render NOTES.md`: each scenario in a fence is drawn, expectations that fail make the status 1, and what is wrong
// is told with the Markdown file's own lines.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { inFolder, lightcone } from "./run.ts";

const SYSTEM = "process P { G, Y }\nprocess Q { R }\nchannel P <-> Q latency 3\n";
const GOOD = `${SYSTEM}P -> Q : Y at 1\nsnapshot by P at 2\nexpect consistent`;
const NOTES = `# Two *notes*\n\n\`\`\`lightcone\n${GOOD}\n\`\`\`\n\nand\n\n- in a list\n\n  ~~~lightcone\n  import "two.lightcone"\n  scenario a { P -> Q : Y }\n  scenario "b*" { snapshot by Q }\n  ~~~\n\nend\n`;
const FILES = { "notes.md": NOTES, "two.lightcone": SYSTEM };

describe("lightcone render NOTES.md", () => {
  it("writes Markdown with pictures beside it", () => {
    inFolder(FILES, (folder) => {
      const { status, out, error } = lightcone(["render", "notes.md", "-o", "out/talk.md"], folder);
      assert.deepEqual([status, error], [0, ""]);
      assert.deepEqual(out.match(/wrote \S+/g), [
        "wrote out/talk-1.svg",
        "wrote out/talk-2.svg",
        "wrote out/talk-3.svg",
        "wrote out/talk.md",
      ]);
      const text = readFileSync(join(folder, "out/talk.md"), "utf8");
      assert.match(
        text,
        /^# Two \*notes\*\n\n!\[Space-time diagram: snapshot 1, consistent, .*\]\(talk-1\.svg\)\n\n- ✓ snapshot 1/,
      );
      assert.match(text, /\n {2}!\[Space-time diagram of b\\\*: .*\]\(talk-3\.svg\)\n/);
      assert.match(text, /\n<\/details>\n\nend\n$|\n {2}<\/details>\n\nend\n$/);
      assert.ok(!text.includes("lightcone\n"));
      for (const i of [1, 2, 3]) {
        const svg = readFileSync(join(folder, `out/talk-${i}.svg`), "utf8");
        assert.ok(svg.startsWith("<svg") && !svg.includes("var("));
      }
    });
  });

  it("writes a page that needs nothing else", () => {
    inFolder(FILES, (folder) => {
      assert.equal(lightcone(["render", "notes.md", "-o", "talk.html"], folder).status, 0);
      const page = readFileSync(join(folder, "talk.html"), "utf8");
      assert.match(page, /^<!doctype html>/);
      assert.match(page, /<title>Two \*notes\*<\/title>/);
      assert.match(page, /<h1>Two <em>notes<\/em><\/h1>/);
      assert.equal(page.split("<svg").length - 1, 3);
      assert.match(page, /prefers-color-scheme: dark/);
      assert.ok(!/<script|src=|href="http/.test(page));
      lightcone(["render", "notes.md", "-o", "dark.html", "--theme", "dark"], folder);
      assert.ok(!readFileSync(join(folder, "dark.html"), "utf8").includes("prefers-color-scheme"));
    });
  });

  it("has status 1 where an expectation fails, at the line in the Markdown", () => {
    const failing = NOTES.replace("scenario a {", "scenario a { expect end { P { G, Y }  Q { R } }");
    inFolder({ ...FILES, "notes.md": failing }, (folder) => {
      const { status, out } = lightcone(["render", "notes.md", "-o", "o.md"], folder);
      assert.equal(status, 1);
      assert.match(out, /^notes\.md:18:16: not as expected: in the end of the run, P holds G, not G, Y/m);
      assert.match(out, /^ {2}expected: P \{ G, Y \}; Q \{ R \}$/m);
      assert.ok(existsSync(join(folder, "o.md")));
    });
  });

  it("has status 2, and writes nothing, where a fence is wrong", () => {
    inFolder({ ...FILES, "notes.md": NOTES.replace("scenario a { P", "scenario a { Z") }, (folder) => {
      const { status, error } = lightcone(["render", "notes.md", "-o", "o.md"], folder);
      assert.equal(status, 2);
      assert.match(error, /^notes\.md:18:16: .*Z/);
      assert.ok(!existsSync(join(folder, "o.md")));
    });
  });

  it("says what it cannot do", () => {
    inFolder({ ...FILES, "plain.md": "# nothing\n" }, (folder) => {
      for (const [args, words] of [
        [["plain.md", "-o", "o.md"], /plain\.md:1:1: there is no fence/],
        [["notes.md", "-o", "notes.md"], /is the file that is read/],
        [["notes.md", "-o", "o.svg"], /must end in \.md or \.html/],
        [["notes.md", "two.lightcone", "-o", "o.md"], /one Markdown file/],
        [["notes.md", "-o", "o.md", "--cut", "P=1"], /--cut is for traces/],
        [["gone.md", "-o", "o.md"], /gone\.md:1:1: cannot be read/],
      ] as const) {
        const { status, error } = lightcone(["render", ...args], folder);
        assert.equal(status, 2);
        assert.match(error, words);
      }
    });
  });
});
