// What is wrong with a text that is not of the language, in words for somebody who has never written it: what was found,
// what could stand there, with an example. The parser generator's own words speak of tokens and alternatives.

import { AbstractParserErrorMessageProvider } from "langium";
import { findNearest } from "../../../core/trace/nearestName.ts";
import { STATEMENT_WORDS } from "./mistyped.ts";

type Mismatch = Parameters<AbstractParserErrorMessageProvider["buildMismatchTokenMessage"]>[0];
type IToken = Mismatch["actual"];
type TokenType = Mismatch["expected"];
type NotAll = Parameters<AbstractParserErrorMessageProvider["buildNotAllInputParsedMessage"]>[0];
type NoAlternative = Parameters<AbstractParserErrorMessageProvider["buildNoViableAltMessage"]>[0];
type Early = Parameters<AbstractParserErrorMessageProvider["buildEarlyExitMessage"]>[0];

/** For each rule of the grammar what it wants, as the end of a sentence that begins with "expected". */
const WANTED: Readonly<Record<string, string>> = {
  File: "a statement, such as `process P { G, Y }`, `P -> Q : Y` or `snapshot by P`",
  Statement: "a statement, such as `process P { G, Y }`, `P -> Q : Y` or `snapshot by P`",
  Scenario: "`scenario NAME { … }`",
  Import: 'a file\'s name in quotes, such as `import "lecture.lightcone"`',
  Processes: "a process's name, such as `process P { G, Y }`",
  Process: "a process's name, such as `process P { G, Y }`",
  State: "tokens or fields between braces, such as `{ G, Y }`, `{ 10 tokens }` or `{ balance = 100 }`",
  StateEntry: "a token, such as `G` or `10 tokens`, or a field, such as `balance = 100`",
  Field: "a field, such as `balance = 100`",
  Value: "a value: a number, a word, or words between braces",
  TokenCount: "a token's name, such as `G` or `10 tokens`",
  Channels: "channels, such as `channel P -> Q`, `channel P <-> Q` or `channel mesh`",
  Link: "a channel, such as `P -> Q` or `P <-> Q`",
  Shape: "a shape: `mesh`, `ring`, `star`, `grid 2 by 3` or `random 50 %`",
  ChannelOption: "what the channel does, such as `latency 1..5`, `not fifo`, `loss 10 %` or `reliable`",
  Latency:
    "a latency, such as `latency 2`, `latency 1..5`, `latency exponential 3`, `latency normal 5 spread 1` or `latency pareto 1 shape 2`",
  Reliable: "a mechanism, such as `reliable without checksum and ordering`",
  Mechanism: "a mechanism: `checksum`, `numbers`, `retransmission`, `deduplication` or `ordering`",
  Delays: "what becomes of the messages one by one, such as `delays [2, 1 and 4, spoilt 3, lost]`",
  Passage: "a delay, two of them for a message that arrives twice, `spoilt` before them, or `lost`",
  Share: "a share, such as `10 %` or `0.1`",
  Clock: "a clock, such as `clock P skew 2 drift 0.1`",
  Partition: "a partition, such as `partition { P } <-> { Q, R } at 3..8`",
  Side: "one side of the partition, such as `P` or `{ P, Q }`",
  TimeUnit: "a unit of time, such as `time in ms`",
  Seed: "a whole number, such as `seed 7`",
  Stop: "a time, such as `stop at 10`",
  Send: "a message, such as `P -> Q : Y`, `P -> Q : Y as m1` or `P -> Q : Y at 2..5`",
  Content: 'what the message carries: tokens (`Y, B`), fields (`{ amount = 30 }`) or a text (`"request"`)',
  Receive: "a message's name, such as `Q receives m1`",
  Local: 'what the process does, such as `P does "work"` or `P does { balance -= 30, + Y }`',
  Crash: "a crash, such as `P crashes at 5`",
  Restart: "a restart, such as `P restarts at 9` or `P restarts with its state at 9`",
  FieldChange: "a change, such as `+ Y`, `- Y`, `balance = 70` or `balance -= 30`",
  TokenChange: "a change, such as `+ Y`, `- Y`, `balance = 70` or `balance -= 30`",
  Change: "a change, such as `+ Y`, `- Y`, `balance = 70` or `balance -= 30`",
  Snapshot: "a snapshot, such as `snapshot by P`, `snapshot by P, Q at 3` or `snapshot independently at 4`",
  Initiator: "a process that starts the snapshot, such as `snapshot by P at 3`",
  Cut: "a cut, such as `cut c1 { P after 3, Q after m2 }` or `cut c1 at 10`",
  CutPoint: "a point of the cut, such as `P after 3` or `Q after m2`",
  Workload: "a workload, such as `random 200 sends seed 7`",
  Fault: "the names of messages, such as `lose m3`, `duplicate m2` or `corrupt m1`",
  Delay: "the name of a message and a time, such as `delay m1 by 5`",
  Expectation: "an expectation, such as `expect consistent` or `expect snapshot 1 { P { G } }`",
  Subject: "what is meant: `snapshot 1`, `cut c1`, `puzzle NAME` or `end`",
  Claim:
    "what is expected: `consistent`, `inconsistent`, `tokens conserved`, `missing { Y }` or `{ P { G } … }`",
  GlobalState: "a global state between braces, such as `{ P { G }  P -> Q [ Y ] }`",
  StatePart: "a process's state, such as `P { G }`, or a channel's, such as `P -> Q [ Y ]`",
  ProcessState: "a process's state, such as `P { G }`",
  ChannelState: "a channel's content, such as `P -> Q [ Y ]`",
  ChannelMessage: "a message between the brackets, such as `[ Y ]` or `[ { 3 tokens } ]`",
  Name: "a name",
};

/** Words of which a half statement is left, and the rule that each belongs to. They could be names too, so the parser cannot tell. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  clock: "Clock",
  latency: "Latency",
  random: "Workload",
  seed: "Seed",
  stop: "Stop",
  time: "TimeUnit",
};

export class BeginnersWords extends AbstractParserErrorMessageProvider {
  override buildMismatchTokenMessage({ expected, actual, ruleName }: Mismatch): string {
    if (expected.name === "EOF")
      return this.buildNotAllInputParsedMessage({ firstRedundant: actual, ruleName });
    const word = wordOf(expected);
    if (expected.name === "}" || expected.name === "]") {
      return `expected \`${expected.name}\` before ${found(actual)}, to close what was opened${reserved(actual)}`;
    }
    if (expected.name === "ID" && reserved(actual) !== "")
      return `${found(actual)} cannot stand here${reserved(actual)}`;
    const wanted = wantedBy(ruleName);
    return `expected ${word}, found ${found(actual)}${wanted === undefined ? "" : `; the form is ${wanted}`}`;
  }

  override buildNotAllInputParsedMessage({ firstRedundant }: NotAll): string {
    const { image } = firstRedundant;
    const form = WANTED[BEGINNINGS[image] ?? ""];
    if (form !== undefined)
      return `${found(firstRedundant)} does not go on here as it must; the form is ${form}`;
    const nearest = findNearest(image, STATEMENT_WORDS);
    const hint =
      nearest === undefined || nearest === image
        ? `expected ${WANTED.Statement}`
        : `did you mean \`${nearest}\`?`;
    return `${found(firstRedundant)} begins no statement; ${hint}`;
  }

  override buildNoViableAltMessage({ actual, ruleName }: NoAlternative): string {
    const at = actual[0];
    const wanted = wantedBy(ruleName) ?? "something else";
    return `expected ${wanted}, found ${found(at)}${wanted.includes(`${at?.image} `) ? "" : reserved(at)}`;
  }

  override buildEarlyExitMessage({ actual, ruleName }: Early): string {
    return `expected ${wantedBy(ruleName) ?? "something more"}, found ${found(actual[0])}${reserved(actual[0])}`;
  }
}

/** Langium ends the names of its rules with a character that nobody sees. */
function wantedBy(ruleName: string): string | undefined {
  return WANTED[ruleName.replaceAll(/\W/g, "")];
}

function wordOf(type: TokenType): string {
  if (type.name === "ID") return "a name";
  if (type.name === "NUMBER") return "a number";
  if (type.name === "STRING") return 'a text in quotes, such as `"request"`';
  return type.name === "EOF" ? "the end of the file" : `\`${type.name}\``;
}

function found(token: IToken | undefined): string {
  if (token === undefined || token.tokenType.name === "EOF") return "the end of the file";
  return `\`${token.image.length > 30 ? `${token.image.slice(0, 30)}…` : token.image}\``;
}

/** A hint where a word of the language stands in the place of a name. */
function reserved(token: IToken | undefined): string {
  const { image = "", tokenType } = token ?? {};
  if (!/^\p{L}/u.test(image) || tokenType?.name === "ID") return "";
  return `; \`${image}\` is a word of the language: a process or token of that name is written "${image}"`;
}
