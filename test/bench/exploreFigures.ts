// How fast the explorer is, and what its reduction saves; beside the model checker Spin on the same system where it is
// installed (`spin` and a C compiler), with the same number of states or the difference told.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Exploration } from "../../src/core/exploration/exploration.ts";
import { type Ends, MESH, RING, type Step, scenarioOf } from "../support/smallScenarios.ts";
import { heading } from "./measure.ts";
import { promelaOf } from "./promela.ts";

interface Case {
  readonly name: string;
  readonly ends: Ends;
  readonly steps: readonly Step[];
}

const send = (channel: number, tokens: number): Step => ({ send: channel, tokens });
const CASES: readonly Case[] = [
  {
    name: "ring of 3, 15 sends",
    ends: RING,
    steps: [{ snapshot: 0, by: 0 }, ...Array.from({ length: 15 }, (_, i) => send(i % 3, 1 + i))],
  },
  {
    name: "mesh of 3, 8 sends",
    ends: MESH,
    steps: [{ snapshot: 0, by: 0 }, ...Array.from({ length: 8 }, (_, i) => send(i % 6, 1 + i))],
  },
];
const TOKENS = 100;
/** No limit but the machine's. */
const LIMITS = { mostStates: 50_000_000, mostBytes: 8e9 };

interface Explored {
  readonly states: number;
  /** Of the processor, not of the clock: other work on the machine does not count. */
  readonly seconds: number;
}

export function exploreFigures(): void {
  heading("The explorer, and Spin on the same system");
  const spin = spinVersion();
  console.log(
    spin ??
      "spin (and a C compiler) is not installed, so it is not measured; Debian: apt-get install spin gcc",
  );
  const rows = CASES.flatMap(({ name, ends, steps }) => {
    const scenario = scenarioOf(ends, steps, undefined, { tokens: [TOKENS, TOKENS, TOKENS] });
    const full = median(() => explored(new Exploration(scenario, LIMITS)));
    const reduced = median(() => explored(new Exploration(scenario, { ...LIMITS, reduce: true })));
    const checked = spin === undefined ? undefined : spinFigures(promelaOf(ends, steps, TOKENS));
    const saved = `${(full.states / reduced.states).toFixed(1)} times fewer states, ${(full.seconds / reduced.seconds).toFixed(1)} times faster`;
    return [
      row(name, "in full", full, ""),
      row("", "reduced", reduced, saved),
      ...(checked === undefined ? [] : [row("", "Spin", checked, sameWords(full, checked))]),
    ];
  });
  const all = [["system", "", "states", "seconds", "states a second", ""], ...rows];
  const widths = all[0].map((_, i) => Math.max(...all.map((cells) => cells[i].length)));
  for (const cells of all)
    console.log(
      `  ${cells
        .map((cell, i) => cell.padEnd(widths[i] + 2))
        .join("")
        .trimEnd()}`,
    );
}

function row(name: string, how: string, { states, seconds }: Explored, words: string): string[] {
  const rate = Math.round(states / seconds / 1000) * 1000;
  return [name, how, states.toLocaleString("en"), seconds.toFixed(2), rate.toLocaleString("en"), words];
}

function sameWords(full: Explored, checked: Explored): string {
  const difference = checked.states - full.states;
  return difference === 0 ? "the same states as in full" : `${difference} states more than in full`;
}

function explored(exploration: Exploration): Explored {
  const start = process.cpuUsage();
  exploration.run();
  if (exploration.limit !== undefined) throw new Error(`not complete: ${exploration.limit}`);
  return { states: exploration.states, seconds: process.cpuUsage(start).user / 1e6 };
}

function median(measure: () => Explored): Explored {
  const all = [measure(), measure(), measure()].sort((a, b) => a.seconds - b.seconds);
  return all[1];
}

function spinVersion(): string | undefined {
  const { status, stdout } = spawnSync("spin", ["-V"], { encoding: "utf8" });
  const compiler = spawnSync("gcc", ["--version"], { encoding: "utf8" });
  return status === 0 && compiler.status === 0 ? stdout.trim() : undefined;
}

/** Spin's own states and time, without its partial-order reduction: the model has one process, so it would save nothing. */
function spinFigures(model: string): Explored {
  const folder = mkdtempSync(join(tmpdir(), "lightcone-spin-"));
  const run = (command: string, ...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stdout}${stderr}`);
    return stdout;
  };
  try {
    writeFileSync(join(folder, "model.pml"), model);
    // Spin would leave out of its states what is recorded, since no statement reads it (dead variables).
    run("spin", "-o2", "-a", "model.pml");
    run("gcc", "-O2", "-DSAFETY", "-DNOREDUCE", "-DMEMLIM=4000", "-o", "pan", "pan.c");
    const all = [1, 2, 3].map(() => {
      const { stdout, stderr } = spawnSync("bash", ["-c", "TIMEFORMAT=%U; time ./pan -E -m100000 -w24"], {
        cwd: folder,
        encoding: "utf8",
      });
      if (!/errors: 0/.test(stdout)) throw new Error(stdout);
      const states = Number(/([\d.e+]+) states, stored/.exec(stdout)?.[1]);
      return { states, seconds: Number(stderr.trim().split("\n").at(-1)) };
    });
    return all.sort((a, b) => a.seconds - b.seconds)[1];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
