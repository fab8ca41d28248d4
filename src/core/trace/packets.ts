// The packets in which a network carried a run's messages, below the messages: data and acknowledgements of channels
// with a transport protocol. Columns, in the order of sending; a trace without such channels has none.

/** What a packet is. The value stands in `packets.kind`. */
export const PacketKind = { data: 0, acknowledgement: 1 } as const;

/** Bits of `packets.flags`. */
export const PacketFlag = {
  /** The network lost it. */
  lost: 1,
  /** It arrived spoilt. */
  spoilt: 2,
  /** A second copy that the network made. */
  copy: 4,
  /** Sent again by the sender, for want of an acknowledgement. */
  again: 8,
  /** Thrown away where it arrived: spoilt, known already, of a broken connection, or nobody there. */
  dropped: 16,
} as const;

export interface PacketColumns {
  /** A value of PacketKind. */
  readonly kind: Uint8Array;
  /** Bits of PacketFlag. */
  readonly flags: Uint8Array;
  /** The channel that it serves: data travels along it, acknowledgements against it. */
  readonly channel: Uint32Array;
  /** The message that a data packet carries; NONE for an acknowledgement. */
  readonly message: Int32Array;
  /** Of data its sequence number, of an acknowledgement the number expected next; NONE where packets have none. */
  readonly number: Int32Array;
  /** When it is sent and when it arrives, in the trace's unit; NaN for never. It may arrive after the end of the trace. */
  readonly sent: Float64Array;
  readonly arrives: Float64Array;
}

/** When processes were down. Sorted by process, then by time. */
export interface OutageColumns {
  /** The event with which the process crashes. */
  readonly crash: Int32Array;
  /** The event with which it restarts, or NONE. */
  readonly restart: Int32Array;
}
