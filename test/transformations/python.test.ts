import { describe, expect, test } from 'vitest';
import { reads } from './support.ts';

/** The reads of a body of `transformEvent(event, metadata)`, without their places. */
const inBody = (...lines: readonly string[]): readonly string[] =>
  reads(['def transformEvent(event, metadata):', ...lines.map((line) => `    ${line}`)].join('\n'), 'python').map((read) =>
    read.replace(/^\S+ /, ''),
  );

describe('a property is read', () => {
  test.each([
    ['by brackets', ['return event["properties"]["total"]'], ['properties.total']],
    ['by get', ['return event.get("properties", {}).get(\'total\', 0)'], ['properties.total']],
    ['by get with a default behind or', ['return (event.get("properties") or {}).get("total")'], ['properties.total']],
    ['by two of them', ['return ((event.get("context") or {}).get("traits") or {}).get("email")'], ['context.traits.email']],
    ['by pop', ['event["properties"].pop("total", None)'], ['properties.total']],
    ['by an alias', ['props = event.get("properties") or {}', 'return props["total"]'], ['properties.total']],
    ['by a copy', ['props = dict(event["properties"])', 'return props["total"]'], ['properties.total']],
    ['by a deep copy', ['e = copy.deepcopy(event)', 'return e["properties"]["total"]'], ['properties.total']],
    ['by a constant', ['KEY = "total"', 'return event["properties"][KEY]'], ['properties.total']],
    ['in an entry of a list', ['return event["properties"]["lines"][0]["sku"]'], ['properties.lines[].sku']],
    ['in a loop', ['for line in event["properties"]["lines"]:', '    line["sku"]'], ['properties.lines', 'properties.lines[].sku']],
    [
      'in a comprehension',
      ['return [line["sku"] for line in event["properties"]["lines"]]'],
      ['properties.lines', 'properties.lines[].sku'],
    ],
    ['by names from a list', ['for key in ["a", "b"]:', '    event["properties"][key]'], ['properties.a', 'properties.b']],
    ['by in', ['if "total" in event["properties"] and "tax" not in event.get("properties"):'], ['properties.total', 'properties.tax']],
    ['in an f-string', ["return f\"{event['properties']['total']:.2f} {{x}}\""], ['properties.total']],
    ['where it is written too', ['event["properties"]["total"] += 1'], ['properties.total']],
    ['over several lines', ['return event[', '    "properties"', ']["total"]'], ['properties.total']],
  ])('%s', (_, lines, expected) => {
    expect([...new Set(inBody(...lines))].toSorted()).toEqual(expected.toSorted());
  });

  test.each([
    ['an assignment', 'event["properties"]["total"] = 1'],
    ['del', 'del event["properties"]["total"]'],
    ['a comment', '# event["properties"]["total"]'],
    ['a text', 'return """event["properties"]["total"]"""'],
    ['another value', 'return other["properties"]["total"]'],
    ['an attribute', 'return self.event["total"]'],
  ])('not by %s', (_, line) => {
    expect(inBody(line)).toEqual([]);
  });
});

describe('an event is looked for', () => {
  test.each([
    ['by equality', ['if event["event"] == "A": pass'], ['event "A"']],
    ['turned round', ['if "A" != event.get("event"): pass'], ['event "A"']],
    ['in capitals', ['if event["event"].strip().lower() == "a b": pass'], ['event "a b" in any case']],
    ['in a list', ['if event["event"] in ["A", "B"]: pass'], ['event "A"', 'event "B"']],
    ['not in a tuple', ['if event.get("event") not in ("A", "B"): pass'], ['event "A"', 'event "B"']],
    ['in a constant', ['NAMES = {"A", "B"}', 'return event["event"] in NAMES'], ['event "A"', 'event "B"']],
    ['in a dictionary', ['NAMES = {"A": "x", "B": "y"}', 'return NAMES[event["event"]]'], ['event "A"', 'event "B"']],
    ['by get of a dictionary', ['NAMES = {"A": "x"}', 'return NAMES.get(event["event"])'], ['event "A"']],
    ['by match', ['match event["event"]:', '    case "A" | "B":', '        pass'], ['event "A"', 'event "B"']],
    ['by a variable', ['name = event["event"]', 'if name == "A": pass'], ['event "A"']],
  ])('%s', (_, lines, expected) => {
    expect(inBody(...lines)).toEqual(expected);
  });
});

test('constants of the file are known in each function, and variables of a function in no other', () => {
  const code = [
    'NAMES = ["A"]',
    'def transformBatch(all, metadata):',
    '    props = {}',
    '    return [e for e in all if e["event"] in NAMES]',
    'def transformEvent(e, metadata):',
    '    props = e["properties"]',
    '    return props["total"]',
    'def other(props):',
    '    return props["tax"]',
  ].join('\n');
  expect(reads(code, 'python')).toEqual(['1:10 event "A"', '7:18 properties.total']);
});

test('each read stands where its last name is written', () => {
  expect(reads('def transformEvent(event, m):\r\n    # é\r\n    return f"{event[\'a\']}"\r\n', 'python')).toEqual(['3:21 a']);
});
