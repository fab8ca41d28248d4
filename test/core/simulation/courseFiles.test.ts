// The course's own tests: each script gives exactly the snapshots that the course expects. Then our twins of them,
// whose expected snapshots a second, plainly written simulator made (LIGHTCONE_WRITE_FIXTURES=1 writes them anew).

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { COURSE_SEED } from "../../../src/core/formats/course/eventsFile.ts";
import { type CourseCase, courseCases, normalised, openCase, runCase } from "../../support/courseFiles.ts";
import { plainSnapshots } from "../../support/plainCourseSimulator.ts";
import { courseSamples, fixturePath } from "../../support/textSource.ts";

const samples = courseSamples();
const missing = samples === undefined && "the folder ../shared/samples/cos418 is not there";
const twins = fixturePath("course");

const textIn = (folder: string, name: string): string => readFileSync(path.join(folder, name), "utf8");

const expectedOf = (folder: string, { snaps }: CourseCase): string[] =>
  snaps.map((name) => textIn(folder, name)).sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));

describe("the course's files", () => {
  const folder = samples ?? "";
  const cases = samples === undefined ? [] : courseCases(folder);

  it("are 7 scripts with 21 snapshots", { skip: missing }, () => {
    assert.deepEqual([cases.length, cases.flatMap(({ snaps }) => snaps).length], [7, 21]);
  });

  for (const course of cases) {
    it(`${course.script} over ${course.topology} gives the expected snapshots`, async () => {
      const actual = await runCase(folder, course);
      assert.deepEqual(actual.map(normalised), expectedOf(folder, course).map(normalised));
    });

    it(`${course.script} opens with its .snap files without a problem, every snapshot consistent`, async () => {
      const { problems, verdicts, reading } = await openCase(folder, course, true);
      assert.deepEqual(problems, []);
      assert.equal(reading.claims.length, course.snaps.length);
      assert.deepEqual(
        verdicts.map(({ kind }) => kind),
        course.snaps.map(() => "consistent"),
      );
    });
  }
});

describe("our twins of the course's files", () => {
  const cases = courseCases(twins);

  it("are 5 scripts with 9 snapshots", () => {
    assert.deepEqual([cases.length, cases.flatMap(({ snaps }) => snaps).length], [5, 9]);
  });

  for (const course of cases) {
    it(`${course.script} gives the snapshots of its .snap files`, async () => {
      const actual = await runCase(twins, course);
      assert.deepEqual(actual.map(normalised), expectedOf(twins, course).map(normalised));
    });

    it(`${course.script}: the plain simulator made just these .snap files`, () => {
      const made = plainSnapshots(
        textIn(twins, course.topology),
        textIn(twins, course.script),
        BigInt(COURSE_SEED),
      );
      if (process.env.LIGHTCONE_WRITE_FIXTURES === "1") {
        made.forEach((text, i) => {
          writeFileSync(path.join(twins, course.snaps[i]), text);
        });
      }
      assert.deepEqual(expectedOf(twins, course), made);
    });
  }
});

describe("the comparison of .snap texts", () => {
  it("leaves the order across destinations free", () => {
    assert.equal(
      normalised("0\nA 1\nA B token(1)\nB C token(2)\n"),
      normalised("0\nA 1\nB C token(2)\nA B token(1)\n"),
    );
  });

  it("keeps the order within a destination", () => {
    assert.notEqual(
      normalised("0\nA 1\nA B token(1)\nC B token(2)\n"),
      normalised("0\nA 1\nC B token(2)\nA B token(1)\n"),
    );
  });
});
