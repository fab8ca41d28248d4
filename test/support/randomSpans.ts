// Random trees of spans with correct clocks, many of whose times coincide, written as Zipkin, Jaeger and OTLP files.

import fc from "fast-check";

export type Kind = "INTERNAL" | "CLIENT" | "SERVER" | "PRODUCER" | "CONSUMER";

export interface RandomSpan {
  readonly process: number;
  readonly kind: Kind;
  /** Index of an earlier span, or −1. */
  readonly parent: number;
  readonly start: number;
  readonly end: number;
  /** Times of span events, inside the span. */
  readonly events: readonly number[];
  /** Index of a span that started earlier, or −1. */
  readonly link: number;
}

const draft = fc.record({
  parent: fc.nat({ max: 99 }),
  process: fc.nat({ max: 2 }),
  from: fc.nat({ max: 6 }),
  length: fc.nat({ max: 6 }),
  messaging: fc.nat({ max: 5 }),
  events: fc.array(fc.nat({ max: 6 }), { maxLength: 2 }),
  link: fc.nat({ max: 99 }),
});

/** Children lie inside their parents, but consumers begin any time after their producer did. */
export const randomSpans: fc.Arbitrary<RandomSpan[]> = fc
  .array(draft, { minLength: 1, maxLength: 14, size: "max" })
  .map((drafts) => {
    const spans: RandomSpan[] = [];
    for (const { parent, process, from, length, messaging, events, link } of drafts) {
      const up = parent % (spans.length + 1);
      const above = spans[up];
      const start =
        above === undefined ? from : Math.min(above.start + from, above.kind === "PRODUCER" ? 99 : above.end);
      const limit = above === undefined || above.kind === "PRODUCER" ? start + 12 : above.end;
      const end = Math.min(start + length, limit);
      const linked = spans[link % (spans.length + 9)];
      spans.push({
        process,
        kind: kindOf(above, process, messaging),
        parent: above === undefined ? -1 : up,
        start,
        end,
        events: events.map((offset) => Math.min(start + offset, end)),
        link: linked !== undefined && linked.start < start ? spans.indexOf(linked) : -1,
      });
    }
    return spans;
  });

function kindOf(parent: RandomSpan | undefined, process: number, messaging: number): Kind {
  if (parent !== undefined && parent.process !== process) {
    if (parent.kind === "PRODUCER") return "CONSUMER";
    return parent.kind === "CLIENT" ? "SERVER" : "INTERNAL";
  }
  if (parent?.kind === "PRODUCER") return "CONSUMER";
  return messaging === 0 ? "PRODUCER" : messaging < 3 ? "CLIENT" : "INTERNAL";
}

const START = 1_700_000_000_000_000;
const id = (index: number): string => (0x1000000000000000n + BigInt(index)).toString(16);
const TRACE = "463ac35c9f6413ad";

export function asZipkin(spans: readonly RandomSpan[]): string {
  return JSON.stringify(
    spans.map((span, i) => ({
      ...{ traceId: TRACE, id: id(i), name: `s${i}` },
      ...(span.parent < 0 ? {} : { parentId: id(span.parent) }),
      ...(span.kind === "INTERNAL" ? {} : { kind: span.kind }),
      ...{ timestamp: START + span.start, duration: span.end - span.start },
      localEndpoint: { serviceName: `p${span.process}` },
      annotations: span.events.map((time) => ({ timestamp: START + time, value: "note" })),
    })),
  );
}

export function asJaeger(spans: readonly RandomSpan[]): string {
  const reference = (refType: string, index: number) =>
    index < 0 ? [] : [{ refType, traceID: TRACE, spanID: id(index) }];
  return JSON.stringify({
    data: [
      {
        traceID: TRACE,
        spans: spans.map((span, i) => ({
          ...{ traceID: TRACE, spanID: id(i), operationName: `s${i}`, processID: `p${span.process}` },
          references: [...reference("CHILD_OF", span.parent), ...reference("FOLLOWS_FROM", span.link)],
          ...{ startTime: START + span.start, duration: span.end - span.start },
          tags: [{ key: "span.kind", type: "string", value: span.kind.toLowerCase() }],
          logs: span.events.map((time) => ({
            timestamp: START + time,
            fields: [{ key: "event", value: "note" }],
          })),
        })),
        processes: Object.fromEntries([0, 1, 2].map((p) => [`p${p}`, { serviceName: `p${p}` }])),
      },
    ],
  });
}

export function asOtlp(spans: readonly RandomSpan[]): string {
  const time = (at: number): string => `${BigInt(START + at) * 1000n}`;
  const lines = spans.map((span, i) => ({
    resourceSpans: [
      {
        resource: { attributes: [{ key: "service.name", value: { stringValue: `p${span.process}` } }] },
        scopeSpans: [
          {
            spans: [
              {
                ...{ traceId: TRACE.repeat(2), spanId: id(i), name: `s${i}`, kind: `SPAN_KIND_${span.kind}` },
                ...(span.parent < 0 ? {} : { parentSpanId: id(span.parent) }),
                ...{ startTimeUnixNano: time(span.start), endTimeUnixNano: time(span.end) },
                events: span.events.map((at) => ({ timeUnixNano: time(at), name: "note" })),
                links: span.link < 0 ? [] : [{ traceId: TRACE.repeat(2), spanId: id(span.link) }],
              },
            ],
          },
        ],
      },
    ],
  }));
  return lines.map((line) => JSON.stringify(line)).join("\n");
}
