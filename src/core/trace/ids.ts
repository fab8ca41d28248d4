// Branded integer ids of the trace model. A brand costs nothing at run time; it keeps a process
// from being passed where an event is meant. Every id is an index into the trace's columns.

declare const brand: unique symbol;

/** A number that the compiler keeps apart from other numbers. */
export type Branded<Name extends string> = number & { readonly [brand]: Name };

/** Index of a process: 0 … processes.length − 1. */
export type ProcessId = Branded<"ProcessId">;
/** Index of a channel: 0 … channels.from.length − 1. A channel is unidirectional, one per ordered pair. */
export type ChannelId = Branded<"ChannelId">;
/** Index of an event; the events of a process are consecutive. */
export type EventId = Branded<"EventId">;
/** Index of a message. */
export type MessageId = Branded<"MessageId">;

/** What a column holds where there is no event, message, channel or payload. */
export const NONE = -1;

/** Names an integer as a process; for the places where a loop or a reader makes ids. */
export const asProcess = (index: number): ProcessId => index as ProcessId;
/** Names an integer as a channel. */
export const asChannel = (index: number): ChannelId => index as ChannelId;
/** Names an integer as an event. */
export const asEvent = (index: number): EventId => index as EventId;
/** Names an integer as a message. */
export const asMessage = (index: number): MessageId => index as MessageId;
