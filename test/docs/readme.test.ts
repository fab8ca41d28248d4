// The README says what is so: its tables are printed from the registries, its examples run, its links lead somewhere.
// `UPDATE_DOCS=1` writes the printed parts anew instead of comparing them.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { assumptionWords } from "../../src/core/snapshot/assumptionWords.ts";
import { SNAPSHOT_ALGORITHMS } from "../../src/core/snapshot/registry.ts";
import { ALL_FORMATS } from "../../src/language/formats.ts";
import { lightcone, ROOT } from "../cli/run.ts";

const FILE = join(ROOT, "README.md");
const readme = readFileSync(FILE, "utf8");

function formatsTable(): string {
  const rows = ALL_FORMATS.map(({ name, extensions, write }) => {
    const files = extensions.map((extension) => `\`${extension}\``).join(", ");
    return `| ${name} | ${files} |${write === undefined ? "" : " yes"} |`;
  });
  return ["| format | files | written too |", "| --- | --- | --- |", ...rows].join("\n");
}

function algorithmsTable(): string {
  const rows = SNAPSHOT_ALGORITHMS.map((algorithm) => {
    const { id, name, source } = algorithm;
    return `| [\`${id}\`](docs/algorithms/${id}.md) | ${name} | ${assumptionWords(algorithm)} | ${source} |`;
  });
  return ["| algorithm | name | assumes | source |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

const PRINTED: Readonly<Record<string, () => string>> = {
  formats: formatsTable,
  algorithms: algorithmsTable,
  commands: () => `\`\`\`\n${lightcone(["--help"]).out}\`\`\``,
};

describe("printed parts of the README", () => {
  for (const [part, print] of Object.entries(PRINTED)) {
    it(`${part} is up to date`, () => {
      const pattern = new RegExp(`(<!-- ${part}: [^>]*-->\n)([^]*?)(\n<!-- /${part} -->)`);
      const found = pattern.exec(readme);
      assert.ok(found, `the README has no part ${part}`);
      if (process.env.UPDATE_DOCS === "1") {
        const text = readFileSync(FILE, "utf8");
        writeFileSync(
          FILE,
          text.replace(pattern, (_, open, __, close) => `${open}${print()}${close}`),
        );
      } else {
        assert.equal(found[2], print());
      }
    });
  }
});

describe("examples in the README", () => {
  const examples = [...readme.matchAll(/^\$ lightcone (.*)$/gm)].map((match) => match[1]);
  const folder = mkdtempSync(join(tmpdir(), "lightcone-readme-"));
  symlinkSync(join(ROOT, "samples"), join(folder, "samples"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("there are some", () => assert.ok(examples.length >= 5));

  for (const example of examples) {
    it(example, () => {
      const { status, out, error } = lightcone(example.split(" "), folder);
      const holds = example.includes("--cut Paris=1,Rome=5") ? 1 : 0;
      assert.deepEqual([status, error], [holds, ""]);
      assert.ok(out.length > 0);
    });
  }

  it("the tour's cut and verdicts are those of the sample", () => {
    assert.match(
      lightcone(["verify", "samples/course/bank.events"]).out,
      /consistent, 3 messages in transit/,
    );
    const { out } = lightcone(["verify", "samples/course/bank.events", "--cut", "Paris=1,Rome=5"]);
    assert.match(out, /inconsistent, 1 orphan message\n/);
  });
});

describe("links and pictures", () => {
  for (const name of ["README.md", "CONTRIBUTING.md"]) {
    const text = readFileSync(join(ROOT, name), "utf8");
    for (const [, target] of text.matchAll(/\]\(([^)#:]+)\)/g)) {
      it(`${name}: ${target} is there`, () => assert.ok(existsSync(join(ROOT, target))));
    }
  }
});

describe("a new machine", () => {
  it("the commands of the README are scripts of the package", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const named = [
      ...`${readme}\n${readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8")}`.matchAll(/npm (?:run )?(\w+)/g),
    ]
      .map((match) => match[1])
      .filter((name) => !["and"].includes(name));
    assert.ok(named.length > 3);
    for (const name of named) assert.ok(name in scripts, `npm run ${name}`);
  });
});
