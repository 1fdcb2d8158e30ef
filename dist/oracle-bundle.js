import "./oracle-pointer.js";
new Map([
	...keywords("draft-04", "value", [
		"type",
		"enum",
		"multipleOf",
		"maximum",
		"minimum",
		"exclusiveMaximum",
		"exclusiveMinimum"
	]),
	...keywords("draft-04", "value", [
		"maxLength",
		"minLength",
		"pattern",
		"format",
		"maxItems",
		"minItems",
		"uniqueItems"
	]),
	...keywords("draft-04", "value", [
		"maxProperties",
		"minProperties",
		"required"
	]),
	...keywords("draft-04", "schema", ["additionalProperties", "not"]),
	...keywords("draft-04", "schemas", [
		"allOf",
		"anyOf",
		"oneOf"
	]),
	...keywords("draft-04", "schema-map", ["properties", "patternProperties"]),
	...keywords("draft-04", "dependencies", ["dependencies"]),
	...keywords("draft-04", "schema-or-schemas", ["items"]),
	["additionalItems", {
		first: "draft-04",
		last: "2019-09",
		shape: "schema"
	}],
	...keywords("draft-06", "value", ["const"]),
	...keywords("draft-06", "schema", ["contains", "propertyNames"]),
	...keywords("draft-07", "schema", [
		"if",
		"then",
		"else"
	]),
	...keywords("2019-09", "value", [
		"dependentRequired",
		"minContains",
		"maxContains"
	]),
	...keywords("2019-09", "schema-map", ["dependentSchemas"]),
	...keywords("2019-09", "schema", ["unevaluatedItems", "unevaluatedProperties"]),
	...keywords("2020-12", "schemas", ["prefixItems"])
]);
function keywords(first, shape, names) {
	return names.map((name) => [name, {
		first,
		shape
	}]);
}
new Set("additionalItems additionalProperties allOf anyOf contains contentSchema else if items not oneOf prefixItems propertyNames then unevaluatedItems unevaluatedProperties".split(" "));
// src/jsonschema/oracle/bundle.ts
const UNRESOLVED = "unresolved";
const UNRESOLVED_KEYWORD = "unresolvedReference";
const UNRESOLVED_DECIDES = "whether it is valid depends on a reference that cannot be resolved";
export { UNRESOLVED_DECIDES as n, UNRESOLVED_KEYWORD as r, UNRESOLVED as t };
