// Calls of functions in a predicate: each by its shape in functions.ts, with the meaning that stands here. A call that fits
// no form of its function is a fault at its place.

import { findNearest } from "../trace/nearestName.ts";
import type { Node } from "./context.ts";
import { describeValue } from "./context.ts";
import { FUNCTIONS, type FunctionShape } from "./functions.ts";
import { Misfit } from "./misfit.ts";
import { membersOf, type Run, wordOf } from "./operators.ts";
import { allMessages, type Domain, endOf, labelOf, messageCount, tokensAt, tokensIn } from "./places.ts";
import type { Expression } from "./syntax.ts";
import { Ref, type Type, Unknown } from "./types.ts";

type Call = Extract<Expression, { readonly kind: "call" }>;

/** What a call needs of the compiler. */
export interface CallScope {
  node(expression: Expression, asWord: boolean): Node;
  typed(expression: Expression, types: readonly Type[], where: string): Node;
  place(expression: Expression): Node | undefined;
  domain(expression: Expression): Domain | undefined;
  kind(expression: Expression): Node;
}

export function callNode(scope: CallScope, call: Call): readonly [Type, Run] {
  const shape = FUNCTIONS.find(({ name }) => name === call.name);
  if (shape === undefined) {
    const near = findNearest(
      call.name,
      FUNCTIONS.map(({ name }) => name),
    );
    const end = call.start + call.name.length;
    const hint = near === undefined ? "" : `; did you mean ${near}?`;
    throw new Misfit({ start: call.start, end }, `there is no function ${call.name}${hint}`);
  }
  if (!shape.arity.includes(call.args.length))
    throw new Misfit(call, `write it as \`${shape.usage}\`: ${shape.words}`);
  return [shape.gives, meaning(scope, shape, call)];
}

function meaning(scope: CallScope, { name }: FunctionShape, { args }: Call): Run {
  const [first] = args;
  switch (name) {
    case "tokens":
      return tokensCall(scope, args);
    case "messages":
      return first === undefined ? allMessages : messagesCall(scope, first);
    case "empty":
      return emptyCall(scope, first);
    case "size": {
      const set = scope.typed(first, ["set", "value"], "size takes");
      return (context) => {
        const members = membersOf(set, context);
        return members instanceof Unknown ? members : members.size;
      };
    }
    case "known": {
      const node = scope.node(first, false);
      return (context) => !(node.run(context) instanceof Unknown);
    }
    case "name": {
      const process = scope.typed(first, ["process"], "name takes");
      return (context) => describeValue(context.world.trace, process.run(context));
    }
    case "label": {
      const message = scope.typed(first, ["message"], "label takes");
      return (context) => labelOf(context, message.run(context));
    }
    default: {
      const node = scope.typed(first, ["message", "channel"], `${name} takes`);
      return (context) => endOf(context, node.run(context), name === "from" ? "from" : "to");
    }
  }
}

/** In all, of one kind, at one place, or of one kind at one place. */
function tokensCall(scope: CallScope, args: readonly Expression[]): Run {
  const [first, second] = args;
  if (first === undefined) return (context) => tokensIn(context, undefined, undefined);
  const domain = scope.domain(first);
  if (domain === "messages") throw new Misfit(first, "tokens counts in processes or channels");
  const place = domain === undefined ? scope.place(first) : undefined;
  const isPlace = place?.type === "process" || place?.type === "channel" || place?.type === "message";
  if (domain === undefined && !isPlace && second !== undefined)
    throw new Misfit(first, "tokens counts in a process, a channel, `processes` or `channels`");
  const kindOf = domain === undefined && !isPlace ? first : second;
  const kind = kindOf === undefined ? undefined : scope.kind(kindOf);
  return (context) => {
    const word = kind === undefined ? undefined : wordOf(kind, context);
    if (word instanceof Unknown) return word;
    if (place === undefined || !isPlace) return tokensIn(context, domain, word);
    const at = place.run(context);
    return at instanceof Ref ? tokensAt(context, at, word) : new Unknown(`${place.text} is no place`);
  };
}

function messagesCall(scope: CallScope, argument: Expression): Run {
  if (scope.domain(argument) === "channels") return allMessages;
  const channel = scope.typed(argument, ["channel"], "messages takes");
  return (context) => {
    const of = channel.run(context);
    return of instanceof Ref ? messageCount(context, of.id) : new Unknown(`${channel.text} is no channel`);
  };
}

function emptyCall(scope: CallScope, argument: Expression): Run {
  const isZero = (count: number | Unknown): boolean | Unknown =>
    count instanceof Unknown ? count : count === 0;
  const domain = scope.domain(argument);
  if (domain === "channels" || domain === "messages") return (context) => isZero(allMessages(context));
  const node = scope.typed(argument, ["channel", "set", "value"], "empty takes");
  return (context) => {
    if (node.type !== "channel") {
      const members = membersOf(node, context);
      return members instanceof Unknown ? members : members.size === 0;
    }
    const of = node.run(context);
    return of instanceof Ref
      ? isZero(messageCount(context, of.id))
      : new Unknown(`${node.text} is no channel`);
  };
}
