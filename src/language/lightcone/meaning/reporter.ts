// Reports what is wrong in the meaning of a file, at a place, with stable codes. One wrong name is told in one way
// everywhere, with the name that was most likely meant.

import { findNearest } from "../../../core/trace/nearestName.ts";
import type { Problem, RelatedPlace, Severity, SourcePosition } from "../../../core/trace/problem.ts";

type Args = Readonly<Record<string, string | number>>;

export class Reporter {
  readonly #problems: Problem[] = [];
  /** What has been said: a system that several scenarios share is looked at once for each of them. */
  readonly #said = new Set<string>();

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  error(
    position: SourcePosition,
    code: string,
    message: string,
    args?: Args,
    related?: readonly RelatedPlace[],
  ): void {
    this.#add("error", position, code, message, args, related);
  }

  warning(position: SourcePosition, code: string, message: string, args?: Args): void {
    this.#add("warning", position, code, message, args);
  }

  /** `kind`: what was looked for, such as `process`. `known`: the names that there are. */
  unknown(position: SourcePosition, kind: string, name: string, known: Iterable<string>): void {
    const nearest = findNearest(name, [...known]);
    const hint = nearest === undefined ? "" : `; did you mean ${nearest}?`;
    const args = { name, ...(nearest === undefined ? {} : { nearest }) };
    this.error(position, `unknown-${kind}`, `there is no ${kind} ${name}${hint}`, args);
  }

  /** A name that is given twice; the first one counts. */
  twice(position: SourcePosition, kind: string, name: string, first: SourcePosition): void {
    const message = `there are two of the name ${name}: each ${kind} needs a name of its own`;
    this.error(position, `duplicate-${kind}`, message, { name }, [
      { position: first, message: `the first ${kind} ${name}` },
    ]);
  }

  #add(
    severity: Severity,
    position: SourcePosition,
    code: string,
    message: string,
    args?: Args,
    related?: readonly RelatedPlace[],
  ): void {
    const key = `${position.file} ${position.line} ${position.column} ${code} ${message}`;
    if (this.#said.has(key)) return;
    this.#said.add(key);
    const rest = { ...(args === undefined ? {} : { args }), ...(related === undefined ? {} : { related }) };
    this.#problems.push({ position, severity, code, message, ...rest });
  }
}
