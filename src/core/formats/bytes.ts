// Files as bytes, for the readers that go faster so: those of a host that has only text are encoded again. Also texts
// from bytes; what is no UTF-8 becomes U+FFFD, as everywhere.

import { getTextEncoding } from "@bufbuild/protobuf/wire";
import type { Source } from "./format.ts";

/** A file's bytes in pieces of any length, without a byte order mark. */
export async function* bytesOf(source: Source): AsyncIterable<Uint8Array> {
  if (source.bytes === undefined) yield* encoded(source.text());
  else yield* unmarked(source.bytes());
}

export function textOfBytes(bytes: Uint8Array, start: number, end: number): string {
  return getTextEncoding().decodeUtf8(bytes.subarray(start, end));
}

export function bytesOfText(text: string): Uint8Array {
  return getTextEncoding().encodeUtf8(text);
}

/** A surrogate pair may be cut in two: its first half waits for the second. */
async function* encoded(pieces: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  let rest = "";
  for await (const piece of pieces) {
    const text = rest + piece;
    const last = text.charCodeAt(text.length - 1);
    const end = last >= 0xd800 && last < 0xdc00 ? text.length - 1 : text.length;
    rest = text.slice(end);
    yield bytesOfText(text.slice(0, end));
  }
  if (rest !== "") yield bytesOfText(rest);
}

const MARK: readonly number[] = [0xef, 0xbb, 0xbf];

async function* unmarked(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let seen = 0;
  for await (const piece of pieces) {
    let start = 0;
    while (seen < MARK.length && start < piece.length) {
      if (piece[start] === MARK[seen]) {
        seen++;
        start++;
        continue;
      }
      // No mark after all: what looked like one belongs to the file.
      if (seen > 0) yield Uint8Array.from(MARK.slice(0, seen));
      seen = MARK.length;
    }
    if (start < piece.length) yield start === 0 ? piece : piece.subarray(start);
  }
}
