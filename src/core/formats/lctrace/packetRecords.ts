// The lines of a .lctrace file that tell of what lies below the messages: packets, and when processes were down.
// They are put into the trace once all messages are known.

import { NONE, type ProcessId } from "../../trace/ids.ts";
import { PacketFlag, PacketKind } from "../../trace/packets.ts";
import type { Trace } from "../../trace/trace.ts";
import type { EventHandle, TraceBuilder } from "../../trace/traceBuilder.ts";
import { BadRecord, idOf, type Json, listOf, propertyOf, shown } from "./records.ts";
import type { Names, SummaryPlace } from "./snapshotRecords.ts";

const FLAGS = ["lost", "spoilt", "copy", "again", "dropped"] as const;

export class PacketRecords {
  readonly #packets: { readonly record: Json; readonly place: SummaryPlace }[] = [];
  /** The row of each process that is down. */
  readonly #down = new Map<ProcessId, number>();

  /** A line with a packet; a bad one raises `BadRecord`. */
  packet(record: Json, place: SummaryPlace): void {
    const kind = propertyOf(record, "packet");
    if (kind !== "data" && kind !== "ack")
      throw new BadRecord("packet", `"packet" must be "data" or "ack", found ${shown(kind)}`);
    numberOf(record, "sent");
    if (propertyOf(record, "arrives") !== undefined) numberOf(record, "arrives");
    if (propertyOf(record, "n") !== undefined && !Number.isInteger(propertyOf(record, "n")))
      throw new BadRecord("number-expected", '"n" must be a whole number');
    if (listOf(record, "channel").length !== 2)
      throw new BadRecord("channel", 'a channel is a pair of names: ["P", "Q"]');
    if (kind === "data") idOf(propertyOf(record, "message"));
    this.#packets.push({ record, place });
  }

  /** An event that may be a crash or a restart. */
  event(builder: TraceBuilder, record: Json, process: ProcessId, event: EventHandle): void {
    const row = this.#down.get(process);
    if (propertyOf(record, "crash") === true && row === undefined)
      this.#down.set(process, builder.addOutage(event, NONE));
    if (propertyOf(record, "restart") !== true || row === undefined) return;
    builder.endOutage(row, event);
    this.#down.delete(process);
  }

  finish(builder: TraceBuilder, names: Names): void {
    for (const { record, place } of this.#packets) {
      const [from, to] = listOf(record, "channel").map((name) =>
        typeof name === "string" ? names.process(name) : undefined,
      );
      const isData = propertyOf(record, "packet") === "data";
      const message = isData ? names.message(idOf(propertyOf(record, "message"))) : NONE;
      if (from === undefined || to === undefined) {
        const ends = listOf(record, "channel").map(shown).join(" → ");
        names.problem(place, "unknown-process", `there is no channel ${ends} for this packet`);
      } else if (message === undefined) {
        const words = `there is no message ${shown(propertyOf(record, "message"))}`;
        names.problem(place, "unknown-message", words);
      } else {
        builder.addPacket({
          kind: isData ? PacketKind.data : PacketKind.acknowledgement,
          flags: FLAGS.reduce((all, name) => all | (propertyOf(record, name) ? PacketFlag[name] : 0), 0),
          channel: builder.channel(from, to),
          message,
          number: (propertyOf(record, "n") as number | undefined) ?? NONE,
          sent: numberOf(record, "sent"),
          arrives: propertyOf(record, "arrives") === undefined ? Number.NaN : numberOf(record, "arrives"),
        });
      }
    }
  }
}

function numberOf(record: Json, name: string): number {
  const value = propertyOf(record, name);
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new BadRecord("number-expected", `"${name}" must be a number`);
}

/** The packets of a trace as records. `numberOfMessage`: the id that the file gives to a message. */
export function* packetRecords(trace: Trace, numberOfMessage: (message: number) => number): Iterable<Json> {
  const { packets, processes, channels } = trace;
  if (packets === undefined) return;
  for (let row = 0; row < packets.kind.length; row++) {
    const isData = packets.kind[row] === PacketKind.data;
    const channel = packets.channel[row];
    const flags = FLAGS.filter((name) => (packets.flags[row] & PacketFlag[name]) !== 0);
    yield {
      packet: isData ? "data" : "ack",
      channel: [processes[channels.from[channel]].name, processes[channels.to[channel]].name],
      ...(isData ? { message: numberOfMessage(packets.message[row]) } : {}),
      ...(packets.number[row] === NONE ? {} : { n: packets.number[row] }),
      sent: packets.sent[row],
      ...(Number.isNaN(packets.arrives[row]) ? {} : { arrives: packets.arrives[row] }),
      ...Object.fromEntries(flags.map((name) => [name, true])),
    };
  }
}

/** Which events are crashes and restarts. */
export function outageMarks({ outages }: Trace): ReadonlyMap<number, "crash" | "restart"> {
  const marks = new Map<number, "crash" | "restart">();
  outages?.crash.forEach((event, row) => {
    marks.set(event, "crash");
    if (outages.restart[row] !== NONE) marks.set(outages.restart[row], "restart");
  });
  return marks;
}
