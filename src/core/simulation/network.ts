// What the engine asks of a network: it takes messages in, and at each moment hands out those that arrive.
// Where and why a message is late, lost or overtaken is the network's own affair.

import type { Fate } from "../scenario/step.ts";
import type { ChannelId, MessageId, ProcessId } from "../trace/ids.ts";

export interface Network {
  /** Messages taken in and not yet handed out. */
  readonly pending: number;
  /**
   * Takes a message that is sent now. Any random draw for it is made here. `receiveAt`: when it is to be received, where
   * the scenario gives a time; a network that knows no given times delivers as ever. `fate`: what happens to it on its way,
   * as far as that is the network's affair: where it has a protocol of its own (`carriesPackets`), all of it; else how
   * long it is held up, or whether it overtakes.
   */
  send(message: MessageId, channel: ChannelId, now: number, receiveAt?: number, fate?: Fate): void;
  /** Whether a protocol carries the channel's messages in packets, and faults hit those. Absent: on no channel. */
  carriesPackets?(channel: ChannelId): boolean;
  /** The first moment after `now` at which something may arrive; Infinity where nothing is pending. */
  nextMoment(now: number): number;
  /** Begins the deliveries of a moment. */
  beginMoment(now: number): void;
  /** The next message that arrives at this moment, taken out; NONE when the moment is over. Its channel: `deliveredOn`. */
  deliver(): MessageId;
  /** The channel of the message that `deliver` gave last. */
  readonly deliveredOn: ChannelId;
  /** Whether what it carries was spoilt on the way. Absent: never. */
  readonly deliveredSpoilt?: boolean;
  /** A process crashes; `forGood`: it never restarts. Absent where the network holds nothing for its processes. */
  crash?(process: ProcessId, forGood: boolean): void;
  restart?(process: ProcessId): void;
  /** The whole state as plain data; taken between or within moments. */
  save(): unknown;
  /** Goes back to what `save` of a network over the same system gave. */
  restore(state: unknown): void;
}

/** A network that can keep back what arrives on a channel, or let it go. */
export interface HoldingNetwork extends Network {
  hold(channel: ChannelId, held: boolean): void;
}
