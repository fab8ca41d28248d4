// Statements to begin with, as completion offers them where a statement may begin: texts with places to fill in, in the
// notation of editors (`${1:P}`, `${2|->,<->|}`).
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the places to fill in look like a template's

export interface StatementSnippet {
  /** What one types for it. */
  readonly prefix: string;
  readonly body: string;
  readonly description: string;
}

export const STATEMENT_SNIPPETS: readonly StatementSnippet[] = [
  {
    prefix: "process",
    body: "process ${1:P} { ${2:G, Y} }",
    description: "A process with its tokens",
  },
  {
    prefix: "channel",
    body: "channel ${1:P} ${2|->,<->|} ${3:Q}",
    description: "A channel one way, or one each way",
  },
  {
    prefix: "channel latency",
    body: "channel ${1:P} -> ${2:Q} latency ${3:1}..${4:5}",
    description: "A channel whose messages take a drawn time",
  },
  {
    prefix: "channel mesh",
    body: "channel ${1|mesh,ring,ring <->,star,grid 2 by 2,random 30 %|}",
    description: "Many channels at once",
  },
  {
    prefix: "channel not fifo",
    body: "channel ${1:P} -> ${2:Q} latency 1..5 not fifo",
    description: "A channel on which messages may overtake each other",
  },
  {
    prefix: "channel reliable",
    body: "channel ${1:P} <-> ${2:Q} loss ${3:20} % reliable",
    description: "A protocol as TCP's over an unreliable network",
  },
  {
    prefix: "send",
    body: "${1:P} -> ${2:Q} : ${3:Y}",
    description: "A message with tokens",
  },
  {
    prefix: "send at",
    body: "${1:P} -> ${2:Q} : ${3:Y} as ${4:m1} at ${5:2}..${6:5}",
    description: "A message with its name, sent and received at given times",
  },
  {
    prefix: "send text",
    body: '${1:P} -> ${2:Q} : "${3:request}"',
    description: "A message with a text",
  },
  {
    prefix: "receives",
    body: "${1:Q} receives ${2:m1}",
    description: "The process goes on when it has the message",
  },
  {
    prefix: "does",
    body: '${1:P} does "${2:work}" { ${3:- Y, + 2 R} }',
    description: "A step that changes the process's state",
  },
  {
    prefix: "crashes",
    body: "${1:P} crashes at ${2:5}\n$1 restarts at ${3:9}",
    description: "A process stops, and goes on later",
  },
  {
    prefix: "snapshot",
    body: "snapshot by ${1:P} at ${2:3}\nexpect consistent",
    description: "A snapshot by markers, and what is expected of it",
  },
  {
    prefix: "snapshot independently",
    body: "snapshot independently at ${1:4}",
    description: "Everybody records without markers",
  },
  {
    prefix: "snapshot by clocks",
    body: "clock ${1:P} skew ${2:2}\nsnapshot by clocks at ${3:5}",
    description: "Everybody records at what it takes for the time",
  },
  {
    prefix: "cut",
    body: "cut ${1:c1} { ${2:P} after ${3:1}, ${4:Q} after ${5:1} }",
    description: "A cut, process by process",
  },
  {
    prefix: "cut at",
    body: "cut ${1:noon} at ${2:12}",
    description: "A cut through one moment",
  },
  {
    prefix: "clock",
    body: "clock ${1:P} skew ${2:2} drift ${3:0.01}",
    description: "What a process's clock shows",
  },
  {
    prefix: "partition",
    body: "partition { ${1:P} } at ${2:3}..${3:9}",
    description: "A time in which nothing arrives between the sides",
  },
  {
    prefix: "random",
    body: "random ${1:20} sends seed ${2:7}",
    description: "Random sends",
  },
  {
    prefix: "lose",
    body: "lose ${1:m1}",
    description: "The network loses this message",
  },
  {
    prefix: "duplicate",
    body: "duplicate ${1:m1}",
    description: "This message arrives twice",
  },
  {
    prefix: "delay",
    body: "delay ${1:m1} by ${2:5}",
    description: "This message takes longer",
  },
  {
    prefix: "expect",
    body: "expect ${1|consistent,inconsistent,tokens conserved|}",
    description: "What is expected of all snapshots and cuts",
  },
  {
    prefix: "expect snapshot",
    body: "expect snapshot ${1:1} { ${2:P} { ${3:G} }  ${4:P} -> ${5:Q} [ ${6:Y} ] }",
    description: "The global state that a snapshot records",
  },
  {
    prefix: "possible",
    body: "possible ${1:first} { ${2:P} { ${3:G} }  ${4:P} -> ${5:Q} [ ${6:Y} ] }",
    description: "Is this snapshot possible, and how?",
  },
  {
    prefix: "scenario",
    body: "scenario ${1:name} {\n    $0\n}",
    description: "One run over the shared system",
  },
  {
    prefix: "import",
    body: 'import "${1:system.lightcone}"',
    description: "The shared system of another file",
  },
  {
    prefix: "example",
    body: "process ${1:P} { G, Y }\nprocess ${2:Q} { R }\nchannel $1 <-> $2\n\n$1 -> $2 : Y\nsnapshot by $1\nexpect consistent",
    description: "A whole scenario to begin with",
  },
];
