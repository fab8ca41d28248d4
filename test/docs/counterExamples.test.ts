// The table of smallest counter-examples in docs/explorer.md is what the kept scenarios say when they are run. That they are the
// ones that the search finds, test/core/exploration/counterExamples.test.ts tells. UPDATE_DOCS=1 writes the table anew.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import { BREAKABLE } from "../../src/core/exploration/breakable.ts";
import { SNAPSHOT_ALGORITHMS } from "../../src/core/snapshot/registry.ts";
import { describeSnapshotVerdict } from "../../src/core/trace/verdict.ts";
import { openText } from "../language/lightcone/support.ts";
import { fixtureNames, fixtureText } from "../support/textSource.ts";

const PAGE = path.resolve(import.meta.dirname, "../../docs/explorer.md");
const FOLDER = "counterexamples";
const PART = /(<!-- counter-examples: [^>]*-->\n)([\s\S]*?)(\n<!-- \/counter-examples -->)/;

async function rowOf(file: string, id: string): Promise<string> {
  const assumption = file.slice(id.length + 1, -".lightcone".length);
  const { trace, verdicts } = await openText(fixtureText(`${FOLDER}/${file}`));
  assert.ok(trace !== undefined);
  const verdict = describeSnapshotVerdict(trace, verdicts[0]);
  const words = trace.snapshots[0].unfinished === undefined ? verdict : `never ends: ${verdict}`;
  const broken = BREAKABLE.find((each) => each.assumption === assumption);
  assert.ok(broken !== undefined, file);
  return `| \`${id}\` | [${broken.name}](../test/fixtures/${FOLDER}/${file}) | ${words} |`;
}

it("the explorer's page tells what the smallest counter-examples show", async () => {
  const files = fixtureNames(FOLDER);
  const rows = ["| algorithm | without | what goes wrong |", "| --- | --- | --- |"];
  for (const { id } of SNAPSHOT_ALGORITHMS) {
    const own = files.filter((file) => file.startsWith(`${id}-`));
    for (const file of own) rows.push(await rowOf(file, id));
  }
  assert.equal(rows.length - 2, files.length);
  const page = readFileSync(PAGE, "utf8");
  const found = PART.exec(page);
  assert.ok(found, "the page has no such table");
  const text = rows.join("\n");
  if (process.env.UPDATE_DOCS === "1")
    writeFileSync(
      PAGE,
      page.replace(PART, (_, open, __, close) => `${open}${text}${close}`),
    );
  else assert.equal(found[2], text);
});
