// What a predicate reads of a global state: fields of processes and messages, tokens and messages in processes and
// channels, and the domains over which all, any, count and sum go.

import { describeMessage, processName } from "../trace/describe.ts";
import { contentOf } from "../trace/globalState.ts";
import { NONE } from "../trace/ids.ts";
import { receiverOf, senderOf } from "../trace/trace.ts";
import { type Context, describeValue, type Node } from "./context.ts";
import { Kept } from "./kept/kept.ts";
import { keptTotal } from "./kept/total.ts";
import { membersOf, type Run } from "./operators.ts";
import { Ref, Unknown, type Value } from "./types.ts";

/** What `processes`, `channels` and `messages` stand for. */
export type Domain = "processes" | "channels" | "messages";

/** The members that are known, and why others may be missing. */
interface Members {
  readonly values: Iterable<Value>;
  readonly missing?: Unknown;
}

export function fieldNode(of: Node, field: string): Run {
  return (context) => {
    const place = of.run(context);
    if (!(place instanceof Ref))
      return place instanceof Unknown ? place : new Unknown(`${of.text} has no fields`);
    const { trace } = context.world;
    if (place.kind === "message") return messageField(context, place.id, field);
    const state = context.world.state(place.id);
    if (state === undefined)
      return new Unknown(`nobody knows the state of ${processName(trace, place.id)} here`);
    const found = state.fields.find(({ name }) => name === field);
    return found?.value ?? new Unknown(`${processName(trace, place.id)} has no field ${field} here`);
  };
}

function messageField({ world: { trace } }: Context, message: number, field: string): Value {
  if (trace.messages.payload[message] === NONE)
    return new Unknown(`the trace does not tell what ${describeMessage(trace, message)} carries`);
  const found = contentOf(trace, message).fields.find(({ name }) => name === field);
  return found?.value ?? new Unknown(`${describeMessage(trace, message)} has no field ${field}`);
}

/** The messages that a channel holds, or why nobody knows. */
function messagesOf({ world }: Context, channel: number): Iterable<number> | Unknown {
  const unknown = (): Unknown =>
    new Unknown(`nobody knows what ${describeValue(world.trace, new Ref("channel", channel))} holds here`);
  return world.messagesOn(channel) ?? unknown();
}

export function messageCount(context: Context, channel: number): number | Unknown {
  const messages = messagesOf(context, channel);
  if (messages instanceof Unknown) return messages;
  // Both worlds know it without counting.
  if (messages instanceof Set) return messages.size;
  return Array.isArray(messages) ? messages.length : [...messages].length;
}

export function allMessages(context: Context): number | Unknown {
  const count = (within: Context, { id }: Ref): number | Unknown => messageCount(within, id);
  return total(context, "channel", "messages", count);
}

/** How many tokens a process or channel holds: of a kind, or of all. */
export function tokensAt(context: Context, place: Ref, kind: string | undefined): number | Unknown {
  const { world } = context;
  const count = (tokens: readonly { readonly token: string; readonly count: number }[]): number =>
    tokens.reduce((sum, each) => (kind === undefined || each.token === kind ? sum + each.count : sum), 0);
  if (place.kind === "process") {
    const state = world.state(place.id);
    if (state !== undefined) return count(state.tokens);
    return new Unknown(`nobody knows the state of ${processName(world.trace, place.id)} here`);
  }
  if (place.kind === "message") return count(contentOf(world.trace, place.id).tokens);
  const messages = messagesOf(context, place.id);
  if (messages instanceof Unknown) return messages;
  let sum = 0;
  for (const message of messages) sum += count(contentOf(world.trace, message).tokens);
  return sum;
}

/** The tokens of all processes, of all channels, or (undefined) of both. */
export function tokensIn(
  context: Context,
  domain: Domain | undefined,
  kind: string | undefined,
): number | Unknown {
  const key = kind === undefined ? "tokens" : `tokens ${kind}`;
  const count = (within: Context, place: Ref): number | Unknown => tokensAt(within, place, kind);
  if (domain === "processes") return total(context, "process", key, count);
  const carried = total(context, "channel", key, count);
  if (domain !== undefined || carried instanceof Unknown) return carried;
  const own = total(context, "process", key, count);
  return own instanceof Unknown ? own : own + carried;
}

/** Adds up what all processes or all channels have; `key` says of what. */
function total(
  context: Context,
  kind: "process" | "channel",
  key: string,
  of: (context: Context, place: Ref) => number | Unknown,
): number | Unknown {
  const { world } = context;
  if (world instanceof Kept) return keptTotal(world, context, kind, key, of);
  const { processes, channels } = world.trace;
  let sum = 0;
  for (const place of refs(kind, kind === "process" ? processes.length : channels.from.length)) {
    const part = of(context, place);
    if (part instanceof Unknown) return part;
    sum += part;
  }
  return sum;
}

/** Where a message or channel comes from, or goes to. */
export function endOf(context: Context, of: Value, end: "from" | "to"): Value {
  if (!(of instanceof Ref)) return of;
  const { trace } = context.world;
  if (of.kind === "channel") return new Ref("process", trace.channels[end][of.id]);
  const process = end === "from" ? senderOf(trace, of.id) : receiverOf(trace, of.id);
  if (process !== NONE) return new Ref("process", process);
  return new Unknown(
    `nobody knows where ${describeMessage(trace, of.id)} ${end === "from" ? "comes from" : "goes"}`,
  );
}

export function labelOf({ world: { trace } }: Context, message: Value): Value {
  if (!(message instanceof Ref)) return message;
  const payload = trace.messages.payload[message.id];
  if (payload !== NONE) return trace.payloads[payload].label;
  return new Unknown(`the trace does not tell what ${describeMessage(trace, message.id)} carries`);
}

/** The members of a domain: all processes, channels or messages, the messages of a channel, or the words of a set. */
export function domainMembers(domain: Domain | Node): (context: Context) => Members {
  if (domain === "processes")
    return ({ world }) => ({ values: refs("process", world.trace.processes.length) });
  if (domain === "channels")
    return ({ world }) => ({ values: refs("channel", world.trace.channels.from.length) });
  if (domain === "messages") return everyMessage;
  if (domain.type === "channel") {
    return (context) => {
      const channel = domain.run(context);
      const messages = channel instanceof Ref ? messagesOf(context, channel.id) : new Unknown("no channel");
      return messages instanceof Unknown
        ? { values: [], missing: messages }
        : { values: messageRefs(messages) };
    };
  }
  return (context) => {
    const members = membersOf(domain, context);
    return members instanceof Unknown ? { values: [], missing: members } : { values: members };
  };
}

function everyMessage(context: Context): Members {
  const values: Value[] = [];
  let missing: Unknown | undefined;
  for (let channel = 0; channel < context.world.trace.channels.from.length; channel++) {
    const messages = messagesOf(context, channel);
    if (messages instanceof Unknown) missing ??= messages;
    else values.push(...messageRefs(messages));
  }
  return { values, missing };
}

function* refs(kind: Ref["kind"], count: number): Iterable<Ref> {
  for (let id = 0; id < count; id++) yield new Ref(kind, id);
}

function* messageRefs(messages: Iterable<number>): Iterable<Ref> {
  for (const message of messages) yield new Ref("message", message);
}
