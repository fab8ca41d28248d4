// Ids of OTLP: bytes that its JSON writes in hexadecimal, and general protobuf libraries in base64. All become
// lower-case hexadecimal; bytes that are all 0 are no id.

import { NONE } from "../../trace/ids.ts";
import type { JsonObject } from "../json/plan.ts";
import type { SpanTable } from "../spans/spanTable.ts";

const SPAN_BYTES = 8;
const TRACE_BYTES = 16;
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Each byte in hexadecimal. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** The number of a span's id; 0 where there is none. What is no such id is told to `bad` and kept as it is. */
export function spanIdIn(
  table: SpanTable,
  record: JsonObject,
  name: string,
  snake: string,
  bad: (name: string, id: string) => void,
): number {
  const value = record[name] ?? record[snake] ?? "";
  if (typeof value === "string" && value.length === 2 * SPAN_BYTES && !isZero(value)) {
    const id = table.ids.addHex(value);
    if (id !== NONE) return id;
  }
  return table.ids.add(idOf(value, SPAN_BYTES, name, bad));
}

/** The number of a trace's id; 0 where there is none. What is no such id is told to `bad` and kept as it is. */
export function traceIdIn(
  table: SpanTable,
  record: JsonObject,
  bad: (name: string, id: string) => void,
): number {
  return table.traceOf(idOf(record.traceId ?? record.trace_id ?? "", TRACE_BYTES, "traceId", bad));
}

/** An id of so many bytes in hexadecimal; empty where there is none. */
function idOf(value: unknown, bytes: number, name: string, bad: (name: string, id: string) => void): string {
  if (value === "") return "";
  if (typeof value !== "string") {
    bad(name, String(value));
    return "";
  }
  if (value.length === 2 * bytes && /^[\da-f]+$/i.test(value))
    return isZero(value) ? "" : value.toLowerCase();
  const hex = fromBase64(value);
  if (hex?.length === 2 * bytes) return isZero(hex) ? "" : hex;
  bad(name, value);
  return value;
}

/** Bytes in hexadecimal; empty where all are 0. */
export function idOfBytes(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += HEX[byte];
  return isZero(hex) ? "" : hex;
}

function isZero(hex: string): boolean {
  return hex.charCodeAt(0) === 48 && /^0*$/.test(hex);
}

/** The bytes of a base64 text in hexadecimal; undefined where it is none. */
function fromBase64(text: string): string | undefined {
  let bits = 0;
  let pending = 0;
  let hex = "";
  for (const character of text.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/")) {
    const value = BASE64.indexOf(character);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    pending += 6;
    if (pending < 8) continue;
    pending -= 8;
    hex += HEX[(bits >> pending) & 0xff];
  }
  return hex;
}
