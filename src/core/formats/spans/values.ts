// Values of unknown shape in span records: what is not of the expected type is taken as absent. The readers say what
// must be there.

import type { JsonObject } from "../json/plan.ts";
import { isJsonObject } from "../json/plan.ts";

const NOTHING: JsonObject = {};

/** A text property, or the empty text. */
export function textIn(record: JsonObject, name: string): string {
  const value = record[name];
  return typeof value === "string" ? value : "";
}

/** A list property, or an empty list. */
export function listIn(record: JsonObject, name: string): readonly unknown[] {
  const value = record[name];
  return Array.isArray(value) ? value : [];
}

/** An object property, or an empty object. */
export function objectIn(record: JsonObject, name: string): JsonObject {
  const value = record[name];
  return isJsonObject(value) ? value : NOTHING;
}

/** A number, also where it is written as a text; NaN where it is neither, or not finite. */
export function numberOf(value: unknown): number {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : Number.NaN;
}
