// The samples that ship with the extension: the right recorded snapshot is right, the mistaken one shows what its comment
// says, and accepting what the run records makes it right.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import { problemPlace } from "../../../src/language/course/problemPlace.ts";
import { acceptRecorded } from "../../../src/language/course/recordedFixes.ts";
import { changed, settingOf } from "./support.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../../samples/course");

const sample = (name: string): string => readFileSync(path.join(FOLDER, name), "utf8");
const withRun = (name: string, text = sample(name)) =>
  settingOf({ [name]: text, "bank.top": sample("bank.top"), "bank.events": sample("bank.events") });

it("bank.snap is what bank.events records", async () => {
  assert.deepEqual((await withRun("bank.snap")).problems, []);
});

it("bank-mistaken.snap has two mistakes, which one fix mends", async () => {
  const { problems, snaps } = await withRun("bank-mistaken.snap");
  const [file] = snaps;
  const differing = problems.filter(({ code }) => code === "snapshot-differs");
  assert.deepEqual(
    differing.map(({ args }) => args?.kind),
    ["missing-message", "process"],
  );
  const fix = acceptRecorded(file, file.snapshots[0], problems, (problem) => problemPlace(file, problem));
  const mended = changed(sample("bank-mistaken.snap"), fix?.changes ?? []);
  assert.deepEqual((await withRun("bank-mistaken.snap", mended)).problems, []);
});
