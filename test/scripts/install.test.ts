// When `npm start` and `npm test` install: if and only if node_modules lacks something that package-lock.json names.
// Too seldom, and a fresh clone fails; too often, and every run waits for npm.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { holdsAll } from "../../scripts/lib/install.mjs";

describe("what is installed", () => {
  const wanted = {
    packages: {
      "": { version: "0.1.0" },
      "node_modules/a": { version: "1.0.0" },
      "node_modules/only-on-macos": { version: "2.0.0", optional: true },
    },
  };

  it("holds all without the packages for other systems", () => {
    assert.equal(holdsAll(wanted, { packages: { "node_modules/a": { version: "1.0.0" } } }), true);
  });

  it("does not if a package is missing", () => assert.equal(holdsAll(wanted, { packages: {} }), false));

  it("does not if a version differs, of an optional package too", () => {
    assert.equal(holdsAll(wanted, { packages: { "node_modules/a": { version: "1.0.1" } } }), false);
    const older = {
      "node_modules/a": { version: "1.0.0" },
      "node_modules/only-on-macos": { version: "1.9.0" },
    };
    assert.equal(holdsAll(wanted, { packages: older }), false);
  });
});
