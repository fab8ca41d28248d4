// A file whose content the host has handed over: the unsaved text of a document, or the bytes of a file that lies in a file
// system of VS Code's own.

import { Duplex } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Source } from "../core/formats/format.ts";
import type { FileToRead } from "../protocol/reading.ts";

type Content = Exclude<FileToRead["content"], { kind: "path" }>;

/** So much is handed on at once. */
const PIECE = 1 << 20;

export function contentSource(name: string, content: Content): Source {
  if (content.kind === "text") {
    const { text } = content;
    return { name, size: text.length, text: () => pieces(text.length, (from, to) => text.slice(from, to)) };
  }
  const { bytes } = content;
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const raw = () => pieces(bytes.length, (from, to) => bytes.subarray(from, to));
  const open = packed ? () => Duplex.from(raw()).pipe(createGunzip({ chunkSize: PIECE })) : raw;
  return { name, size: packed ? undefined : bytes.length, text: () => decoded(open()), bytes: open };
}

async function* pieces<Piece>(
  length: number,
  piece: (from: number, to: number) => Piece,
): AsyncIterable<Piece> {
  for (let from = 0; from < length; from += PIECE) yield piece(from, from + PIECE);
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}
