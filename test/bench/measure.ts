// What the parts of the benchmark share: medians of several rounds, and rows of figures.

import type { Trace } from "../../src/core/trace/trace.ts";

export const ROUNDS = 7;

/** The median time of the work in milliseconds. */
export function measured(work: () => unknown): number {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return median(times);
}

export function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1];
}

export function heading(words: string): void {
  console.log(`\n${words}`);
}

export function row(name: string, value: string): void {
  console.log(`  ${name.padEnd(26)}${value}`);
}

/** Bytes in all typed arrays of a trace, wherever they stand. */
export function columnBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + columnBytes(part), 0);
}

export function eventsOf(trace: Trace): number {
  return trace.events.time.length;
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(3)} s`;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
