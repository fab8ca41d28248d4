// Vector clocks beside messages that a source names itself: where the two differ is told where it arises, and only there.
// Clocks that are right are never told, whatever the run.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readSources } from "../../../src/core/formats/readSources.ts";
import { FORMATS } from "../../../src/core/formats/registry.ts";
import { chandyLamport } from "../../../src/core/snapshot/algorithms/chandyLamport.ts";
import { simulationOf } from "../../../src/core/snapshot/simulate.ts";
import type { Problem } from "../../../src/core/trace/problem.ts";
import { randomScenario } from "../../support/randomScenario.ts";
import { type Happening, happeningsOf } from "../../support/snapshotEventFiles.ts";
import { textSource } from "../../support/textSource.ts";

async function problemsOf(name: string, text: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  await readSources([textSource(name, text)], FORMATS, { report: (problem) => problems.push(problem) });
  return problems;
}

const short = ({ code, position, args, related }: Problem): string =>
  `${position.line} ${code} ${args?.process}: ${args?.given}, not ${args?.implied}` +
  (related ?? []).map((place) => `, ${place.position.line}`).join("");

type Clock = Readonly<Record<string, number>>;
const lctrace = (clocks: readonly (Clock | undefined)[]): string => {
  const events = [
    { p: "P", send: { id: 1, to: "Q" } },
    { p: "Q", receive: 1 },
    { p: "Q", send: { id: 2, to: "R" } },
    { p: "R", receive: 2 },
    { p: "R" },
  ];
  const lines = events.map((event, i) => (clocks[i] === undefined ? event : { ...event, vc: clocks[i] }));
  return [{ lctrace: 1 }, ...lines].map((line) => JSON.stringify(line)).join("\n");
};
const RIGHT: readonly Clock[] = [
  { P: 1 },
  { P: 1, Q: 1 },
  { P: 1, Q: 2 },
  { P: 1, Q: 2, R: 1 },
  { P: 1, Q: 2, R: 2 },
];

describe("clocks of a .lctrace", () => {
  const found = async (clocks: readonly (Clock | undefined)[]): Promise<string[]> =>
    (await problemsOf("a.lctrace", lctrace(clocks))).map(short);
  const withClock = (i: number, clock: Clock | undefined) => RIGHT.with(i, clock as Clock);

  it("that are right, or are there for some events only, have no problem", async () => {
    assert.deepEqual(await found(RIGHT), []);
    for (const i of RIGHT.keys()) assert.deepEqual(await found(withClock(i, undefined)), [], `without ${i}`);
    assert.deepEqual(await found([]), []);
  });

  it("that do not take what the message brings are told there, with the send, and not at what follows", async () => {
    assert.deepEqual(await found([{ P: 1 }, { Q: 1 }, { Q: 2 }, { Q: 2, R: 1 }, { Q: 2, R: 2 }]), [
      "3 clock-differs P: 0, not 1, 2",
    ]);
  });

  it("that skip a step of their own, or know what nobody told them", async () => {
    assert.deepEqual(await found(withClock(4, { P: 1, Q: 2, R: 4 })), ["6 clock-differs R: 4, not 2"]);
    assert.deepEqual(await found(withClock(4, { P: 1, Q: 3, R: 2 })), ["6 clock-differs Q: 3, not 2"]);
    assert.deepEqual(await found(withClock(2, { P: 0, Q: 2 })), ["4 clock-differs P: 0, not 1"]);
  });

  it("that begin late go on from there", async () => {
    const late: Clock[] = [
      { P: 5, S: 3 },
      { P: 5, S: 3, Q: 9 },
      { P: 5, S: 3, Q: 10 },
    ];
    assert.deepEqual(await found(late), []);
  });

  it("that are no clocks are told and the line left out", async () => {
    const text = lctrace(RIGHT).replace('"vc":{"P":1}', '"vc":{"P":-1}');
    assert.deepEqual(
      (await problemsOf("a.lctrace", text)).map(({ code }) => code),
      ["number-expected", "receive-without-send"],
    );
  });

  it("are told twenty times and then counted", async () => {
    const events = Array.from({ length: 30 }, (_, i) => ({ p: "P", vc: { P: 2 * i + 1 } }));
    const text = [{ lctrace: 1 }, ...events].map((line) => JSON.stringify(line)).join("\n");
    const problems = await problemsOf("a.lctrace", text);
    assert.equal(problems.length, 21);
    assert.equal(problems[20].message, "9 more events have clocks that differ, the last one here");
  });
});

describe("clocks of a log, from which its messages follow", () => {
  const log = (clocks: readonly Clock[]): string =>
    clocks.map((clock, i) => `${"PQQRR"[i]} ${JSON.stringify(clock)}\nevent`).join("\n");
  const found = async (clocks: readonly Clock[]): Promise<string[]> =>
    (await problemsOf("a.log", log(clocks)))
      .filter(({ severity }) => severity !== "info")
      .map(({ position, code, message }) => `${position.line} ${code}: ${message}`);

  it("must hold all that the sender's held", async () => {
    assert.deepEqual(await found(RIGHT), []);
    const [told, ...others] = await found(RIGHT.map(({ P, ...rest }, i) => (i < 3 ? { P, ...rest } : rest)));
    assert.match(told, /^7 clock-differs: this event's clock says 0 for P, but .* imply 1$/);
    assert.deepEqual(others, [], "what follows is right by what came before it");
  });
});

describe("clocks beside message ids in JSON Lines", () => {
  const MAPPING = { process: "n", kind: "k", message: "m", peer: "to", clock: "vc" };
  const lines = (happenings: readonly Happening[]): string =>
    [
      `// lightcone: ${JSON.stringify(MAPPING)}`,
      ...happenings.map(({ process, kind, peer, message, snapshot, clock }) => {
        const way = kind.replace("marker-", "");
        const id =
          message ??
          `marker ${snapshot} ${way === "send" ? process : peer} ${way === "send" ? peer : process}`;
        const isMessage = way === "send" || way === "receive";
        return JSON.stringify({ n: process, k: way, ...(isMessage ? { m: id, to: peer } : {}), vc: clock });
      }),
    ].join("\n");
  const RUNS = randomScenario({ processes: 4, steps: 14, snapshots: 2, ring: true });
  const runOf = (scenario: Parameters<typeof simulationOf>[0]): Happening[] => {
    const simulation = simulationOf(scenario, chandyLamport);
    simulation.run();
    return happeningsOf(simulation.finish());
  };

  it("that are those of the run are never told", async () => {
    await fc.assert(
      fc.asyncProperty(RUNS, async ({ scenario }) => {
        assert.deepEqual((await problemsOf("a.ndjson", lines(runOf(scenario)))).map(short), []);
      }),
      { seed: 1988, numRuns: 100 },
    );
  });

  it("with one component that is too small are told on its line first", async () => {
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(RUNS, fc.nat(), async ({ scenario }, which) => {
        const happenings = runOf(scenario);
        const wrong = happenings.flatMap((each, i) => (Object.keys(each.clock).length > 1 ? [i] : []));
        if (wrong.length === 0) return;
        const i = wrong[which % wrong.length];
        const { process, clock } = happenings[i];
        const [other] = Object.keys(clock).filter((name) => name !== process);
        const broken = happenings.with(i, {
          ...happenings[i],
          clock: { ...clock, [other]: clock[other] - 1 },
        });
        const found = (await problemsOf("a.ndjson", lines(broken))).filter(
          ({ code }) => code === "clock-differs",
        );
        assert.ok(found.some(({ position, args }) => position.line === i + 2 && args?.process === other));
        tried++;
      }),
      { seed: 1988, numRuns: 100 },
    );
    assert.ok(tried > 50, `${tried} tried`);
  });
});
