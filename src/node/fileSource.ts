// A file on the disk as the core reads it: a stream of text or of bytes, unpacked on the way where it is packed with gzip.
// The command line and the reader thread stand on it.

import { createReadStream, type ReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Source } from "../core/formats/format.ts";

/** So many bytes are read at once. */
const PIECE = 1 << 20;

/** A file that cannot be read, or not to its end. The message is the reason alone. */
export class Unreadable extends Error {
  /** The name that the file was given. */
  readonly file: string;

  constructor(file: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.file = file;
  }
}

/** The source of a file. `name` is what positions say. Raises `Unreadable`, now or while it is read. */
export async function fileSource(name: string, path: string): Promise<Source> {
  try {
    const { size } = await stat(path);
    const packed = await isPacked(path);
    let file: ReadStream | undefined;
    const stream = (): Readable => {
      file = createReadStream(path, { highWaterMark: PIECE });
      return packed ? unpacked(file) : file;
    };
    const taken = (): number => file?.bytesRead ?? 0;
    return { name, size, taken, text: () => textOf(name, stream()), bytes: () => bytesOf(name, stream()) };
  } catch (error) {
    throw new Unreadable(name, error);
  }
}

/** Whether a file begins as gzip does. Such are unpacked on the way, whatever is in them. */
async function isPacked(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/** What goes wrong on the way is thrown where this is read. Who stops early closes the file too. */
function unpacked(file: ReadStream): Readable {
  return pipeline(file, createGunzip({ chunkSize: PIECE }), () => {});
}

async function* bytesOf(name: string, stream: Readable): AsyncIterable<Uint8Array> {
  try {
    for await (const piece of stream) yield piece;
  } catch (error) {
    throw new Unreadable(name, error);
  }
}

/** A decoder of its own is several times as fast as a stream with an encoding. */
async function* textOf(name: string, stream: Readable): AsyncIterable<string> {
  const decoder = new TextDecoder();
  for await (const piece of bytesOf(name, stream)) yield decoder.decode(piece, { stream: true });
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}
