// What a reader wants of a JSON text: a tree along the paths to its records. The text is never held as a whole, so
// a reader says beforehand where its records lie, and gets them one by one, with their places.

export interface JsonPlan {
  /** A value here (an object or, where there is no plan for its parts, a list or scalar) is a record of this name. */
  readonly record?: string;
  /** Whether a value looks like such a record: where the text is broken, reading goes on at the next that does. */
  readonly isRecord?: (value: unknown) => boolean;
  /** The visitor is told when an object here begins and ends. */
  readonly scope?: string;
  /** The first property of such an object, for finding the next one where the text is broken. */
  readonly firstProperty?: readonly string[];
  /** Plans for the properties of an object here; others are skipped. */
  readonly fields?: ReadonlyMap<string, JsonPlan>;
  /** The plan for each element of a list here. */
  readonly items?: JsonPlan;
}

/** Where a record begins and ends in the text at hand, and its line and column there. */
export interface Extent {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** Where a record stands. Valid only during the call that hands it over. */
export interface RecordPlace {
  /** From 1. */
  readonly line: number;
  /** From 1; may cost a look through some text. */
  column(): number;
  /** The record's own text, for what `JSON.parse` loses; may cost a look through some text. */
  text(): string;
  extent(): Extent;
}

/** Something wrong in the text itself. */
export interface TextFault {
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
}

export interface RecordVisitor {
  record(name: string, value: unknown, place: RecordPlace): void;
  enter?(scope: string): void;
  leave?(scope: string): void;
  fault(fault: TextFault): void;
}

/** A list or object that is open while a text is walked. */
export interface Frame {
  readonly isList: boolean;
  readonly plan: JsonPlan | undefined;
}

/** A JSON object of unknown content. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The plan for a container, or undefined where its parts are not wanted one by one. */
export function planInside(plan: JsonPlan | undefined, isList: boolean): boolean {
  return (isList ? plan?.items : plan?.fields) !== undefined;
}

/** The plan of the list elements in which broken texts are taken up again: the first that can tell a record. */
export function rescuePlan(plan: JsonPlan): JsonPlan | undefined {
  return allPlans(plan).find(({ items }) => items?.isRecord !== undefined)?.items;
}

/** The plans of scopes by the properties with which their objects begin. */
export function plansByFirstProperty(plan: JsonPlan): ReadonlyMap<string, JsonPlan> {
  return new Map(
    allPlans(plan).flatMap((each) =>
      (each.firstProperty ?? []).map((name): [string, JsonPlan] => [name, each]),
    ),
  );
}

function allPlans(plan: JsonPlan, found: Set<JsonPlan> = new Set()): JsonPlan[] {
  if (!found.has(plan)) {
    found.add(plan);
    if (plan.items !== undefined) allPlans(plan.items, found);
    for (const part of plan.fields?.values() ?? []) allPlans(part, found);
  }
  return [...found];
}
