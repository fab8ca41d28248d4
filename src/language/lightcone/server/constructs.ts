// What each construct of the language is: its form with its parts, and what it means, with the lecture's rule where one is
// behind it. Hovers over its words, help while its parts are typed and the words of completion all stand on this table.

/** A part of a form, as it stands in it. */
interface Part {
  readonly form: string;
  readonly means: string;
}

export interface Construct {
  /** The whole form; each part's form stands in it once. */
  readonly form: string;
  readonly parts: readonly Part[];
  /** Markdown, a paragraph or two. */
  readonly means: string;
}

const MARKERS =
  "**Marker-sending rule:** a process that records its state sends a marker over each of its outgoing channels, before any " +
  "further message.\n\n**Marker-receiving rule:** a process that receives a marker and has not recorded yet records now, and " +
  "the marker's channel as empty; one that has recorded takes as that channel's state the messages that came over it since.";

/** By the type of the syntax tree's node. */
export const CONSTRUCTS: Readonly<Record<string, Construct>> = {
  Import: {
    form: 'import "FILE"',
    parts: [{ form: '"FILE"', means: "a path, seen from this file" }],
    means: "Brings the shared system of another file: its processes, channels and settings.",
  },
  Scenario: {
    form: "scenario NAME { … }",
    parts: [
      { form: "NAME", means: "a name of its own" },
      { form: "{ … }", means: "what happens, and what is expected" },
    ],
    means: "One run. What stands outside of scenarios is the system that they share.",
  },
  Processes: {
    form: "process NAME { TOKENS }",
    parts: [
      { form: "NAME", means: "a name, several with commas, or a range such as `N1..N4`" },
      {
        form: "{ TOKENS }",
        means: "the initial state: `{ G, 2 Y }`, `{ 10 tokens }` or fields, `{ balance = 100 }`",
      },
    ],
    means: "A process with its initial state. Of two events of one process one is always before the other.",
  },
  Channels: {
    form: "channel P -> Q OPTIONS",
    parts: [
      {
        form: "P -> Q",
        means:
          "one way `->`, each way `<->`, or a shape: `mesh`, `ring`, `star`, `grid 2 by 3`, `random 30 %`",
      },
      { form: "OPTIONS", means: "`latency 1..5`, `not fifo`, `loss 10 %`, `reliable` …" },
    ],
    means:
      "A channel carries messages one way. It is FIFO unless it says `not fifo`: what is sent first arrives first. " +
      "Chandy–Lamport's algorithm stands on that.",
  },
  Order: {
    form: "not fifo",
    parts: [],
    means:
      "Whether later messages may overtake earlier ones. Without FIFO a message may arrive behind the marker that was sent " +
      "after it: a snapshot by markers can then be inconsistent.",
  },
  Latency: {
    form: "latency LEAST..MOST",
    parts: [{ form: "LEAST..MOST", means: "one time, or the bounds of evenly drawn ones" }],
    means: "How long each message of the channel takes. The seed decides what is drawn.",
  },
  Delays: {
    form: "delays [ TIMES ]",
    parts: [
      {
        form: "[ TIMES ]",
        means:
          "one for each message, in the order of sending; `lost` for one that never arrives, `spoilt 2` for one that cannot be read",
      },
    ],
    means: "How long the messages of the channel take, one by one.",
  },
  Loss: {
    form: "loss SHARE",
    parts: [{ form: "SHARE", means: "`10 %` or `0.1`" }],
    means: "The share of messages that the channel loses, markers among them.",
  },
  Duplication: {
    form: "duplication SHARE",
    parts: [{ form: "SHARE", means: "`10 %` or `0.1`" }],
    means: "The share of messages that arrive twice.",
  },
  Corruption: {
    form: "corruption SHARE",
    parts: [{ form: "SHARE", means: "`10 %` or `0.1`" }],
    means: "The share of messages that arrive spoilt.",
  },
  Reordering: {
    form: "reordering SHARE",
    parts: [{ form: "SHARE", means: "`10 %` or `0.1`" }],
    means: "The share of messages that are held up, so that later ones overtake them.",
  },
  Reliable: {
    form: "reliable without MECHANISM",
    parts: [
      { form: "MECHANISM", means: "`checksum`, `numbers`, `retransmission`, `deduplication` or `ordering`" },
    ],
    means:
      "A protocol as TCP's makes a FIFO channel without loss out of an unreliable network. `without` takes one of its " +
      "mechanisms away, to see what it was for.",
  },
  Clock: {
    form: "clock P skew TIME drift SHARE",
    parts: [
      { form: "TIME", means: "how far the clock is ahead at the beginning" },
      { form: "SHARE", means: "how much faster it runs: 0.01 is one percent" },
    ],
    means: "What a process's clock shows. Only `snapshot by clocks` looks at clocks, and clocks never agree.",
  },
  Partition: {
    form: "partition { P } <-> { Q } at FROM..TO",
    parts: [
      { form: "{ P } <-> { Q }", means: "the sides; without the second, all others" },
      { form: "FROM..TO", means: "from when to when" },
    ],
    means: "Between the sides nothing arrives for that time.",
  },
  TimeUnit: {
    form: "time in UNIT",
    parts: [{ form: "UNIT", means: "`tick`, `ms`, `us`, `ns` or `s`" }],
    means: "The unit of all times of the scenario.",
  },
  Seed: {
    form: "seed NUMBER",
    parts: [{ form: "NUMBER", means: "a whole number" }],
    means: "Decides every draw: the same file gives the same run on every machine.",
  },
  Stop: {
    form: "stop at TIME",
    parts: [{ form: "TIME", means: "the end of the run" }],
    means: "Ends the run though messages are still under way.",
  },
  Send: {
    form: "P -> Q : CONTENT as NAME at SENT..RECEIVED",
    parts: [
      { form: "P -> Q", means: "who sends to whom; a channel must lead there" },
      {
        form: "CONTENT",
        means:
          'tokens that the sender holds (`Y, B`), fields (`{ amount = 30 }`), a text (`"request"`), or nothing',
      },
      { form: "NAME", means: "a name, to speak of the message elsewhere" },
      { form: "SENT..RECEIVED", means: "when it is sent and, if you like, received" },
    ],
    means:
      "A message. Its sending happened before its receipt. A cut with the receipt inside and the sending outside has an " +
      "**orphan message** and is inconsistent; with only the sending inside, the message is **in transit**: it belongs to the " +
      "channel's state.",
  },
  Receive: {
    form: "Q receives MESSAGE at TIME",
    parts: [
      { form: "MESSAGE", means: "a message by its name, or by what it carries" },
      { form: "TIME", means: "when it is received" },
    ],
    means: "The process waits: what stands below happens after the message is there.",
  },
  Local: {
    form: 'P does "TEXT" { CHANGES } at TIME',
    parts: [
      { form: '"TEXT"', means: "a name for the step" },
      { form: "{ CHANGES }", means: "`+ Y`, `- Y`, `balance = 70`, `balance -= 30`" },
      { form: "TIME", means: "when it happens" },
    ],
    means: "A local step, which changes the process's state and nothing else.",
  },
  Crash: {
    form: "P crashes at TIME",
    parts: [{ form: "TIME", means: "when it happens" }],
    means: "The process stops. Until it restarts it does nothing, and what arrives is lost.",
  },
  Restart: {
    form: "P restarts with its state at TIME",
    parts: [
      { form: "with its state", means: "as it crashed; without these words in its initial state" },
      { form: "TIME", means: "when it happens" },
    ],
    means: "A process that crashed goes on.",
  },
  Snapshot: {
    form: "snapshot NAME by P, Q at TIME using ALGORITHM",
    parts: [
      { form: "NAME", means: "a name; without one they are counted from 1" },
      { form: "P, Q", means: "the initiators; or `independently`, or `by clocks`" },
      { form: "TIME", means: "when they record; without a time, in their order" },
      { form: "ALGORITHM", means: "such as `chandy-lamport`" },
    ],
    means: `A global snapshot: the state of every process and of every channel.\n\n${MARKERS}\n\nIt ends when every process has recorded itself and all its incoming channels.`,
  },
  Cut: {
    form: "cut NAME { P after 3, Q after m2 }",
    parts: [
      { form: "NAME", means: "a name of its own" },
      {
        form: "{ P after 3, Q after m2 }",
        means: "after so many events, or after the event of a message; or a moment, `at 12`",
      },
    ],
    means:
      "A cut says of each process how many of its events are inside. It is consistent if for every receipt inside the " +
      "sending is inside too: then the system may have been in that state.",
  },
  Workload: {
    form: "random NUMBER sends seed SEED at TIME",
    parts: [
      { form: "NUMBER", means: "how many" },
      { form: "SEED", means: "a whole number" },
      { form: "TIME", means: "when it begins" },
    ],
    means: "Sends one token a unit of time: whichever, whoever holds it, wherever its channels lead.",
  },
  Fault: {
    form: "lose MESSAGE",
    parts: [{ form: "MESSAGE", means: "names of messages" }],
    means: "What the network does to single messages: `lose`, `duplicate` or `corrupt` them.",
  },
  Delay: {
    form: "delay MESSAGE by TIME",
    parts: [
      { form: "MESSAGE", means: "names of messages" },
      { form: "TIME", means: "so much longer they take" },
    ],
    means: "Single messages take longer than their channel says.",
  },
  Expectation: {
    form: "expect SUBJECT CLAIM",
    parts: [
      {
        form: "SUBJECT",
        means: "`snapshot 1`, `cut c1`, `puzzle NAME` or `end`; without it all snapshots and cuts",
      },
      {
        form: "CLAIM",
        means:
          "`consistent`, `inconsistent`, `tokens conserved`, `missing { Y }`, or a global state in braces",
      },
    ],
    means: "What is expected of the run. `lightcone verify` fails where it is not so.",
  },
  VerdictClaim: {
    form: "consistent",
    parts: [],
    means: "The verdict: a cut is consistent if no message is received inside it that was sent outside it.",
  },
  ConservedClaim: {
    form: "tokens conserved",
    parts: [],
    means: "Each token of the beginning is there, in a process or in a channel, exactly once.",
  },
  TokensClaim: {
    form: "missing { TOKENS }",
    parts: [{ form: "{ TOKENS }", means: "exactly these" }],
    means: "Which tokens are missing, or there too often (`duplicated`).",
  },
  GlobalState: {
    form: "{ P { G }  P -> Q [ Y ] }",
    parts: [
      { form: "P { G }", means: "what a process holds" },
      { form: "P -> Q [ Y ]", means: "what is under way on a channel, in the order of receipt" },
    ],
    means: "A global state: of the processes **and** of the channels. What it does not name is empty.",
  },
  Puzzle: {
    form: "possible NAME { P { G }  P -> Q [ Y ] }",
    parts: [
      { form: "NAME", means: "a name, if an expectation speaks of it" },
      { form: "{ P { G }  P -> Q [ Y ] }", means: "the snapshot in question" },
    ],
    means:
      "Is this snapshot possible, with one initiator, where every process may pass on any token at any time?",
  },
};

/** The construct that a word of the language begins. */
export function constructOfWord(word: string): Construct | undefined {
  return Object.values(CONSTRUCTS).find(
    ({ form }) => form.split(" ").find((each) => /^[a-z]/.test(each)) === word,
  );
}

/** The construct that a node is, or is a part of that has no entry of its own. */
export function constructOf(
  node: { readonly $type: string; readonly $container?: unknown } | undefined,
): Construct | undefined {
  for (let each = node; each !== undefined; each = each.$container as typeof node) {
    const found = CONSTRUCTS[each.$type];
    if (found !== undefined) return found;
  }
  return undefined;
}
