// The checks of what ships, each with the fault it is there to find: a stray or missing file, a bundle too big, a
// package without a notice, an archive cut short.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deflateRawSync } from "node:zlib";
import { budgetTable, overBudget } from "../../scripts/shipping/budgets.mjs";
import { bundledPackages, formatNotices } from "../../scripts/shipping/notices.mjs";
import { checkShippedFiles } from "../../scripts/shipping/shipped-files.mjs";
import { listZip } from "../../scripts/shipping/zip-listing.mjs";

describe("the list of shipped files", () => {
  const allowed = "# comment\n\npackage.json\n? media/**\ndist/*.js\n";

  it("accepts a package that holds what it names", () => {
    assert.deepEqual(checkShippedFiles(["package.json", "dist/a.js", "media/icons/a.svg"], allowed), []);
    assert.deepEqual(checkShippedFiles(["package.json", "dist/a.js"], allowed), []);
  });

  it("finds a file that is not meant to ship", () => {
    const faults = checkShippedFiles(["package.json", "dist/a.js", ".env", "dist/deep/b.js"], allowed);
    assert.deepEqual(faults, [
      "the package holds .env, which scripts/shipped-files.txt does not name",
      "the package holds dist/deep/b.js, which scripts/shipped-files.txt does not name",
    ]);
  });

  it("finds a file that is missing", () => {
    assert.deepEqual(checkShippedFiles(["package.json"], allowed), [
      "the package lacks dist/*.js, which scripts/shipped-files.txt names",
    ]);
  });
});

describe("the size budgets", () => {
  it("accept a file of exactly its budget and refuse one byte more", () => {
    assert.deepEqual(overBudget([{ file: "dist/extension.cjs", bytes: 350_000 }]), []);
    assert.deepEqual(overBudget([{ file: "dist/extension.cjs", bytes: 350_001 }]), [
      "dist/extension.cjs has 350.0 KB, over its budget of 350.0 KB",
    ]);
  });

  it("show size against budget", () => {
    const [, row] = budgetTable([{ file: "lightcone-1.2.3.vsix", bytes: 1_000_000 }]).split("\n");
    assert.match(row ?? "", /^lightcone-1\.2\.3\.vsix +1000\.0 KB +4000\.0 KB +25 %$/);
  });

  it("refuse to pass over a file nobody set a budget for", () => {
    assert.throws(() => overBudget([{ file: "dist/new.js", bytes: 1 }]), /has no budget/);
  });
});

describe("the third-party notices", () => {
  it("name each package with code in a bundle, nested and scoped ones too", () => {
    const inputs = {
      "src/core/a.ts": { bytesInOutput: 10 },
      "node_modules/lit/index.js": { bytesInOutput: 10 },
      "node_modules/@scope/pack/lib/a.js": { bytesInOutput: 1 },
      "node_modules/a/node_modules/b/b.js": { bytesInOutput: 1 },
      "node_modules/shaken-off/index.js": { bytesInOutput: 0 },
    };
    const found = bundledPackages([{ outputs: { "dist/x.js": { inputs } } }]);
    assert.deepEqual(
      [...found],
      ["node_modules/lit", "node_modules/@scope/pack", "node_modules/a/node_modules/b"],
    );
  });

  it("list the packages by name and version, then their texts", () => {
    const text = formatNotices([
      { name: "b", version: "10.0.0", licence: "MIT", text: "text of b 10" },
      { name: "b", version: "9.0.0", licence: "ISC", text: "text of b 9" },
      { name: "a", version: "1.0.0", licence: "MIT", text: "text of a" },
    ]);
    const order = [
      "  a 1.0.0 (MIT)",
      "  b 9.0.0 (ISC)",
      "  b 10.0.0 (MIT)",
      "text of a",
      "text of b 9",
      "text of b 10",
    ];
    const places = order.map((part) => text.indexOf(part));
    assert.ok(!places.includes(-1), text);
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
  });
});

describe("the listing of a zip archive", () => {
  it("names the files and leaves folders out", () => {
    assert.deepEqual(listZip(zipOf(["extension/", "extension/package.json", "extension/ü.txt"])), [
      "extension/package.json",
      "extension/ü.txt",
    ]);
  });

  it("refuses what is no archive", () => {
    assert.throws(
      () => listZip(Buffer.from("plain text, long enough to hold an end record")),
      /not a zip archive/,
    );
  });

  it("refuses an archive whose directory was cut", () => {
    const whole = zipOf(["a.txt", "b.txt"]);
    assert.throws(() => listZip(Buffer.concat([whole.subarray(10)])), /directory is broken/);
  });
});

/** A zip archive with the given names, each holding one deflated byte. */
function zipOf(names: readonly string[]): Buffer {
  const content = deflateRawSync(Buffer.from("x"));
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const bytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(bytes.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(bytes.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, bytes, content);
    directory.push(entry, bytes);
    offset += local.length + bytes.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
