// Watches the events that a reader finds for those that speak of snapshots. A name is judged once, by its number in the
// reader's table, so a trace without such events pays a look into an array an event. What an event says is noted with
// a key of the reader's; recordedSnapshots.ts makes snapshots of the notes.

import type { Report } from "../../trace/problem.ts";
import type { ReadContext } from "../format.ts";
import { DEFAULT_SNAPSHOT_RULES } from "./defaultRules.ts";
import type { Place, Told } from "./namePattern.ts";
import { type MarkerDirection, readSnapshotRules, type SnapshotRole, type SnapshotRule } from "./rules.ts";

/** What one event says of one snapshot. */
export interface SnapshotNote {
  /** The reader's own number for the event. */
  readonly key: number;
  readonly role: SnapshotRole;
  readonly direction: MarkerDirection | undefined;
  readonly id: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly messages: readonly string[];
  readonly count: number | undefined;
}

/** The value of a field or attribute of an event; undefined where there is none. */
export type Lookup = (path: string) => unknown;

interface Fit {
  readonly rule: SnapshotRule;
  readonly told: Told;
}

/** More notes are not kept: memory is not the file's to take. */
const MOST_NOTES = 500_000;
/** First characters that a table tells apart. */
const MOST_FIRST = 128;
const NO_FITS: readonly Fit[] = [];
const Judged = { not: 1, fits: 2 } as const;

export class SnapshotWatch {
  readonly notes: SnapshotNote[] = [];
  /** Whether notes were left out since there were too many. */
  isFull = false;
  /** Rules for one name only, and all others by the first character of their names; those that begin anyhow under "". */
  readonly #exact = new Map<string, SnapshotRule[]>();
  readonly #byFirst = new Map<string, SnapshotRule[]>();
  readonly #anyhow: readonly SnapshotRule[];
  readonly #rules: readonly SnapshotRule[];
  #judged = new Uint8Array(256);
  /** Whether rules' names begin with a character. */
  readonly #firsts = new Uint8Array(MOST_FIRST);
  readonly #fits = new Map<number, readonly Fit[]>();

  /** `rules`: the first that fits a name, and finds an id, counts. */
  constructor(rules: readonly SnapshotRule[]) {
    for (const rule of rules) {
      const { isExact, text, beginning } = rule.name;
      const [table, key] = isExact ? [this.#exact, text] : [this.#byFirst, beginning.slice(0, 1)];
      table.set(key, [...(table.get(key) ?? []), rule]);
      if (text !== "" && text.charCodeAt(0) < MOST_FIRST) this.#firsts[text.charCodeAt(0)] = 1;
    }
    this.#rules = rules;
    this.#anyhow = this.#byFirst.get("") ?? [];
  }

  /** The user's rules, then the default ones. Rules that are wrong are told once, and the others serve. */
  static of({ options, report }: ReadContext, file: string): SnapshotWatch {
    const given = options?.snapshots;
    const result = given === undefined ? undefined : readSnapshotRules(given);
    if (result?.kind === "wrong") reportWrong(report, file, result.message);
    const own = result?.kind === "rules" ? result.rules : [];
    return new SnapshotWatch([...own, ...DEFAULT_SNAPSHOT_RULES]);
  }

  /** Whether the name with a number in a table speaks of snapshots. A watch serves one table. */
  watches(name: number, names: readonly string[]): boolean {
    if (name >= this.#judged.length) this.#grow(name);
    const judged = this.#judged[name];
    return judged === Judged.not ? false : judged === Judged.fits || this.#judge(name, names[name]);
  }

  /** Notes what an event of a watched name says. */
  note(key: number, name: number, lookup: Lookup): void {
    this.#note(key, this.#fits.get(name) ?? [], lookup);
  }

  /** Notes what an event says whose name stands in no table. */
  noteNamed(key: number, name: string, lookup: Lookup): void {
    const fits = this.#fitting(name);
    if (fits.length > 0) this.#note(key, fits, lookup);
  }

  #note(key: number, fits: readonly Fit[], lookup: Lookup): void {
    for (const { rule, told } of fits) {
      const textAt = (place: Place): string | undefined =>
        told[place] ?? first(rule[place], (path) => textOf(lookup(path)));
      const id = textAt("id");
      if (id === undefined) continue;
      if (this.notes.length >= MOST_NOTES) {
        this.isFull = true;
        return;
      }
      const listed = first(rule.message, (path) => listOf(lookup(path)));
      const count = Number(textAt("count"));
      this.notes.push({
        key,
        role: rule.role,
        direction: rule.direction,
        id,
        from: textAt("from"),
        to: textAt("to"),
        messages: told.message === undefined ? (listed ?? []) : [told.message],
        count: Number.isSafeInteger(count) && count >= 0 ? count : undefined,
      });
      return;
    }
  }

  #judge(number: number, name: string): boolean {
    const fits = this.#fitting(name);
    this.#judged[number] = fits.length === 0 ? Judged.not : Judged.fits;
    if (fits.length > 0) this.#fits.set(number, fits);
    return fits.length > 0;
  }

  /** A trace may have a million names, and mostly none fits: no list is made for such. */
  #fitting(name: string): readonly Fit[] {
    const code = name.charCodeAt(0);
    let fits: readonly Fit[] = NO_FITS;
    if (code >= MOST_FIRST || this.#firsts[code] === 1) {
      fits = withFits(fits, this.#exact.get(name), name);
      if (name !== "") fits = withFits(fits, this.#byFirst.get(name.charAt(0)), name);
    }
    fits = withFits(fits, this.#anyhow, name);
    if (fits.length < 2) return fits;
    return [...fits].sort((a, b) => this.#rules.indexOf(a.rule) - this.#rules.indexOf(b.rule));
  }

  #grow(name: number): void {
    const larger = new Uint8Array(Math.max(2 * this.#judged.length, name + 1));
    larger.set(this.#judged);
    this.#judged = larger;
  }
}

/** The rules that fit a name, after others that do. */
function withFits(
  fits: readonly Fit[],
  rules: readonly SnapshotRule[] | undefined,
  name: string,
): readonly Fit[] {
  let all = fits;
  if (rules === undefined) return all;
  for (const rule of rules) {
    const told = rule.name.match(name);
    if (told !== undefined) all = [...all, { rule, told }];
  }
  return all;
}

function first<Value>(
  paths: readonly string[],
  valueAt: (path: string) => Value | undefined,
): Value | undefined {
  for (const path of paths) {
    const value = valueAt(path);
    if (value !== undefined) return value;
  }
  return undefined;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
  return typeof value === "number" || typeof value === "bigint" ? String(value) : undefined;
}

/** A text or a number, or a list of such; an empty list is a list. */
function listOf(value: unknown): readonly string[] | undefined {
  if (Array.isArray(value)) return value.flatMap((entry) => textOf(entry) ?? []);
  const text = textOf(value);
  return text === undefined ? undefined : [text];
}

function reportWrong(report: Report, file: string, message: string): void {
  report({ position: { file, line: 0, column: 0 }, severity: "error", code: "snapshot-rules", message });
}
