// The ticks of the axis: steps of 1, 2 or 5 times a power of ten, as many as there is room for,
// labelled with as many digits as the step needs.

import type { TimeUnit } from "../trace/trace.ts";
import type { Axis } from "./layout.ts";

export interface AxisTick {
  readonly position: number;
  readonly label: string;
}

/** A guard against a step that rounding makes too small; a frame never has room for so many. */
const MOST_TICKS = 400;

/** The ticks between two positions that stand at least `spacing` pixels apart. */
export function axisTicks(
  from: number,
  to: number,
  scale: number,
  spacing: number,
  isWhole: boolean,
): readonly AxisTick[] {
  const step = niceStep(spacing / scale, isWhole);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks: AxisTick[] = [];
  for (let i = Math.ceil(from / step); i * step <= to && ticks.length < MOST_TICKS; i++) {
    ticks.push({ position: i * step, label: (i * step).toFixed(Math.min(digits, 20)) });
  }
  return ticks;
}

/** The smallest of 1, 2, 5 times a power of ten that is at least `least`. */
function niceStep(least: number, isWhole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= least * 0.999) ?? 10);
  return isWhole ? Math.max(1, step) : step;
}

/** Units of time, each a thousand of the one before. */
const UNITS: readonly TimeUnit[] = ["ns", "us", "ms", "s"];
/** At least so many of a unit lie in the trace before it is counted in. */
const FEWEST_UNITS = 10;

/** The largest unit of which a trace of this length still has some, and how many of the trace's own it holds. */
export function readableUnit(
  unit: TimeUnit,
  length: number,
): { readonly unit: TimeUnit; readonly size: number } {
  let at = UNITS.indexOf(unit);
  let size = 1;
  if (at < 0) return { unit, size };
  for (; at + 1 < UNITS.length && length >= FEWEST_UNITS * size * 1000; at++) size *= 1000;
  return { unit: UNITS[at], size };
}

/** What the axis of a trace of some length counts, in words: `ticks`, `logical time`, `time (ms)`. */
export function axisTitle(axis: Axis, timeUnit: TimeUnit, length: number): string {
  if (axis === "logical") return "logical time";
  if (axis !== "time") return "reordered";
  const { unit } = readableUnit(timeUnit, length);
  return unit === "tick" ? "ticks" : `time (${unit === "us" ? "µs" : unit})`;
}
