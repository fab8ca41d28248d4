// A predicate asked along a run, where most of an answer is kept from the one before: at every cut it gives what it gives
// when it is asked of that state alone, with reason and witnesses, and it is asked of no more than what has changed.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Compiled, compilePredicate, type Predicate } from "../../../src/core/predicate/compile.ts";
import { printPredicate } from "../../../src/core/predicate/print.ts";
import { vocabularyOf } from "../../../src/core/predicate/vocabulary.ts";
import { WalkingWorld } from "../../../src/core/predicate/walk.ts";
import { worldAt } from "../../../src/core/predicate/world.ts";
import { simulate } from "../../../src/core/snapshot/simulate.ts";
import { linearOrder } from "../../../src/core/trace/clocks.ts";
import { NONE } from "../../../src/core/trace/ids.ts";
import { EMPTY_STATE } from "../../../src/core/trace/localState.ts";
import { MessageFlag, MessageKind, type Trace } from "../../../src/core/trace/trace.ts";
import { TraceBuilder } from "../../../src/core/trace/traceBuilder.ts";
import { scenarioOf } from "../../language/lightcone/support.ts";
import { arbitraryPredicate, NAMES } from "../../support/arbitraryPredicate.ts";

/** A beginning in which every name of NAMES stands, so that all predicates over them have a meaning. */
const BEGINNING = `
process P { 90 G, Y, x = 1, state = idle, holds = { lock1, lock2 } }
process Q { 90 R, x = 2.5, state = busy, waits = lock1 }
process "odd name" { x = -3 }
channel P <-> Q latency 1..5
channel Q -> "odd name" latency 2
P -> Q : "take" { Y, amount = 5, note = text }`;

/** A line of a scenario, by what was drawn. */
function lineOf(draw: number, time: number): string {
  const process = ["P", "Q", '"odd name"'][draw % 3];
  const which = draw >> 5;
  switch ((draw >> 2) % 8) {
    case 0:
      return `P -> Q : G at ${time}`;
    case 1:
      return `Q -> P : { R, amount = ${which % 9}, note = ${["idle", "lock1"][which % 2]} } at ${time}`;
    case 2:
      return `Q -> "odd name" : { amount = 0.${1 + (which % 8)} } at ${time}`;
    case 3:
      return `${process} does { x = ${["0.1", "0.7", "3", "-2", "text"][which % 5]} } at ${time}`;
    case 4:
      return `${process} does { holds = ${["{ }", "{ lock1 }", "{ lock2, lock1 }"][which % 3]} } at ${time}`;
    case 5:
      return `${process} does { waits = lock${1 + (which % 2)}, state = ${["idle", "busy"][which % 2]} } at ${time}`;
    case 6:
      return `snapshot by P at ${time}`;
    default:
      return `${process} does "rests" at ${time}`;
  }
}

async function traceOf(draws: readonly number[]): Promise<Trace> {
  const text = [BEGINNING, ...draws.map((draw, i) => lineOf(draw, 1 + (i >> 1)))].join("\n");
  return simulate(await scenarioOf(text));
}

function ready(trace: Trace, text: string): Predicate {
  const compiled = compilePredicate(text, vocabularyOf(trace));
  assert.equal(compiled.kind, "ready", `${text}: ${JSON.stringify(compiled)}`);
  return (compiled as Extract<Compiled, { kind: "ready" }>).predicate;
}

/** Asks along the whole run, after every `stride` events, and counts the answers of each kind. */
function compare(trace: Trace, text: string, stride = 1, mostKept?: number): Map<string, number> {
  const predicate = ready(trace, text);
  const world = new WalkingWorld(trace);
  const ask = predicate.along(world, mostKept);
  const found = new Map<string, number>();
  const see = (events: number): void => {
    const kept = ask();
    assert.deepEqual(kept, predicate.ask(world), `${text} after ${events} events`);
    if (events % 5 === 0)
      assert.deepEqual(kept, predicate.ask(worldAt(trace, world.cut)), `${text} laid out`);
    found.set(kept.kind, (found.get(kept.kind) ?? 0) + 1);
  };
  see(0);
  linearOrder(trace).order.forEach((event, i) => {
    world.step(event);
    if (i % stride === 0) see(i + 1);
  });
  return found;
}

describe("a predicate asked along a run", () => {
  it("answers as it does when it is asked of each state alone: random predicates over random runs", async () => {
    const found = { true: 0, false: 0, unknown: 0, both: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 100_000 }), { minLength: 10, maxLength: 60, size: "max" }),
        fc.array(arbitraryPredicate(NAMES), { minLength: 12, maxLength: 12 }),
        fc.constantFrom(1, 1, 3),
        fc.constantFrom(undefined, undefined, undefined, 0, 6, 40),
        async (draws, expressions, stride, mostKept) => {
          const trace = await traceOf(draws);
          for (const expression of expressions) {
            const kinds = compare(trace, printPredicate(expression), stride, mostKept);
            for (const [kind, times] of kinds) found[kind as "true" | "false" | "unknown"] += times;
            if (kinds.size > 1) found.both++;
          }
        },
      ),
      { numRuns: 250, seed: 23 },
    );
    assert.ok(
      Object.values(found).every((times) => times > 300),
      JSON.stringify(found),
    );
  });

  // Sums that are rounded come out as they do when they are added in order; queues grow long and are emptied.
  for (const text of [
    "(sum p: p.x) = 0.2",
    "(sum m in messages: m.amount) < 2.3",
    "(count m in messages: m.amount >= 0.5) = 2",
    "all p: any q: q.x >= p.x and q != p",
    "all m in messages: any n in messages: m.amount < n.amount",
    "any c in channels: (count m in c: m.amount > 0.3) > 3",
    "all p: all x in p.holds: any q: x = q.waits",
    "tokens(processes) + tokens(channels) = tokens() and messages() > 4",
    "all p: tokens(p) <= tokens(channels)",
    "(any k in P.holds: tokens(k) > 0) or G in channels",
    "(all p: known(p.x)) and (sum p: p.x * (count c in channels: empty(c))) > 1",
    "(sum p: count q: q.x > p.x) + (sum p: p.x) > 0 or (any p: p.holds = {})",
  ]) {
    it(`${text} is answered as of each state alone on a longer run`, async () => {
      const draws = Array.from({ length: 240 }, (_, i) => (i * 7919 + ((i * i) % 4099)) % 100_000);
      const trace = await traceOf(draws);
      assert.ok([...compare(trace, text).values()].reduce((a, b) => a + b) > 250);
    });
  }

  describe("takes too long where it does when asked of each state alone", () => {
    // 265,719 members are looked at where all holds, and a third of them for each `a`; what is false sooner ends it.
    const all = "all a, b, c, d, e, f, g, h, i, j, k: ";
    for (const [text, kinds] of [
      [`${all} a != "odd name" or "odd name".x != 3`, ["false", "unknown"]],
      [`${all} a != "odd name" or b != "odd name" or "odd name".x != 3`, ["unknown"]],
      [`${all} b != Q or Q.x < 1`, ["false", "unknown"]],
    ] as const) {
      it(text, async () => {
        const changes = ["0.1", "3", "0.7", "3"].flatMap((x, i) => [
          `"odd name" does { x = ${x} } at ${2 * i + 1}`,
          `Q does { x = ${x} } at ${2 * i + 2}`,
        ]);
        const trace = simulate(await scenarioOf([BEGINNING, ...changes].join("\n")));
        assert.deepEqual([...compare(trace, text).keys()].sort(), kinds);
      });
    }
  });

  it("knows what is under way when the trace begins", () => {
    const builder = new TraceBuilder("restarted", "tick");
    const [p, q] = ["P", "Q"].map((name) => builder.addProcess(name, EMPTY_STATE));
    const channel = builder.channel(p, q);
    const message = builder.addMessage(MessageKind.application, channel, NONE, MessageFlag.underWay);
    builder.setReceive(message, builder.addEvent(q, 1, 0, 0, 0));
    assert.deepEqual([...compare(builder.build(), "messages(P -> Q) = 1").keys()], ["true", "false"]);
  });

  it("looks only at what has changed", async () => {
    const trace = await traceOf(Array.from({ length: 200 }, (_, i) => i * 997));
    const world = new WalkingWorld(trace);
    const ask = ready(trace, "all p: p.x < 1000").along(world);
    ask();
    const state = world.state.bind(world);
    let looks = 0;
    world.state = (process) => {
      looks++;
      return state(process);
    };
    const { order } = linearOrder(trace);
    for (const event of order) {
      world.step(event);
      ask();
    }
    const { changeStart } = trace.states;
    const changes = order.filter((event) => changeStart[event] < changeStart[event + 1]).length;
    assert.ok(changes > 50 && changes < order.length, `${changes} of ${order.length}`);
    assert.equal(looks, changes);
  });
});
