// The course's rules of delivery, one by one, on the network alone: which message may be received when, whose turn it
// is, and which of a server's links delivers.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CourseNetwork } from "../../../src/core/simulation/courseNetwork.ts";
import { GoRandom } from "../../../src/core/simulation/goRandom.ts";
import { type System, systemOf } from "../../../src/core/simulation/system.ts";
import { asChannel, asMessage, NONE } from "../../../src/core/trace/ids.ts";
import { type Ends, scenarioOf } from "../../support/smallScenarios.ts";

const SEED = 4n;

/** The extra delays that the network draws, in the order of sending. */
function extras(count: number): number[] {
  const random = new GoRandom(SEED);
  return Array.from({ length: count }, () => random.intn(5));
}

const systemWith = (channels: Ends, names: readonly string[]): System =>
  systemOf(scenarioOf(channels, [], [], { names }));

/** Sends message i on the i-th of the channels given, all at time 0. */
function networkWith(system: System, channels: readonly number[]): CourseNetwork {
  const network = new CourseNetwork(system, SEED);
  channels.forEach((channel, message) => {
    network.send(asMessage(message), asChannel(channel), 0);
  });
  return network;
}

/** What arrives at a moment, in order. */
function moment(network: CourseNetwork, now: number): number[] {
  const messages: number[] = [];
  network.beginMoment(now);
  for (let m = network.deliver(); m !== NONE; m = network.deliver()) messages.push(m);
  return messages;
}

/** Late enough for every message sent at 0. */
const LATE = 100;

describe("the course's network", () => {
  it("delivers a message from sending + 1 + its draw on, not before", () => {
    const pairs = Array.from({ length: 8 }, (_, i): [number, number] => [2 * i, 2 * i + 1]);
    const names = Array.from({ length: 16 }, (_, p) => `S${String(p).padStart(2, "0")}`);
    const network = networkWith(systemWith(pairs, names), [0, 1, 2, 3, 4, 5, 6, 7]);
    const ready = extras(8).map((extra) => 1 + extra);
    assert.ok(new Set(ready).size > 1, "the draws differ");
    for (let now = 1; now <= 6; now++) {
      const expected = [...ready.keys()].filter((message) => ready[message] === now);
      assert.deepEqual(moment(network, now), expected, `at ${now}`);
    }
  });

  it("takes one draw a message, when it is sent and whatever the link", () => {
    const system = systemWith(
      [
        [0, 1],
        [1, 0],
      ],
      ["A", "B"],
    );
    const network = networkWith(system, [0, 1, 0, 1]);
    const saved = network.save() as { ready: Float64Array };
    assert.deepEqual(
      [...saved.ready],
      extras(4).map((extra) => 1 + extra),
    );
    moment(network, LATE);
    const { random } = network.save() as { random: unknown };
    const expected = new GoRandom(SEED);
    for (let i = 0; i < 4; i++) expected.intn(5);
    assert.deepEqual(random, expected.save());
  });

  it("visits servers in the order of their names as texts: N10 before N2", () => {
    const system = systemWith(
      [
        [0, 3],
        [1, 3],
        [2, 3],
      ],
      ["N2", "N10", "N1", "X"],
    );
    assert.deepEqual(moment(networkWith(system, [0, 1, 2]), LATE), [2, 1, 0]);
  });

  it("visits a server's links in the order of their destinations' names: N10 before N2", () => {
    const system = systemWith(
      [
        [0, 1],
        [0, 2],
        [0, 3],
      ],
      ["S", "N2", "N10", "N1"],
    );
    const network = networkWith(system, [0, 1, 2]);
    assert.deepEqual(
      [1, 2, 3].flatMap((i) => moment(network, LATE + i)),
      [2, 1, 0],
    );
  });

  it("lets a server deliver at most one message a moment, whatever is ready", () => {
    const system = systemWith(
      [
        [0, 1],
        [0, 2],
        [1, 0],
      ],
      ["A", "B", "C"],
    );
    const network = networkWith(system, [0, 0, 1, 2, 2]);
    assert.deepEqual(moment(network, LATE), [0, 3]);
    assert.deepEqual(moment(network, LATE + 1), [1, 4]);
    assert.deepEqual(moment(network, LATE + 2), [2]);
    assert.equal(network.pending, 0);
  });

  it("lets a receiver take from several servers at one moment", () => {
    const system = systemWith(
      [
        [0, 2],
        [1, 2],
      ],
      ["A", "B", "C"],
    );
    assert.deepEqual(moment(networkWith(system, [0, 1]), LATE), [0, 1]);
  });

  it("passes over a link whose head is not ready, and takes the first that is", () => {
    const draws = extras(2);
    assert.ok(draws[0] > draws[1], "with this seed the first message is the later one");
    const system = systemWith(
      [
        [0, 1],
        [0, 2],
      ],
      ["A", "B", "C"],
    );
    const network = networkWith(system, [0, 1]);
    assert.deepEqual(moment(network, 1 + draws[1]), [1]);
    assert.deepEqual(moment(network, 1 + draws[0]), [0]);
  });

  it("keeps a channel in order: a ready message waits behind a head that is not", () => {
    const draws = extras(2);
    assert.ok(draws[0] > draws[1], "with this seed the first message is the later one");
    const network = networkWith(systemWith([[0, 1]], ["A", "B"]), [0, 0]);
    assert.deepEqual(moment(network, 1 + draws[1]), []);
    assert.deepEqual(moment(network, 1 + draws[0]), [0]);
    assert.deepEqual(moment(network, 2 + draws[0]), [1]);
  });

  it("has nothing to come when nothing is pending", () => {
    const system = systemWith([[0, 1]], ["A", "B"]);
    assert.equal(networkWith(system, []).nextMoment(3), Number.POSITIVE_INFINITY);
    assert.equal(networkWith(system, [0]).nextMoment(3), 4);
  });
});

describe("a saved network", () => {
  it("goes on as it would have, saved between or within moments, here and in another one", () => {
    const system = systemWith(
      [
        [0, 2],
        [1, 2],
        [2, 0],
        [0, 1],
      ],
      ["A", "B", "C"],
    );
    const links = [0, 1, 2, 3, 0, 1, 2, 3, 0, 0];
    const whole = networkWith(system, links);
    const expected = Array.from({ length: 12 }, (_, now) => moment(whole, now + 1));
    for (let at = 1; at <= 12; at++) {
      const network = networkWith(system, links);
      const arrived = Array.from({ length: at - 1 }, (_, now) => moment(network, now + 1));
      network.beginMoment(at);
      const first = network.deliver();
      const other = new CourseNetwork(system, 1n);
      other.restore(network.save());
      for (const each of [network, other]) {
        const rest = first === NONE ? [] : [first];
        for (let m = each.deliver(); m !== NONE; m = each.deliver()) rest.push(m);
        const later = Array.from({ length: 12 - at }, (_, i) => moment(each, at + 1 + i));
        assert.deepEqual([...arrived, rest, ...later], expected, `saved at ${at}`);
      }
    }
  });
});
