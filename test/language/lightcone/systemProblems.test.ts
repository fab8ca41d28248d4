// What is not of the language, and systems that cannot be meant: ok and bad twins, with the words that a beginner reads.

import { describe } from "node:test";
import { checkPairs, type Pair } from "./pairs.ts";
import { SYSTEM } from "./support.ts";

const T = "process T\n";

const SYNTAX: readonly Pair[] = [
  ["a brace that is not closed", "process P { G }", "process P { G\n«process» Q", "syntax", /.*/],
  [
    "a statement that is none",
    `${SYSTEM}P -> Q : Y`,
    `${SYSTEM}P «=» Q : Y`,
    "syntax",
    /expected|begins no statement/,
  ],
  [
    "a word of the language as a name",
    'process "at"',
    "process «at»",
    "syntax",
    /word of the language.*"at"/,
  ],
  [
    "a quote that is missing",
    `${SYSTEM}P -> Q : "hello"`,
    `${SYSTEM}P -> Q : «"»hello`,
    "character",
    /a quote is missing/,
  ],
  ["a character of no language", "process P", "process P «;»", "character", /no character of the language/],
  [
    "a snapshot by nobody",
    `${SYSTEM}snapshot by P`,
    `${SYSTEM}snapshot «by» at 3`,
    "syntax",
    /expected a snapshot, such as `snapshot by P`/,
  ],
  [
    "an expectation of nothing",
    `${SYSTEM}snapshot by P\nexpect consistent`,
    `${SYSTEM}expect «happiness»`,
    "syntax",
    /consistent/,
  ],
];

const SYSTEMS: readonly Pair[] = [
  ["a later version", "lightcone 1\nprocess P", "lightcone «2»\nprocess P", "version", /knows version 1/],
  ["no process at all", "process P", "", "no-process", /declare one, such as/],
  [
    "an import that is not there",
    'import "b.lightcone"',
    'import «"c.lightcone"»\nprocess P',
    "import-missing",
    /no file c/,
  ],
  [
    "a process twice",
    "process P\nprocess Q",
    "process P\nprocess «P»",
    "duplicate-process",
    /two of the name P/,
  ],
  ["a range that is none", "process N1..N3", "process «N3»..N1", "process-range", /N1\.\.N16/],
  [
    "an unknown process",
    `process Paris\nprocess Rome\nchannel Paris -> Rome`,
    `process Paris\nprocess Rome\nchannel Paris -> «Rom»`,
    "unknown-process",
    /no process Rom; did you mean Rome\?/,
  ],
  [
    "a channel to itself",
    `${SYSTEM}`,
    `${SYSTEM}channel «P -> P»`,
    "channel-to-itself",
    /no channel to itself/,
  ],
  ["a channel twice", `${SYSTEM}`, `${SYSTEM}channel «P -> Q»`, "duplicate-channel", /declared twice/],
  [
    "a latency of nothing",
    `process P, Q\nchannel P -> Q latency 2`,
    `process P, Q\nchannel P -> Q «latency 0»`,
    "latency",
    /takes some time/,
  ],
  [
    "a share of more than all",
    `process P, Q\nchannel P -> Q loss 10 %`,
    `process P, Q\nchannel P -> Q loss «110 %»`,
    "share",
    /at most 100 %/,
  ],
  [
    "a grid that does not fit",
    `process P, Q\nchannel grid 1 by 2`,
    `process P, Q\nchannel «grid 2 by 2»`,
    "grid-size",
    /4 places/,
  ],
  [
    "a star around a stranger",
    `${SYSTEM}${T}channel star around T`,
    `${SYSTEM}${T}channel star around «P» of Q, T`,
    "star-center",
    /not among/,
  ],
  [
    "a clock that runs backwards",
    `${SYSTEM}clock P drift -0.5`,
    `${SYSTEM}clock P drift «-1»`,
    "clock-stands",
    /runs forwards/,
  ],
  [
    "a clock twice",
    `${SYSTEM}clock P skew 1`,
    `${SYSTEM}clock P skew 1\n«clock P skew 2»`,
    "clock-twice",
    /twice/,
  ],
  [
    "a unit of no time",
    `time in ms\n${SYSTEM}`,
    `time in «hours»\n${SYSTEM}`,
    "unknown-unit",
    /no unit hours/,
  ],
  ["half a token", `process P { 2 G }`, `process P { «2.5 G» }`, "number-expected", /whole number/],
  ["a field twice", `process P { a = 1, b = 2 }`, `process P { a = 1, «a = 2» }`, "field-twice", /twice/],
];

describe("what is not of the language", () => checkPairs(SYNTAX));
describe("a system that cannot be meant", () => checkPairs(SYSTEMS));
