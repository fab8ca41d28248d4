// Cuts a stream of bytes into the parts of OTLP messages that hold spans, one `ResourceSpans` at a time, so that a file of
// any size needs no more memory than its largest part. The file exporter may put a length of four bytes before each message.

/** `resource_spans` is field 1 of a request and of a file's data, and its content has a length. */
const RESOURCE_SPANS = 0x0a;
/** Lengths before messages are written with the high byte first, and no message has 16 MB more than once in a lifetime. */
const PREFIX = 0x00;
const PREFIX_LENGTH = 4;
/** Bytes of one part. */
const LARGEST = 1 << 29;
/** Wire types: how a field's content is measured. */
const Wire = { varint: 0, fixed64: 1, length: 2, fixed32: 5 } as const;

export interface FrameVisitor {
  /** The content of one `ResourceSpans`. Valid only during the call. `offset`: where it begins in the file. */
  part(bytes: Uint8Array, offset: number): void;
  fault(offset: number, message: string): void;
}

export class ProtobufFrames {
  readonly #visitor: FrameVisitor;
  #buffer = new Uint8Array(1 << 16);
  #start = 0;
  #end = 0;
  /** Offset in the file of the buffer's first byte. */
  #base = 0;
  #broken = false;

  constructor(visitor: FrameVisitor) {
    this.#visitor = visitor;
  }

  feed(piece: Uint8Array): void {
    if (this.#broken) return;
    this.#append(piece);
    while (!this.#broken && this.#start < this.#end && this.#take());
  }

  finish(): void {
    if (!this.#broken && this.#start < this.#end) this.#fault("the file ends inside what begins here");
  }

  #append(piece: Uint8Array): void {
    const length = this.#end - this.#start;
    if (this.#end + piece.length > this.#buffer.length) {
      let size = this.#buffer.length;
      while (size < length + piece.length) size *= 2;
      const buffer = size === this.#buffer.length ? this.#buffer : new Uint8Array(size);
      buffer.set(this.#buffer.subarray(this.#start, this.#end));
      this.#base += this.#start;
      this.#buffer = buffer;
      this.#start = 0;
      this.#end = length;
    }
    this.#buffer.set(piece, this.#end);
    this.#end += piece.length;
  }

  /** Takes one field; false where more bytes are needed. */
  #take(): boolean {
    const tag = this.#buffer[this.#start];
    if (tag === PREFIX) return this.#skip(PREFIX_LENGTH);
    const wire = tag & 7;
    if (tag >= 0x80 || tag >> 3 === 0) return this.#fault("here should be a field of an OTLP message");
    if (wire === Wire.fixed64) return this.#skip(9);
    if (wire === Wire.fixed32) return this.#skip(5);
    const varint = this.#varint(this.#start + 1);
    if (varint === undefined) return false;
    if (wire === Wire.varint) return this.#skip(varint.end - this.#start);
    if (wire !== Wire.length || varint.value > LARGEST)
      return this.#fault("here should be a field of an OTLP message");
    const end = varint.end + varint.value;
    if (end > this.#end) return false;
    if (tag === RESOURCE_SPANS)
      this.#visitor.part(this.#buffer.subarray(varint.end, end), this.#base + varint.end);
    this.#start = end;
    return true;
  }

  #skip(bytes: number): boolean {
    if (this.#start + bytes > this.#end) return false;
    this.#start += bytes;
    return true;
  }

  /** A number and where it ends; undefined where its bytes are not all there. One that is too long counts as too large. */
  #varint(from: number): { readonly value: number; readonly end: number } | undefined {
    let value = 0;
    for (let at = from; at < this.#end; at++) {
      value += (this.#buffer[at] & 0x7f) * 2 ** (7 * (at - from));
      if (this.#buffer[at] < 0x80 || at - from > 9) return { value, end: at + 1 };
    }
    return undefined;
  }

  /** Nothing behind a broken frame can be found again. */
  #fault(message: string): false {
    this.#visitor.fault(this.#base + this.#start, message);
    this.#broken = true;
    return false;
  }
}
