// The pages on the snapshot algorithms: one for each of the registry, with its source, its assumption, an example that runs and
// does what it says, the picture of it, and what it took. UPDATE_DOCS=1 before the test command prints these anew.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { snapshotCut } from "../../src/core/analysis/shownCut.ts";
import { traceToSvg } from "../../src/core/diagram/svg.ts";
import { assumptionWords } from "../../src/core/snapshot/assumptionWords.ts";
import { SNAPSHOT_ALGORITHMS } from "../../src/core/snapshot/registry.ts";
import type { SnapshotCost } from "../../src/core/trace/trace.ts";
import { openText } from "../language/lightcone/support.ts";

const DOCS = path.resolve(import.meta.dirname, "../../docs");
const isPrinting = process.env.UPDATE_DOCS === "1";

function costWords(cost: SnapshotCost): string {
  const { controlMessages, controlBits, piggybackBits, duration, blockedSum } = cost;
  return (
    `It took ${controlMessages} control messages of ${controlBits} bits, ${piggybackBits} bits on application messages, ` +
    `${duration} units of time, and kept processes waiting for ${blockedSum}.`
  );
}

describe("each snapshot algorithm has a page", () => {
  it("and no page is left over", () => {
    const pages = readdirSync(path.join(DOCS, "algorithms")).sort();
    assert.deepEqual(pages, SNAPSHOT_ALGORITHMS.map(({ id }) => `${id}.md`).sort());
  });

  for (const algorithm of SNAPSHOT_ALGORITHMS) {
    const { id, name, source } = algorithm;
    const file = path.join(DOCS, "algorithms", `${id}.md`);
    const example = /```lightcone\n([^`]*)```/.exec(readFileSync(file, "utf8"))?.[1] ?? "";

    it(`${id}: the example does what it says, with this algorithm`, async () => {
      const { problems, expectations, trace } = await openText(example);
      assert.deepEqual(problems, []);
      assert.ok(expectations.length >= 2);
      for (const { kind, words } of expectations) assert.equal(kind, "holds", words);
      assert.deepEqual(
        trace?.snapshots.map((snapshot) => snapshot.algorithm),
        [id],
      );
    });

    it(`${id}: source, assumption, cost and picture are those of today`, async () => {
      const { trace, verdicts } = await openText(example);
      const cost = trace?.snapshots[0].cost;
      assert.ok(trace !== undefined && cost !== undefined);
      const svg = traceToSvg(trace, { cut: snapshotCut(trace, 0, verdicts[0]), title: name });
      const picture = path.join(DOCS, "images/algorithms", `${id}.svg`);
      const words = assumptionWords(algorithm);
      const assumed = `${words[0].toUpperCase()}${words.slice(1)}.`;
      if (isPrinting) {
        writeFileSync(picture, svg);
        const page = readFileSync(file, "utf8")
          .replace(/^`[a-z-]+` · .*$/m, () => `\`${id}\` · ${source}`)
          .replace(/(## Assumes\n\n)[^.]*\./, (_, head: string) => `${head}${assumed}`)
          .replace(/^(TAKES|It took .*)$/m, () => costWords(cost));
        writeFileSync(file, page);
      }
      const page = readFileSync(file, "utf8");
      for (const part of [`# ${name}\n`, `\`${id}\` · ${source}`, assumed, costWords(cost)]) {
        assert.ok(page.includes(part), `${id}.md lacks: ${part}`);
      }
      assert.equal(readFileSync(picture, "utf8"), svg);
    });
  }
});
