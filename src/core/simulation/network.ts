// What the engine asks of a network: it takes messages in, and at each moment hands out those that arrive.
// Where and why a message is late, lost or overtaken is the network's own affair.

import type { ChannelId, MessageId } from "../trace/ids.ts";

export interface Network {
  /** Messages taken in and not yet handed out. */
  readonly pending: number;
  /**
   * Takes a message that is sent now. Any random draw for it is made here. `receiveAt`: when it is to be received, where
   * the scenario gives a time; a network that knows no given times delivers as ever.
   */
  send(message: MessageId, channel: ChannelId, now: number, receiveAt?: number): void;
  /** The first moment after `now` at which something may arrive; Infinity where nothing is pending. */
  nextMoment(now: number): number;
  /** Begins the deliveries of a moment. */
  beginMoment(now: number): void;
  /** The next message that arrives at this moment, taken out; NONE when the moment is over. Its channel: `deliveredOn`. */
  deliver(): MessageId;
  /** The channel of the message that `deliver` gave last. */
  readonly deliveredOn: ChannelId;
  /** The whole state as plain data; taken between or within moments. */
  save(): unknown;
  /** Goes back to what `save` of a network over the same system gave. */
  restore(state: unknown): void;
}
