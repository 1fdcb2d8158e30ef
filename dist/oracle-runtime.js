import { n as __toESM } from "./oracle-rolldown-runtime.js";
import { n as require__2019, t as require_dist } from "./oracle-dist.js";
import { N as isJsonArray, P as isJsonObject, n as valueAt, o as require_json_schema_draft_07, r as require_dist$1, t as childPointer } from "./oracle-pointer.js";
// node_modules/ajv/dist/refs/json-schema-draft-06.json
var json_schema_draft_06_default = {
	$schema: "http://json-schema.org/draft-06/schema#",
	$id: "http://json-schema.org/draft-06/schema#",
	title: "Core schema meta-schema",
	definitions: {
		"schemaArray": {
			"type": "array",
			"minItems": 1,
			"items": { "$ref": "#" }
		},
		"nonNegativeInteger": {
			"type": "integer",
			"minimum": 0
		},
		"nonNegativeIntegerDefault0": { "allOf": [{ "$ref": "#/definitions/nonNegativeInteger" }, { "default": 0 }] },
		"simpleTypes": { "enum": [
			"array",
			"boolean",
			"integer",
			"null",
			"number",
			"object",
			"string"
		] },
		"stringArray": {
			"type": "array",
			"items": { "type": "string" },
			"uniqueItems": true,
			"default": []
		}
	},
	type: ["object", "boolean"],
	properties: {
		"$id": {
			"type": "string",
			"format": "uri-reference"
		},
		"$schema": {
			"type": "string",
			"format": "uri"
		},
		"$ref": {
			"type": "string",
			"format": "uri-reference"
		},
		"title": { "type": "string" },
		"description": { "type": "string" },
		"default": {},
		"examples": {
			"type": "array",
			"items": {}
		},
		"multipleOf": {
			"type": "number",
			"exclusiveMinimum": 0
		},
		"maximum": { "type": "number" },
		"exclusiveMaximum": { "type": "number" },
		"minimum": { "type": "number" },
		"exclusiveMinimum": { "type": "number" },
		"maxLength": { "$ref": "#/definitions/nonNegativeInteger" },
		"minLength": { "$ref": "#/definitions/nonNegativeIntegerDefault0" },
		"pattern": {
			"type": "string",
			"format": "regex"
		},
		"additionalItems": { "$ref": "#" },
		"items": {
			"anyOf": [{ "$ref": "#" }, { "$ref": "#/definitions/schemaArray" }],
			"default": {}
		},
		"maxItems": { "$ref": "#/definitions/nonNegativeInteger" },
		"minItems": { "$ref": "#/definitions/nonNegativeIntegerDefault0" },
		"uniqueItems": {
			"type": "boolean",
			"default": false
		},
		"contains": { "$ref": "#" },
		"maxProperties": { "$ref": "#/definitions/nonNegativeInteger" },
		"minProperties": { "$ref": "#/definitions/nonNegativeIntegerDefault0" },
		"required": { "$ref": "#/definitions/stringArray" },
		"additionalProperties": { "$ref": "#" },
		"definitions": {
			"type": "object",
			"additionalProperties": { "$ref": "#" },
			"default": {}
		},
		"properties": {
			"type": "object",
			"additionalProperties": { "$ref": "#" },
			"default": {}
		},
		"patternProperties": {
			"type": "object",
			"additionalProperties": { "$ref": "#" },
			"default": {}
		},
		"dependencies": {
			"type": "object",
			"additionalProperties": { "anyOf": [{ "$ref": "#" }, { "$ref": "#/definitions/stringArray" }] }
		},
		"propertyNames": { "$ref": "#" },
		"const": {},
		"enum": {
			"type": "array",
			"minItems": 1,
			"uniqueItems": true
		},
		"type": { "anyOf": [{ "$ref": "#/definitions/simpleTypes" }, {
			"type": "array",
			"items": { "$ref": "#/definitions/simpleTypes" },
			"minItems": 1,
			"uniqueItems": true
		}] },
		"format": { "type": "string" },
		"allOf": { "$ref": "#/definitions/schemaArray" },
		"anyOf": { "$ref": "#/definitions/schemaArray" },
		"oneOf": { "$ref": "#/definitions/schemaArray" },
		"not": { "$ref": "#" }
	},
	"default": {}
};
// src/jsonschema/oracle/runtime.ts
var import__2019 = require__2019();
var import_json_schema_draft_07 = __toESM(require_json_schema_draft_07(), 1);
var import_dist = __toESM(require_dist(), 1);
var import_dist$1 = __toESM(require_dist$1(), 1);
const OPTIONS = {
	strictRequired: true,
	allErrors: true,
	verbose: true,
	allowUnionTypes: true,
	logger: false
};
const MAX_PARTS = 300;
const MAX_MESSAGE = 500;
const MAX_USES = 200;
function compileAsRudderStack(schema) {
	const document = isJsonObject(schema) ? without(schema, "version") : schema;
	const refusal = refusalOf(document, true);
	if (refusal === null) return { ok: true };
	const pointer = culprit(document, refusal);
	return {
		ok: false,
		message: refusal.message,
		...pointer === null ? {} : { pointer }
	};
}
function refusalOf(schema, validateSchema) {
	if (typeof schema !== "boolean" && !isJsonObject(schema)) return {
		message: "a schema is an object or a boolean",
		violations: []
	};
	const dialect = isJsonObject(schema) && Object.hasOwn(schema, "$schema") ? schema["$schema"] : "";
	const runtime = runtimeFor(typeof dialect === "string" && dialect.includes("draft-04"), validateSchema);
	try {
		runtime.ajv.compile(schema);
		return null;
	} catch (error) {
		const message = error instanceof RangeError ? "it is nested too deeply" : error instanceof Error ? error.message : String(error);
		const violations = message.startsWith("schema is invalid") ? runtime.ajv.errors ?? [] : [];
		return {
			message: message.slice(0, MAX_MESSAGE),
			violations
		};
	} finally {
		forget(runtime, schema);
	}
}
const runtimes = new Map();
function runtimeFor(isDraft04, validateSchema) {
	const key = `${isDraft04} ${validateSchema}`;
	const runtime = runtimes.get(key) ?? newRuntime(isDraft04, validateSchema);
	runtime.uses += 1;
	if (runtime.uses < MAX_USES) runtimes.set(key, runtime);
	else runtimes.delete(key);
	return runtime;
}
function newRuntime(isDraft04, validateSchema) {
	const options = {
		...OPTIONS,
		validateSchema
	};
	const ajv = isDraft04 ? new import_dist.default.default(options) : new import__2019.Ajv2019(options);
	if (!isDraft04) {
		ajv.addMetaSchema(json_schema_draft_06_default);
		ajv.addMetaSchema(import_json_schema_draft_07.default);
	}
	import_dist$1.default.default(ajv);
	return {
		ajv,
		known: new Set([...Object.keys(ajv.refs), ...Object.keys(ajv.schemas)]),
		uses: 0
	};
}
function forget({ ajv, known }, schema) {
	if (isJsonObject(schema)) ajv.removeSchema(schema);
	for (const table of [ajv.refs, ajv.schemas]) for (const id of Object.keys(table)) if (!known.has(id)) Reflect.deleteProperty(table, id);
}
function culprit(document, refusal) {
	const [violation] = refusal.violations.toSorted((a, b) => b.instancePath.length - a.instancePath.length);
	if (violation) return violation.instancePath;
	if (refusal.message.startsWith("no schema with key or ref")) return "/$schema";
	const place = /at (?:path )?"[^"#]*#([^"]*)"/.exec(refusal.message)?.[1];
	const quoted = [...refusal.message.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? "");
	if (place === void 0) return partThatIsRefused(document, refusal.message, quoted);
	const pointer = decodeURIComponent(place);
	return keywordPointer(valueAt(document, pointer), pointer, refusal.message, quoted);
}
function partThatIsRefused(document, message, quoted) {
	let found = null;
	let parts = 0;
	for (const part of subschemas(document)) {
		parts += 1;
		if (parts > MAX_PARTS) break;
		if ((found === null || part.pointer.startsWith(`${found.pointer}/`)) && refusalOf(part.value, false)?.message === message) found = part;
	}
	return found && keywordPointer(found.value, found.pointer, message, quoted);
}
function keywordPointer(schema, pointer, message, quoted) {
	if (!isJsonObject(schema)) return pointer;
	const required = schema["required"];
	if (message.includes("(strictRequired)") && isJsonArray(required)) {
		const index = required.findIndex((name) => quoted.some((word) => word === name));
		return index < 0 ? childPointer(pointer, "required") : childPointer(childPointer(pointer, "required"), index);
	}
	const keyword = [
		...quoted,
		...message.split(/[^$\w-]+/),
		...KEYWORDS_BY_WORD.flatMap(([word, names]) => message.includes(word) ? names : [])
	].find((word) => word !== "" && Object.hasOwn(schema, word));
	return keyword === void 0 ? pointer : childPointer(pointer, keyword);
}
const KEYWORDS_BY_WORD = [
	["reference", ["$ref"]],
	["regular expression", ["pattern", "patternProperties"]],
	["matches pattern", ["patternProperties"]]
];
const DATA = new Set([
	"enum",
	"const",
	"default",
	"examples",
	"required"
]);
const MAPS = new Set([
	"properties",
	"patternProperties",
	"$defs",
	"definitions",
	"dependentSchemas",
	"dependencies"
]);
function* subschemas(document) {
	const open = [{
		value: document,
		pointer: "",
		isMap: false
	}];
	for (let entry = open.pop(); entry; entry = open.pop()) {
		const { value, pointer, isMap } = entry;
		if (isJsonObject(value) && !isMap) yield {
			value,
			pointer
		};
		for (const [name, kid] of entriesOf(value).toReversed()) {
			if (!isMap && DATA.has(name)) continue;
			const kidIsMap = isJsonArray(kid) || isJsonObject(value) && !isMap && MAPS.has(name);
			open.push({
				value: kid,
				pointer: childPointer(pointer, name),
				isMap: kidIsMap
			});
		}
	}
}
function entriesOf(value) {
	if (isJsonArray(value)) return value.map((item, index) => [String(index), item]);
	return isJsonObject(value) ? Object.entries(value) : [];
}
function without(object, name) {
	return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}
export { compileAsRudderStack };
