// The walkthroughs: each step of the lecture opens a sample that ships, with its picture as `lightcone render` draws it, in
// the colours of VS Code's theme. `UPDATE_DOCS=1` draws the pictures anew instead of comparing them.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { openScenario } from "../../src/core/analysis/opened.ts";
import { askedCut, snapshotCut } from "../../src/core/analysis/shownCut.ts";
import { LIGHT, type Palette } from "../../src/core/diagram/style.ts";
import { traceToSvg } from "../../src/core/diagram/svg.ts";
import { openText } from "../language/lightcone/support.ts";

interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg?: string; readonly markdown?: string; readonly altText?: string };
  readonly completionEvents: readonly string[];
}

const ROOT = path.resolve(import.meta.dirname, "../..");
const read = (name: string): string => readFileSync(path.join(ROOT, name), "utf8");
const texts: Record<string, string> = JSON.parse(read("package.nls.json"));
const { walkthroughs } = JSON.parse(read("package.json")).contributes;
const lecture: readonly Step[] = walkthroughs.find(({ id }: { id: string }) => id === "lecture").steps;
const SAMPLES = readdirSync(path.join(ROOT, "samples/lecture")).filter((name) => /^\d\d-/.test(name));

/** What media/panel.css takes for the same, or near it. */
const VARIABLES: Readonly<Partial<Record<keyof Palette, string>>> = {
  background: "editor-background",
  text: "foreground",
  mutedText: "descriptionForeground",
  grid: "editorWidget-border",
  lane: "descriptionForeground",
  event: "foreground",
  message: "descriptionForeground",
  marker: "charts-purple",
  inTransit: "charts-blue",
  orphan: "errorForeground",
  lost: "charts-orange",
  cut: "charts-green",
  past: "charts-yellow",
  selection: "focusBorder",
  pill: "editor-background",
  consistent: "charts-green",
  inconsistent: "errorForeground",
  unknown: "charts-yellow",
};

const palette: Palette = {
  ...LIGHT,
  ...Object.fromEntries(
    Object.entries(VARIABLES).map(([name, variable]) => [name, `var(--vscode-${variable})`]),
  ),
};

/** The first scenario of a sample with its first snapshot's cut, or its first cut. */
async function picture(sample: string): Promise<string> {
  const { trace, verdicts, cuts } = await openText(read(`samples/lecture/${sample}`));
  assert.ok(trace);
  const [drawn] = cuts;
  const cut =
    trace.snapshots.length > 0
      ? snapshotCut(trace, 0, verdicts[0])
      : drawn && askedCut(trace, `cut ${drawn.planned.name}`, drawn.cut);
  return traceToSvg(trace, { theme: palette, cut, title: "" });
}

describe("the lecture's walkthrough", () => {
  it("has a step for each sample, in their order", () => {
    assert.deepEqual(
      lecture.map(({ completionEvents }) => completionEvents),
      SAMPLES.map((name) => [`onContext:lightcone.sample == 'lecture/${name}'`]),
    );
  });

  lecture.forEach((step, i) => {
    const sample = SAMPLES[i];
    it(`opens ${sample}, in two or three sentences of ours`, async () => {
      const text = (key: string): string => texts[key.replaceAll("%", "")] ?? assert.fail(key);
      const [words, link] = text(step.description).split("\n");
      assert.match(text(step.title), /^[A-Z]/);
      const sentences = words.split(/[.?](?= |$)/).length - 1;
      assert.ok(sentences >= 2 && sentences <= 4, `${sentences} sentences: ${words}`);
      const argument = /\(command:lightcone\.sample\.open\?(.*)\)$/.exec(link)?.[1] ?? "";
      assert.deepEqual(JSON.parse(decodeURIComponent(argument)), [`lecture/${sample}`]);
      const { svg, markdown } = step.media;
      if (markdown !== undefined) {
        assert.match(read(markdown), /Can a snapshot record/);
        return;
      }
      assert.ok(svg);
      const drawn = await picture(sample);
      if (process.env["UPDATE_DOCS"] === "1") writeFileSync(path.join(ROOT, svg), drawn);
      assert.ok(existsSync(path.join(ROOT, svg)));
      assert.equal(read(svg), drawn);
      assert.ok(step.media.altText);
    });
  });
});

/** What the steps' texts suggest to change in their samples, and what then is not as expected any more. */
const CHANGES: readonly (readonly [sample: string, from: string, to: string, found: RegExp])[] = [
  ["01", "cut now at 3", "cut now at 9", /in cut now, P holds G, O, not G/],
  ["02", "skew 3", "skew 0", /snapshot 1 is consistent, no message in transit/],
  ["03", "independently at 3", "independently at 9", /in snapshot 1, tokens conserved/],
  ["04", "snapshot by P at 1", "snapshot by P at 3", /snapshot 1 is consistent/],
  ["05", "snapshot by P at 2", "snapshot by P at 4", /P holds none, not G/],
  ["06", "snapshot by P at 1", "snapshot by P at 2", /P holds G, not G, Y/],
  ["07", "O at 1", "O at 5", /Q holds B, O, P, R, not B, P, R/],
  ["08", "at 3", "at 5", /Q holds B, O, P, R, not B, P, R/],
  ["09", "stop at 5", "stop at 9", /snapshot 1 is consistent, 1 message in transit/],
  ["10", "not fifo", "fifo", /snapshot 1 is consistent/],
  ["18", "independently at 3", "independently at 6", /Q holds reference, not none/],
  ["20", "balance += 20", "balance += 30", /Rome holds balance = 70, not balance = 60/],
];

describe("a change that the lecture suggests", () => {
  for (const [number, from, to, found] of CHANGES) {
    it(`in ${number} changes the verdict`, async () => {
      const i = SAMPLES.findIndex((name) => name.startsWith(number));
      const words = texts[lecture[i].description.replaceAll("%", "")];
      for (const named of words.matchAll(/“([^”]+)”/g))
        assert.ok(
          [from, to].some((side) => side.includes(named[1]) || named[1].includes(side)),
          named[1],
        );
      const text = read(`samples/lecture/${SAMPLES[i]}`);
      const changed = text.replace(from, to);
      assert.notEqual(changed, text);
      const { reading, scenario } = await openText(changed);
      const failing: string[] = [];
      for (const each of reading.scenarios ?? [scenario]) {
        assert.ok(each);
        const { expectations } = await openScenario(each);
        for (const { kind, words: told } of expectations) if (kind === "fails") failing.push(told);
      }
      assert.match(failing.join("\n"), found);
    });
  }
});
