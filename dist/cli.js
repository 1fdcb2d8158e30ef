#!/usr/bin/env node
import { $ as deliveriesOf, A as loadPlans, At as __commonJSMin, B as didYouMean, C as place, Ct as equalJson, D as gate, Dt as printJson, E as printValue, Et as parseJson, F as printBaseline, G as require__2020, H as inert, I as rewritten, J as rules, K as parseDocument$1, L as choosePolicy, M as loadWaivers, Mt as __toESM, N as baselineEntry, O as standing, Ot as EvaluationTimeout, P as loadBaseline, Q as sourcesOf, R as policyAt, S as counterexampleTitle, St as canonicalJson, T as subject, Tt as isJsonObject, V as foreign, W as visibleLines, X as detect, Y as classOf, Z as requirementsOf, _ as renderGitHub, _t as createOracle, at as plannedCause, b as breaksFor, bt as pointerTokens, c as eventLines, d as wrap, dt as inScope, et as holdsFor, f as wrapAnsi, ft as limitsOf, gt as compare, h as renderMarkdown, ht as printPath, i as openRepository, it as shortenBoth, j as dayAfter, jt as __require, k as VERSION, kt as sourceLines, l as penOf, m as renderJson, mt as parentPointer, n as emptyTree, nt as memberOf, ot as vocabularyOf, p as fastStringWidth, pt as lastName, q as require_dist, r as MAX_FILE_BYTES, rt as shorten, s as detail, st as RevisionError, t as resolveRevisions, tt as receives, u as renderText, vt as follower, w as rejectedBy, wt as isJsonArray, x as count, xt as valueAt, y as ruleCounts, yt as childPointer, z as sideOf } from "./shared-resolve.js";
import path from "node:path";
import process from "node:process";
import { styleText } from "node:util";
import { fileURLToPath } from "node:url";
import { createReadStream, existsSync, lstatSync, readFileSync, writeFileSync } from "node:fs";
// node_modules/commander/lib/error.js
var require_error = __commonJSMin(((exports) => {
	var CommanderError = class extends Error {
		constructor(exitCode, code, message) {
			super(message);
			Error.captureStackTrace(this, this.constructor);
			this.name = this.constructor.name;
			this.code = code;
			this.exitCode = exitCode;
			this.nestedError = void 0;
		}
	};
	var InvalidArgumentError = class extends CommanderError {
		constructor(message) {
			super(1, "commander.invalidArgument", message);
			Error.captureStackTrace(this, this.constructor);
			this.name = this.constructor.name;
		}
	};
	exports.CommanderError = CommanderError;
	exports.InvalidArgumentError = InvalidArgumentError;
}));
// node_modules/commander/lib/argument.js
var require_argument = __commonJSMin(((exports) => {
	const { InvalidArgumentError } = require_error();
	var Argument = class {
		constructor(name, description) {
			this.description = description || "";
			this.variadic = false;
			this.parseArg = void 0;
			this.defaultValue = void 0;
			this.defaultValueDescription = void 0;
			this.argChoices = void 0;
			switch (name[0]) {
				case "<":
					this.required = true;
					this._name = name.slice(1, -1);
					break;
				case "[":
					this.required = false;
					this._name = name.slice(1, -1);
					break;
				default:
					this.required = true;
					this._name = name;
			}
			if (this._name.endsWith("...")) {
				this.variadic = true;
				this._name = this._name.slice(0, -3);
			}
		}
		name() {
			return this._name;
		}
		_collectValue(value, previous) {
			if (previous === this.defaultValue || !Array.isArray(previous)) return [value];
			previous.push(value);
			return previous;
		}
		default(value, description) {
			this.defaultValue = value;
			this.defaultValueDescription = description;
			return this;
		}
		argParser(fn) {
			this.parseArg = fn;
			return this;
		}
		choices(values) {
			this.argChoices = values.slice();
			this.parseArg = (arg, previous) => {
				if (!this.argChoices.includes(arg)) throw new InvalidArgumentError(`Allowed choices are ${this.argChoices.join(", ")}.`);
				if (this.variadic) return this._collectValue(arg, previous);
				return arg;
			};
			return this;
		}
		argRequired() {
			this.required = true;
			return this;
		}
		argOptional() {
			this.required = false;
			return this;
		}
	};
	function humanReadableArgName(arg) {
		const nameOutput = arg.name() + (arg.variadic === true ? "..." : "");
		return arg.required ? "<" + nameOutput + ">" : "[" + nameOutput + "]";
	}
	exports.Argument = Argument;
	exports.humanReadableArgName = humanReadableArgName;
}));
// node_modules/commander/lib/help.js
var require_help = __commonJSMin(((exports) => {
	const { humanReadableArgName } = require_argument();
	var Help = class {
		constructor() {
			this.helpWidth = void 0;
			this.minWidthToWrap = 40;
			this.sortSubcommands = false;
			this.sortOptions = false;
			this.showGlobalOptions = false;
		}
		prepareContext(contextOptions) {
			this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
		}
		visibleCommands(cmd) {
			const visibleCommands = cmd.commands.filter((cmd) => !cmd._hidden);
			const helpCommand = cmd._getHelpCommand();
			if (helpCommand && !helpCommand._hidden) visibleCommands.push(helpCommand);
			if (this.sortSubcommands) visibleCommands.sort((a, b) => {
				return a.name().localeCompare(b.name());
			});
			return visibleCommands;
		}
		compareOptions(a, b) {
			const getSortKey = (option) => {
				return option.short ? option.short.replace(/^-/, "") : option.long.replace(/^--/, "");
			};
			return getSortKey(a).localeCompare(getSortKey(b));
		}
		visibleOptions(cmd) {
			const visibleOptions = cmd.options.filter((option) => !option.hidden);
			const helpOption = cmd._getHelpOption();
			if (helpOption && !helpOption.hidden) {
				const removeShort = helpOption.short && cmd._findOption(helpOption.short);
				const removeLong = helpOption.long && cmd._findOption(helpOption.long);
				if (!removeShort && !removeLong) visibleOptions.push(helpOption);
				else if (helpOption.long && !removeLong) visibleOptions.push(cmd.createOption(helpOption.long, helpOption.description));
				else if (helpOption.short && !removeShort) visibleOptions.push(cmd.createOption(helpOption.short, helpOption.description));
			}
			if (this.sortOptions) visibleOptions.sort(this.compareOptions);
			return visibleOptions;
		}
		visibleGlobalOptions(cmd) {
			if (!this.showGlobalOptions) return [];
			const globalOptions = [];
			for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
				const visibleOptions = ancestorCmd.options.filter((option) => !option.hidden);
				globalOptions.push(...visibleOptions);
			}
			if (this.sortOptions) globalOptions.sort(this.compareOptions);
			return globalOptions;
		}
		visibleArguments(cmd) {
			if (cmd._argsDescription) cmd.registeredArguments.forEach((argument) => {
				argument.description = argument.description || cmd._argsDescription[argument.name()] || "";
			});
			if (cmd.registeredArguments.find((argument) => argument.description)) return cmd.registeredArguments;
			return [];
		}
		subcommandTerm(cmd) {
			const args = cmd.registeredArguments.map((arg) => humanReadableArgName(arg)).join(" ");
			return cmd._name + (cmd._aliases[0] ? "|" + cmd._aliases[0] : "") + (cmd.options.length ? " [options]" : "") + (args ? " " + args : "");
		}
		optionTerm(option) {
			return option.flags;
		}
		argumentTerm(argument) {
			return argument.name();
		}
		longestSubcommandTermLength(cmd, helper) {
			return helper.visibleCommands(cmd).reduce((max, command) => {
				return Math.max(max, this.displayWidth(helper.styleSubcommandTerm(helper.subcommandTerm(command))));
			}, 0);
		}
		longestOptionTermLength(cmd, helper) {
			return helper.visibleOptions(cmd).reduce((max, option) => {
				return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
			}, 0);
		}
		longestGlobalOptionTermLength(cmd, helper) {
			return helper.visibleGlobalOptions(cmd).reduce((max, option) => {
				return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
			}, 0);
		}
		longestArgumentTermLength(cmd, helper) {
			return helper.visibleArguments(cmd).reduce((max, argument) => {
				return Math.max(max, this.displayWidth(helper.styleArgumentTerm(helper.argumentTerm(argument))));
			}, 0);
		}
		commandUsage(cmd) {
			let cmdName = cmd._name;
			if (cmd._aliases[0]) cmdName = cmdName + "|" + cmd._aliases[0];
			let ancestorCmdNames = "";
			for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) ancestorCmdNames = ancestorCmd.name() + " " + ancestorCmdNames;
			return ancestorCmdNames + cmdName + " " + cmd.usage();
		}
		commandDescription(cmd) {
			return cmd.description();
		}
		subcommandDescription(cmd) {
			return cmd.summary() || cmd.description();
		}
		optionDescription(option) {
			const extraInfo = [];
			if (option.argChoices) extraInfo.push(`choices: ${option.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`);
			if (option.defaultValue !== void 0) {
				if (option.required || option.optional || option.isBoolean() && typeof option.defaultValue === "boolean") extraInfo.push(`default: ${option.defaultValueDescription || JSON.stringify(option.defaultValue)}`);
			}
			if (option.presetArg !== void 0 && option.optional) extraInfo.push(`preset: ${JSON.stringify(option.presetArg)}`);
			if (option.envVar !== void 0) extraInfo.push(`env: ${option.envVar}`);
			if (extraInfo.length > 0) {
				const extraDescription = `(${extraInfo.join(", ")})`;
				if (option.description) return `${option.description} ${extraDescription}`;
				return extraDescription;
			}
			return option.description;
		}
		argumentDescription(argument) {
			const extraInfo = [];
			if (argument.argChoices) extraInfo.push(`choices: ${argument.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`);
			if (argument.defaultValue !== void 0) extraInfo.push(`default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`);
			if (extraInfo.length > 0) {
				const extraDescription = `(${extraInfo.join(", ")})`;
				if (argument.description) return `${argument.description} ${extraDescription}`;
				return extraDescription;
			}
			return argument.description;
		}
		formatItemList(heading, items, helper) {
			if (items.length === 0) return [];
			return [
				helper.styleTitle(heading),
				...items,
				""
			];
		}
		groupItems(unsortedItems, visibleItems, getGroup) {
			const result = new Map();
			unsortedItems.forEach((item) => {
				const group = getGroup(item);
				if (!result.has(group)) result.set(group, []);
			});
			visibleItems.forEach((item) => {
				const group = getGroup(item);
				if (!result.has(group)) result.set(group, []);
				result.get(group).push(item);
			});
			return result;
		}
		formatHelp(cmd, helper) {
			const termWidth = helper.padWidth(cmd, helper);
			const helpWidth = helper.helpWidth ?? 80;
			function callFormatItem(term, description) {
				return helper.formatItem(term, termWidth, description, helper);
			}
			let output = [`${helper.styleTitle("Usage:")} ${helper.styleUsage(helper.commandUsage(cmd))}`, ""];
			const commandDescription = helper.commandDescription(cmd);
			if (commandDescription.length > 0) output = output.concat([helper.boxWrap(helper.styleCommandDescription(commandDescription), helpWidth), ""]);
			const argumentList = helper.visibleArguments(cmd).map((argument) => {
				return callFormatItem(helper.styleArgumentTerm(helper.argumentTerm(argument)), helper.styleArgumentDescription(helper.argumentDescription(argument)));
			});
			output = output.concat(this.formatItemList("Arguments:", argumentList, helper));
			this.groupItems(cmd.options, helper.visibleOptions(cmd), (option) => option.helpGroupHeading ?? "Options:").forEach((options, group) => {
				const optionList = options.map((option) => {
					return callFormatItem(helper.styleOptionTerm(helper.optionTerm(option)), helper.styleOptionDescription(helper.optionDescription(option)));
				});
				output = output.concat(this.formatItemList(group, optionList, helper));
			});
			if (helper.showGlobalOptions) {
				const globalOptionList = helper.visibleGlobalOptions(cmd).map((option) => {
					return callFormatItem(helper.styleOptionTerm(helper.optionTerm(option)), helper.styleOptionDescription(helper.optionDescription(option)));
				});
				output = output.concat(this.formatItemList("Global Options:", globalOptionList, helper));
			}
			this.groupItems(cmd.commands, helper.visibleCommands(cmd), (sub) => sub.helpGroup() || "Commands:").forEach((commands, group) => {
				const commandList = commands.map((sub) => {
					return callFormatItem(helper.styleSubcommandTerm(helper.subcommandTerm(sub)), helper.styleSubcommandDescription(helper.subcommandDescription(sub)));
				});
				output = output.concat(this.formatItemList(group, commandList, helper));
			});
			return output.join("\n");
		}
		displayWidth(str) {
			return stripColor(str).length;
		}
		styleTitle(str) {
			return str;
		}
		styleUsage(str) {
			return str.split(" ").map((word) => {
				if (word === "[options]") return this.styleOptionText(word);
				if (word === "[command]") return this.styleSubcommandText(word);
				if (word[0] === "[" || word[0] === "<") return this.styleArgumentText(word);
				return this.styleCommandText(word);
			}).join(" ");
		}
		styleCommandDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleOptionDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleSubcommandDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleArgumentDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleDescriptionText(str) {
			return str;
		}
		styleOptionTerm(str) {
			return this.styleOptionText(str);
		}
		styleSubcommandTerm(str) {
			return str.split(" ").map((word) => {
				if (word === "[options]") return this.styleOptionText(word);
				if (word[0] === "[" || word[0] === "<") return this.styleArgumentText(word);
				return this.styleSubcommandText(word);
			}).join(" ");
		}
		styleArgumentTerm(str) {
			return this.styleArgumentText(str);
		}
		styleOptionText(str) {
			return str;
		}
		styleArgumentText(str) {
			return str;
		}
		styleSubcommandText(str) {
			return str;
		}
		styleCommandText(str) {
			return str;
		}
		padWidth(cmd, helper) {
			return Math.max(helper.longestOptionTermLength(cmd, helper), helper.longestGlobalOptionTermLength(cmd, helper), helper.longestSubcommandTermLength(cmd, helper), helper.longestArgumentTermLength(cmd, helper));
		}
		preformatted(str) {
			return /\n[^\S\r\n]/.test(str);
		}
		formatItem(term, termWidth, description, helper) {
			const itemIndent = 2;
			const itemIndentStr = " ".repeat(itemIndent);
			if (!description) return itemIndentStr + term;
			const paddedTerm = term.padEnd(termWidth + term.length - helper.displayWidth(term));
			const spacerWidth = 2;
			const remainingWidth = (this.helpWidth ?? 80) - termWidth - spacerWidth - itemIndent;
			let formattedDescription;
			if (remainingWidth < this.minWidthToWrap || helper.preformatted(description)) formattedDescription = description;
			else formattedDescription = helper.boxWrap(description, remainingWidth).replace(/\n/g, "\n" + " ".repeat(termWidth + spacerWidth));
			return itemIndentStr + paddedTerm + " ".repeat(spacerWidth) + formattedDescription.replace(/\n/g, `\n${itemIndentStr}`);
		}
		boxWrap(str, width) {
			if (width < this.minWidthToWrap) return str;
			const rawLines = str.split(/\r\n|\n/);
			const chunkPattern = /[\s]*[^\s]+/g;
			const wrappedLines = [];
			rawLines.forEach((line) => {
				const chunks = line.match(chunkPattern);
				if (chunks === null) {
					wrappedLines.push("");
					return;
				}
				let sumChunks = [chunks.shift()];
				let sumWidth = this.displayWidth(sumChunks[0]);
				chunks.forEach((chunk) => {
					const visibleWidth = this.displayWidth(chunk);
					if (sumWidth + visibleWidth <= width) {
						sumChunks.push(chunk);
						sumWidth += visibleWidth;
						return;
					}
					wrappedLines.push(sumChunks.join(""));
					const nextChunk = chunk.trimStart();
					sumChunks = [nextChunk];
					sumWidth = this.displayWidth(nextChunk);
				});
				wrappedLines.push(sumChunks.join(""));
			});
			return wrappedLines.join("\n");
		}
	};
	function stripColor(str) {
		return str.replace(/\x1b\[\d*(;\d*)*m/g, "");
	}
	exports.Help = Help;
	exports.stripColor = stripColor;
}));
// node_modules/commander/lib/option.js
var require_option = __commonJSMin(((exports) => {
	const { InvalidArgumentError } = require_error();
	var Option = class {
		constructor(flags, description) {
			this.flags = flags;
			this.description = description || "";
			this.required = flags.includes("<");
			this.optional = flags.includes("[");
			this.variadic = /\w\.\.\.[>\]]$/.test(flags);
			this.mandatory = false;
			const optionFlags = splitOptionFlags(flags);
			this.short = optionFlags.shortFlag;
			this.long = optionFlags.longFlag;
			this.negate = false;
			if (this.long) this.negate = this.long.startsWith("--no-");
			this.defaultValue = void 0;
			this.defaultValueDescription = void 0;
			this.presetArg = void 0;
			this.envVar = void 0;
			this.parseArg = void 0;
			this.hidden = false;
			this.argChoices = void 0;
			this.conflictsWith = [];
			this.implied = void 0;
			this.helpGroupHeading = void 0;
		}
		default(value, description) {
			this.defaultValue = value;
			this.defaultValueDescription = description;
			return this;
		}
		preset(arg) {
			this.presetArg = arg;
			return this;
		}
		conflicts(names) {
			this.conflictsWith = this.conflictsWith.concat(names);
			return this;
		}
		implies(impliedOptionValues) {
			let newImplied = impliedOptionValues;
			if (typeof impliedOptionValues === "string") newImplied = { [impliedOptionValues]: true };
			this.implied = Object.assign(this.implied || {}, newImplied);
			return this;
		}
		env(name) {
			this.envVar = name;
			return this;
		}
		argParser(fn) {
			this.parseArg = fn;
			return this;
		}
		makeOptionMandatory(mandatory = true) {
			this.mandatory = !!mandatory;
			return this;
		}
		hideHelp(hide = true) {
			this.hidden = !!hide;
			return this;
		}
		_collectValue(value, previous) {
			if (previous === this.defaultValue || !Array.isArray(previous)) return [value];
			previous.push(value);
			return previous;
		}
		choices(values) {
			this.argChoices = values.slice();
			this.parseArg = (arg, previous) => {
				if (!this.argChoices.includes(arg)) throw new InvalidArgumentError(`Allowed choices are ${this.argChoices.join(", ")}.`);
				if (this.variadic) return this._collectValue(arg, previous);
				return arg;
			};
			return this;
		}
		name() {
			if (this.long) return this.long.replace(/^--/, "");
			return this.short.replace(/^-/, "");
		}
		attributeName() {
			if (this.negate) return camelcase(this.name().replace(/^no-/, ""));
			return camelcase(this.name());
		}
		helpGroup(heading) {
			this.helpGroupHeading = heading;
			return this;
		}
		is(arg) {
			return this.short === arg || this.long === arg;
		}
		isBoolean() {
			return !this.required && !this.optional && !this.negate;
		}
	};
	var DualOptions = class {
		constructor(options) {
			this.positiveOptions = new Map();
			this.negativeOptions = new Map();
			this.dualOptions = new Set();
			options.forEach((option) => {
				if (option.negate) this.negativeOptions.set(option.attributeName(), option);
				else this.positiveOptions.set(option.attributeName(), option);
			});
			this.negativeOptions.forEach((value, key) => {
				if (this.positiveOptions.has(key)) this.dualOptions.add(key);
			});
		}
		valueFromOption(value, option) {
			const optionKey = option.attributeName();
			if (!this.dualOptions.has(optionKey)) return true;
			const preset = this.negativeOptions.get(optionKey).presetArg;
			const negativeValue = preset !== void 0 ? preset : false;
			return option.negate === (negativeValue === value);
		}
	};
	function camelcase(str) {
		return str.split("-").reduce((str, word) => {
			return str + word[0].toUpperCase() + word.slice(1);
		});
	}
	function splitOptionFlags(flags) {
		let shortFlag;
		let longFlag;
		const shortFlagExp = /^-[^-]$/;
		const longFlagExp = /^--[^-]/;
		const flagParts = flags.split(/[ |,]+/).concat("guard");
		if (shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
		if (longFlagExp.test(flagParts[0])) longFlag = flagParts.shift();
		if (!shortFlag && shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
		if (!shortFlag && longFlagExp.test(flagParts[0])) {
			shortFlag = longFlag;
			longFlag = flagParts.shift();
		}
		if (flagParts[0].startsWith("-")) {
			const unsupportedFlag = flagParts[0];
			const baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
			if (/^-[^-][^-]/.test(unsupportedFlag)) throw new Error(`${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`);
			if (shortFlagExp.test(unsupportedFlag)) throw new Error(`${baseError}
- too many short flags`);
			if (longFlagExp.test(unsupportedFlag)) throw new Error(`${baseError}
- too many long flags`);
			throw new Error(`${baseError}
- unrecognised flag format`);
		}
		if (shortFlag === void 0 && longFlag === void 0) throw new Error(`option creation failed due to no flags found in '${flags}'.`);
		return {
			shortFlag,
			longFlag
		};
	}
	exports.Option = Option;
	exports.DualOptions = DualOptions;
}));
// node_modules/commander/lib/suggestSimilar.js
var require_suggestSimilar = __commonJSMin(((exports) => {
	const maxDistance = 3;
	function editDistance(a, b) {
		if (Math.abs(a.length - b.length) > maxDistance) return Math.max(a.length, b.length);
		const d = [];
		for (let i = 0; i <= a.length; i++) d[i] = [i];
		for (let j = 0; j <= b.length; j++) d[0][j] = j;
		for (let j = 1; j <= b.length; j++) for (let i = 1; i <= a.length; i++) {
			let cost = 1;
			if (a[i - 1] === b[j - 1]) cost = 0;
			else cost = 1;
			d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
		}
		return d[a.length][b.length];
	}
	function suggestSimilar(word, candidates) {
		if (!candidates || candidates.length === 0) return "";
		candidates = Array.from(new Set(candidates));
		const searchingOptions = word.startsWith("--");
		if (searchingOptions) {
			word = word.slice(2);
			candidates = candidates.map((candidate) => candidate.slice(2));
		}
		let similar = [];
		let bestDistance = maxDistance;
		const minSimilarity = .4;
		candidates.forEach((candidate) => {
			if (candidate.length <= 1) return;
			const distance = editDistance(word, candidate);
			const length = Math.max(word.length, candidate.length);
			if ((length - distance) / length > minSimilarity) {
				if (distance < bestDistance) {
					bestDistance = distance;
					similar = [candidate];
				} else if (distance === bestDistance) similar.push(candidate);
			}
		});
		similar.sort((a, b) => a.localeCompare(b));
		if (searchingOptions) similar = similar.map((candidate) => `--${candidate}`);
		if (similar.length > 1) return `\n(Did you mean one of ${similar.join(", ")}?)`;
		if (similar.length === 1) return `\n(Did you mean ${similar[0]}?)`;
		return "";
	}
	exports.suggestSimilar = suggestSimilar;
}));
// node_modules/commander/lib/command.js
var require_command = __commonJSMin(((exports) => {
	const EventEmitter = __require("node:events").EventEmitter;
	const childProcess = __require("node:child_process");
	const path = __require("node:path");
	const fs = __require("node:fs");
	const process = __require("node:process");
	const { Argument, humanReadableArgName } = require_argument();
	const { CommanderError } = require_error();
	const { Help, stripColor } = require_help();
	const { Option, DualOptions } = require_option();
	const { suggestSimilar } = require_suggestSimilar();
	var Command = class Command extends EventEmitter {
		constructor(name) {
			super();
			this.commands = [];
			this.options = [];
			this.parent = null;
			this._allowUnknownOption = false;
			this._allowExcessArguments = false;
			this.registeredArguments = [];
			this._args = this.registeredArguments;
			this.args = [];
			this.rawArgs = [];
			this.processedArgs = [];
			this._scriptPath = null;
			this._name = name || "";
			this._optionValues = {};
			this._optionValueSources = {};
			this._storeOptionsAsProperties = false;
			this._actionHandler = null;
			this._executableHandler = false;
			this._executableFile = null;
			this._executableDir = null;
			this._defaultCommandName = null;
			this._exitCallback = null;
			this._aliases = [];
			this._combineFlagAndOptionalValue = true;
			this._description = "";
			this._summary = "";
			this._argsDescription = void 0;
			this._enablePositionalOptions = false;
			this._passThroughOptions = false;
			this._lifeCycleHooks = {};
			this._showHelpAfterError = false;
			this._showSuggestionAfterError = true;
			this._savedState = null;
			this._outputConfiguration = {
				writeOut: (str) => process.stdout.write(str),
				writeErr: (str) => process.stderr.write(str),
				outputError: (str, write) => write(str),
				getOutHelpWidth: () => process.stdout.isTTY ? process.stdout.columns : void 0,
				getErrHelpWidth: () => process.stderr.isTTY ? process.stderr.columns : void 0,
				getOutHasColors: () => useColor() ?? (process.stdout.isTTY && process.stdout.hasColors?.()),
				getErrHasColors: () => useColor() ?? (process.stderr.isTTY && process.stderr.hasColors?.()),
				stripColor: (str) => stripColor(str)
			};
			this._hidden = false;
			this._helpOption = void 0;
			this._addImplicitHelpCommand = void 0;
			this._helpCommand = void 0;
			this._helpConfiguration = {};
			this._helpGroupHeading = void 0;
			this._defaultCommandGroup = void 0;
			this._defaultOptionGroup = void 0;
		}
		copyInheritedSettings(sourceCommand) {
			this._outputConfiguration = sourceCommand._outputConfiguration;
			this._helpOption = sourceCommand._helpOption;
			this._helpCommand = sourceCommand._helpCommand;
			this._helpConfiguration = sourceCommand._helpConfiguration;
			this._exitCallback = sourceCommand._exitCallback;
			this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties;
			this._combineFlagAndOptionalValue = sourceCommand._combineFlagAndOptionalValue;
			this._allowExcessArguments = sourceCommand._allowExcessArguments;
			this._enablePositionalOptions = sourceCommand._enablePositionalOptions;
			this._showHelpAfterError = sourceCommand._showHelpAfterError;
			this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError;
			return this;
		}
		_getCommandAndAncestors() {
			const result = [];
			for (let command = this; command; command = command.parent) result.push(command);
			return result;
		}
		command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
			let desc = actionOptsOrExecDesc;
			let opts = execOpts;
			if (typeof desc === "object" && desc !== null) {
				opts = desc;
				desc = null;
			}
			opts = opts || {};
			const [, name, args] = nameAndArgs.match(/([^ ]+) *(.*)/);
			const cmd = this.createCommand(name);
			if (desc) {
				cmd.description(desc);
				cmd._executableHandler = true;
			}
			if (opts.isDefault) this._defaultCommandName = cmd._name;
			cmd._hidden = !!(opts.noHelp || opts.hidden);
			cmd._executableFile = opts.executableFile || null;
			if (args) cmd.arguments(args);
			this._registerCommand(cmd);
			cmd.parent = this;
			cmd.copyInheritedSettings(this);
			if (desc) return this;
			return cmd;
		}
		createCommand(name) {
			return new Command(name);
		}
		createHelp() {
			return Object.assign(new Help(), this.configureHelp());
		}
		configureHelp(configuration) {
			if (configuration === void 0) return this._helpConfiguration;
			this._helpConfiguration = configuration;
			return this;
		}
		configureOutput(configuration) {
			if (configuration === void 0) return this._outputConfiguration;
			this._outputConfiguration = {
				...this._outputConfiguration,
				...configuration
			};
			return this;
		}
		showHelpAfterError(displayHelp = true) {
			if (typeof displayHelp !== "string") displayHelp = !!displayHelp;
			this._showHelpAfterError = displayHelp;
			return this;
		}
		showSuggestionAfterError(displaySuggestion = true) {
			this._showSuggestionAfterError = !!displaySuggestion;
			return this;
		}
		addCommand(cmd, opts) {
			if (!cmd._name) throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
			opts = opts || {};
			if (opts.isDefault) this._defaultCommandName = cmd._name;
			if (opts.noHelp || opts.hidden) cmd._hidden = true;
			this._registerCommand(cmd);
			cmd.parent = this;
			cmd._checkForBrokenPassThrough();
			return this;
		}
		createArgument(name, description) {
			return new Argument(name, description);
		}
		argument(name, description, parseArg, defaultValue) {
			const argument = this.createArgument(name, description);
			if (typeof parseArg === "function") argument.default(defaultValue).argParser(parseArg);
			else argument.default(parseArg);
			this.addArgument(argument);
			return this;
		}
		arguments(names) {
			names.trim().split(/ +/).forEach((detail) => {
				this.argument(detail);
			});
			return this;
		}
		addArgument(argument) {
			const previousArgument = this.registeredArguments.slice(-1)[0];
			if (previousArgument?.variadic) throw new Error(`only the last argument can be variadic '${previousArgument.name()}'`);
			if (argument.required && argument.defaultValue !== void 0 && argument.parseArg === void 0) throw new Error(`a default value for a required argument is never used: '${argument.name()}'`);
			this.registeredArguments.push(argument);
			return this;
		}
		helpCommand(enableOrNameAndArgs, description) {
			if (typeof enableOrNameAndArgs === "boolean") {
				this._addImplicitHelpCommand = enableOrNameAndArgs;
				if (enableOrNameAndArgs && this._defaultCommandGroup) this._initCommandGroup(this._getHelpCommand());
				return this;
			}
			const [, helpName, helpArgs] = (enableOrNameAndArgs ?? "help [command]").match(/([^ ]+) *(.*)/);
			const helpDescription = description ?? "display help for command";
			const helpCommand = this.createCommand(helpName);
			helpCommand.helpOption(false);
			if (helpArgs) helpCommand.arguments(helpArgs);
			if (helpDescription) helpCommand.description(helpDescription);
			this._addImplicitHelpCommand = true;
			this._helpCommand = helpCommand;
			if (enableOrNameAndArgs || description) this._initCommandGroup(helpCommand);
			return this;
		}
		addHelpCommand(helpCommand, deprecatedDescription) {
			if (typeof helpCommand !== "object") {
				this.helpCommand(helpCommand, deprecatedDescription);
				return this;
			}
			this._addImplicitHelpCommand = true;
			this._helpCommand = helpCommand;
			this._initCommandGroup(helpCommand);
			return this;
		}
		_getHelpCommand() {
			if (this._addImplicitHelpCommand ?? (this.commands.length && !this._actionHandler && !this._findCommand("help"))) {
				if (this._helpCommand === void 0) this.helpCommand(void 0, void 0);
				return this._helpCommand;
			}
			return null;
		}
		hook(event, listener) {
			const allowedValues = [
				"preSubcommand",
				"preAction",
				"postAction"
			];
			if (!allowedValues.includes(event)) throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
			if (this._lifeCycleHooks[event]) this._lifeCycleHooks[event].push(listener);
			else this._lifeCycleHooks[event] = [listener];
			return this;
		}
		exitOverride(fn) {
			if (fn) this._exitCallback = fn;
			else this._exitCallback = (err) => {
				if (err.code !== "commander.executeSubCommandAsync") throw err;
			};
			return this;
		}
		_exit(exitCode, code, message) {
			if (this._exitCallback) this._exitCallback(new CommanderError(exitCode, code, message));
			process.exit(exitCode);
		}
		action(fn) {
			const listener = (args) => {
				const expectedArgsCount = this.registeredArguments.length;
				const actionArgs = args.slice(0, expectedArgsCount);
				if (this._storeOptionsAsProperties) actionArgs[expectedArgsCount] = this;
				else actionArgs[expectedArgsCount] = this.opts();
				actionArgs.push(this);
				return fn.apply(this, actionArgs);
			};
			this._actionHandler = listener;
			return this;
		}
		createOption(flags, description) {
			return new Option(flags, description);
		}
		_callParseArg(target, value, previous, invalidArgumentMessage) {
			try {
				return target.parseArg(value, previous);
			} catch (err) {
				if (err.code === "commander.invalidArgument") {
					const message = `${invalidArgumentMessage} ${err.message}`;
					this.error(message, {
						exitCode: err.exitCode,
						code: err.code
					});
				}
				throw err;
			}
		}
		_registerOption(option) {
			const matchingOption = option.short && this._findOption(option.short) || option.long && this._findOption(option.long);
			if (matchingOption) {
				const matchingFlag = option.long && this._findOption(option.long) ? option.long : option.short;
				throw new Error(`Cannot add option '${option.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
			}
			this._initOptionGroup(option);
			this.options.push(option);
		}
		_registerCommand(command) {
			const knownBy = (cmd) => {
				return [cmd.name()].concat(cmd.aliases());
			};
			const alreadyUsed = knownBy(command).find((name) => this._findCommand(name));
			if (alreadyUsed) {
				const existingCmd = knownBy(this._findCommand(alreadyUsed)).join("|");
				const newCmd = knownBy(command).join("|");
				throw new Error(`cannot add command '${newCmd}' as already have command '${existingCmd}'`);
			}
			this._initCommandGroup(command);
			this.commands.push(command);
		}
		addOption(option) {
			this._registerOption(option);
			const oname = option.name();
			const name = option.attributeName();
			if (option.negate) {
				const positiveLongFlag = option.long.replace(/^--no-/, "--");
				if (!this._findOption(positiveLongFlag)) this.setOptionValueWithSource(name, option.defaultValue === void 0 ? true : option.defaultValue, "default");
			} else if (option.defaultValue !== void 0) this.setOptionValueWithSource(name, option.defaultValue, "default");
			const handleOptionValue = (val, invalidValueMessage, valueSource) => {
				if (val == null && option.presetArg !== void 0) val = option.presetArg;
				const oldValue = this.getOptionValue(name);
				if (val !== null && option.parseArg) val = this._callParseArg(option, val, oldValue, invalidValueMessage);
				else if (val !== null && option.variadic) val = option._collectValue(val, oldValue);
				if (val == null) {
					if (option.negate) val = false;
					else if (option.isBoolean() || option.optional) val = true;
					else val = "";
				}
				this.setOptionValueWithSource(name, val, valueSource);
			};
			this.on("option:" + oname, (val) => {
				const invalidValueMessage = `error: option '${option.flags}' argument '${val}' is invalid.`;
				handleOptionValue(val, invalidValueMessage, "cli");
			});
			if (option.envVar) this.on("optionEnv:" + oname, (val) => {
				const invalidValueMessage = `error: option '${option.flags}' value '${val}' from env '${option.envVar}' is invalid.`;
				handleOptionValue(val, invalidValueMessage, "env");
			});
			return this;
		}
		_optionEx(config, flags, description, fn, defaultValue) {
			if (typeof flags === "object" && flags instanceof Option) throw new Error("To add an Option object use addOption() instead of option() or requiredOption()");
			const option = this.createOption(flags, description);
			option.makeOptionMandatory(!!config.mandatory);
			if (typeof fn === "function") option.default(defaultValue).argParser(fn);
			else if (fn instanceof RegExp) {
				const regex = fn;
				fn = (val, def) => {
					const m = regex.exec(val);
					return m ? m[0] : def;
				};
				option.default(defaultValue).argParser(fn);
			} else option.default(fn);
			return this.addOption(option);
		}
		option(flags, description, parseArg, defaultValue) {
			return this._optionEx({}, flags, description, parseArg, defaultValue);
		}
		requiredOption(flags, description, parseArg, defaultValue) {
			return this._optionEx({ mandatory: true }, flags, description, parseArg, defaultValue);
		}
		combineFlagAndOptionalValue(combine = true) {
			this._combineFlagAndOptionalValue = !!combine;
			return this;
		}
		allowUnknownOption(allowUnknown = true) {
			this._allowUnknownOption = !!allowUnknown;
			return this;
		}
		allowExcessArguments(allowExcess = true) {
			this._allowExcessArguments = !!allowExcess;
			return this;
		}
		enablePositionalOptions(positional = true) {
			this._enablePositionalOptions = !!positional;
			return this;
		}
		passThroughOptions(passThrough = true) {
			this._passThroughOptions = !!passThrough;
			this._checkForBrokenPassThrough();
			return this;
		}
		_checkForBrokenPassThrough() {
			if (this.parent && this._passThroughOptions && !this.parent._enablePositionalOptions) throw new Error(`passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`);
		}
		storeOptionsAsProperties(storeAsProperties = true) {
			if (this.options.length) throw new Error("call .storeOptionsAsProperties() before adding options");
			if (Object.keys(this._optionValues).length) throw new Error("call .storeOptionsAsProperties() before setting option values");
			this._storeOptionsAsProperties = !!storeAsProperties;
			return this;
		}
		getOptionValue(key) {
			if (this._storeOptionsAsProperties) return this[key];
			return this._optionValues[key];
		}
		setOptionValue(key, value) {
			return this.setOptionValueWithSource(key, value, void 0);
		}
		setOptionValueWithSource(key, value, source) {
			if (this._storeOptionsAsProperties) this[key] = value;
			else this._optionValues[key] = value;
			this._optionValueSources[key] = source;
			return this;
		}
		getOptionValueSource(key) {
			return this._optionValueSources[key];
		}
		getOptionValueSourceWithGlobals(key) {
			let source;
			this._getCommandAndAncestors().forEach((cmd) => {
				if (cmd.getOptionValueSource(key) !== void 0) source = cmd.getOptionValueSource(key);
			});
			return source;
		}
		_prepareUserArgs(argv, parseOptions) {
			if (argv !== void 0 && !Array.isArray(argv)) throw new Error("first parameter to parse must be array or undefined");
			parseOptions = parseOptions || {};
			if (argv === void 0 && parseOptions.from === void 0) {
				if (process.versions?.electron) parseOptions.from = "electron";
				const execArgv = process.execArgv ?? [];
				if (execArgv.includes("-e") || execArgv.includes("--eval") || execArgv.includes("-p") || execArgv.includes("--print")) parseOptions.from = "eval";
			}
			if (argv === void 0) argv = process.argv;
			this.rawArgs = argv.slice();
			let userArgs;
			switch (parseOptions.from) {
				case void 0:
				case "node":
					this._scriptPath = argv[1];
					userArgs = argv.slice(2);
					break;
				case "electron":
					if (process.defaultApp) {
						this._scriptPath = argv[1];
						userArgs = argv.slice(2);
					} else userArgs = argv.slice(1);
					break;
				case "user":
					userArgs = argv.slice(0);
					break;
				case "eval":
					userArgs = argv.slice(1);
					break;
				default: throw new Error(`unexpected parse option { from: '${parseOptions.from}' }`);
			}
			if (!this._name && this._scriptPath) this.nameFromFilename(this._scriptPath);
			this._name = this._name || "program";
			return userArgs;
		}
		parse(argv, parseOptions) {
			this._prepareForParse();
			const userArgs = this._prepareUserArgs(argv, parseOptions);
			this._parseCommand([], userArgs);
			return this;
		}
		async parseAsync(argv, parseOptions) {
			this._prepareForParse();
			const userArgs = this._prepareUserArgs(argv, parseOptions);
			await this._parseCommand([], userArgs);
			return this;
		}
		_prepareForParse() {
			if (this._savedState === null) this.saveStateBeforeParse();
			else this.restoreStateBeforeParse();
		}
		saveStateBeforeParse() {
			this._savedState = {
				_name: this._name,
				_optionValues: { ...this._optionValues },
				_optionValueSources: { ...this._optionValueSources }
			};
		}
		restoreStateBeforeParse() {
			if (this._storeOptionsAsProperties) throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);
			this._name = this._savedState._name;
			this._scriptPath = null;
			this.rawArgs = [];
			this._optionValues = { ...this._savedState._optionValues };
			this._optionValueSources = { ...this._savedState._optionValueSources };
			this.args = [];
			this.processedArgs = [];
		}
		_checkForMissingExecutable(executableFile, executableDir, subcommandName) {
			if (fs.existsSync(executableFile)) return;
			const executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDir ? `searched for local subcommand relative to directory '${executableDir}'` : "no directory for search for local subcommand, use .executableDir() to supply a custom directory"}`;
			throw new Error(executableMissing);
		}
		_executeSubCommand(subcommand, args) {
			args = args.slice();
			let launchWithNode = false;
			const sourceExt = [
				".js",
				".ts",
				".tsx",
				".mjs",
				".cjs"
			];
			function findFile(baseDir, baseName) {
				const localBin = path.resolve(baseDir, baseName);
				if (fs.existsSync(localBin)) return localBin;
				if (sourceExt.includes(path.extname(baseName))) return void 0;
				const foundExt = sourceExt.find((ext) => fs.existsSync(`${localBin}${ext}`));
				if (foundExt) return `${localBin}${foundExt}`;
			}
			this._checkForMissingMandatoryOptions();
			this._checkForConflictingOptions();
			let executableFile = subcommand._executableFile || `${this._name}-${subcommand._name}`;
			let executableDir = this._executableDir || "";
			if (this._scriptPath) {
				let resolvedScriptPath;
				try {
					resolvedScriptPath = fs.realpathSync(this._scriptPath);
				} catch {
					resolvedScriptPath = this._scriptPath;
				}
				executableDir = path.resolve(path.dirname(resolvedScriptPath), executableDir);
			}
			if (executableDir) {
				let localFile = findFile(executableDir, executableFile);
				if (!localFile && !subcommand._executableFile && this._scriptPath) {
					const legacyName = path.basename(this._scriptPath, path.extname(this._scriptPath));
					if (legacyName !== this._name) localFile = findFile(executableDir, `${legacyName}-${subcommand._name}`);
				}
				executableFile = localFile || executableFile;
			}
			launchWithNode = sourceExt.includes(path.extname(executableFile));
			let proc;
			if (process.platform !== "win32") {
				if (launchWithNode) {
					args.unshift(executableFile);
					args = incrementNodeInspectorPort(process.execArgv).concat(args);
					proc = childProcess.spawn(process.argv[0], args, { stdio: "inherit" });
				} else proc = childProcess.spawn(executableFile, args, { stdio: "inherit" });
			} else {
				this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
				args.unshift(executableFile);
				args = incrementNodeInspectorPort(process.execArgv).concat(args);
				proc = childProcess.spawn(process.execPath, args, { stdio: "inherit" });
			}
			if (!proc.killed) [
				"SIGUSR1",
				"SIGUSR2",
				"SIGTERM",
				"SIGINT",
				"SIGHUP"
			].forEach((signal) => {
				process.on(signal, () => {
					if (proc.killed === false && proc.exitCode === null) proc.kill(signal);
				});
			});
			const exitCallback = this._exitCallback;
			proc.on("close", (code) => {
				code = code ?? 1;
				if (!exitCallback) process.exit(code);
				else exitCallback(new CommanderError(code, "commander.executeSubCommandAsync", "(close)"));
			});
			proc.on("error", (err) => {
				if (err.code === "ENOENT") this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
				else if (err.code === "EACCES") throw new Error(`'${executableFile}' not executable`);
				if (!exitCallback) process.exit(1);
				else {
					const wrappedError = new CommanderError(1, "commander.executeSubCommandAsync", "(error)");
					wrappedError.nestedError = err;
					exitCallback(wrappedError);
				}
			});
			this.runningCommand = proc;
		}
		_dispatchSubcommand(commandName, operands, unknown) {
			const subCommand = this._findCommand(commandName);
			if (!subCommand) this.help({ error: true });
			subCommand._prepareForParse();
			let promiseChain;
			promiseChain = this._chainOrCallSubCommandHook(promiseChain, subCommand, "preSubcommand");
			promiseChain = this._chainOrCall(promiseChain, () => {
				if (subCommand._executableHandler) this._executeSubCommand(subCommand, operands.concat(unknown));
				else return subCommand._parseCommand(operands, unknown);
			});
			return promiseChain;
		}
		_dispatchHelpCommand(subcommandName) {
			if (!subcommandName) this.help();
			const subCommand = this._findCommand(subcommandName);
			if (subCommand && !subCommand._executableHandler) subCommand.help();
			return this._dispatchSubcommand(subcommandName, [], [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? "--help"]);
		}
		_checkNumberOfArguments() {
			this.registeredArguments.forEach((arg, i) => {
				if (arg.required && this.args[i] == null) this.missingArgument(arg.name());
			});
			if (this.registeredArguments.length > 0 && this.registeredArguments[this.registeredArguments.length - 1].variadic) return;
			if (this.args.length > this.registeredArguments.length) this._excessArguments(this.args);
		}
		_processArguments() {
			const myParseArg = (argument, value, previous) => {
				let parsedValue = value;
				if (value !== null && argument.parseArg) {
					const invalidValueMessage = `error: command-argument value '${value}' is invalid for argument '${argument.name()}'.`;
					parsedValue = this._callParseArg(argument, value, previous, invalidValueMessage);
				}
				return parsedValue;
			};
			this._checkNumberOfArguments();
			const processedArgs = [];
			this.registeredArguments.forEach((declaredArg, index) => {
				let value = declaredArg.defaultValue;
				if (declaredArg.variadic) {
					if (index < this.args.length) {
						value = this.args.slice(index);
						if (declaredArg.parseArg) value = value.reduce((processed, v) => {
							return myParseArg(declaredArg, v, processed);
						}, declaredArg.defaultValue);
					} else if (value === void 0) value = [];
				} else if (index < this.args.length) {
					value = this.args[index];
					if (declaredArg.parseArg) value = myParseArg(declaredArg, value, declaredArg.defaultValue);
				}
				processedArgs[index] = value;
			});
			this.processedArgs = processedArgs;
		}
		_chainOrCall(promise, fn) {
			if (promise?.then && typeof promise.then === "function") return promise.then(() => fn());
			return fn();
		}
		_chainOrCallHooks(promise, event) {
			let result = promise;
			const hooks = [];
			this._getCommandAndAncestors().reverse().filter((cmd) => cmd._lifeCycleHooks[event] !== void 0).forEach((hookedCommand) => {
				hookedCommand._lifeCycleHooks[event].forEach((callback) => {
					hooks.push({
						hookedCommand,
						callback
					});
				});
			});
			if (event === "postAction") hooks.reverse();
			hooks.forEach((hookDetail) => {
				result = this._chainOrCall(result, () => {
					return hookDetail.callback(hookDetail.hookedCommand, this);
				});
			});
			return result;
		}
		_chainOrCallSubCommandHook(promise, subCommand, event) {
			let result = promise;
			if (this._lifeCycleHooks[event] !== void 0) this._lifeCycleHooks[event].forEach((hook) => {
				result = this._chainOrCall(result, () => {
					return hook(this, subCommand);
				});
			});
			return result;
		}
		_parseCommand(operands, unknown) {
			const parsed = this.parseOptions(unknown);
			this._parseOptionsEnv();
			this._parseOptionsImplied();
			operands = operands.concat(parsed.operands);
			unknown = parsed.unknown;
			this.args = operands.concat(unknown);
			if (operands && this._findCommand(operands[0])) return this._dispatchSubcommand(operands[0], operands.slice(1), unknown);
			if (this._getHelpCommand() && operands[0] === this._getHelpCommand().name()) return this._dispatchHelpCommand(operands[1]);
			if (this._defaultCommandName) {
				this._outputHelpIfRequested(unknown);
				return this._dispatchSubcommand(this._defaultCommandName, operands, unknown);
			}
			if (this.commands.length && this.args.length === 0 && !this._actionHandler && !this._defaultCommandName) this.help({ error: true });
			this._outputHelpIfRequested(parsed.unknown);
			this._checkForMissingMandatoryOptions();
			this._checkForConflictingOptions();
			const checkForUnknownOptions = () => {
				if (parsed.unknown.length > 0) this.unknownOption(parsed.unknown[0]);
			};
			const commandEvent = `command:${this.name()}`;
			if (this._actionHandler) {
				checkForUnknownOptions();
				this._processArguments();
				let promiseChain;
				promiseChain = this._chainOrCallHooks(promiseChain, "preAction");
				promiseChain = this._chainOrCall(promiseChain, () => this._actionHandler(this.processedArgs));
				if (this.parent) promiseChain = this._chainOrCall(promiseChain, () => {
					this.parent.emit(commandEvent, operands, unknown);
				});
				promiseChain = this._chainOrCallHooks(promiseChain, "postAction");
				return promiseChain;
			}
			if (this.parent?.listenerCount(commandEvent)) {
				checkForUnknownOptions();
				this._processArguments();
				this.parent.emit(commandEvent, operands, unknown);
			} else if (operands.length) {
				if (this._findCommand("*")) return this._dispatchSubcommand("*", operands, unknown);
				if (this.listenerCount("command:*")) this.emit("command:*", operands, unknown);
				else if (this.commands.length) this.unknownCommand();
				else {
					checkForUnknownOptions();
					this._processArguments();
				}
			} else if (this.commands.length) {
				checkForUnknownOptions();
				this.help({ error: true });
			} else {
				checkForUnknownOptions();
				this._processArguments();
			}
		}
		_findCommand(name) {
			if (!name) return void 0;
			return this.commands.find((cmd) => cmd._name === name || cmd._aliases.includes(name));
		}
		_findOption(arg) {
			return this.options.find((option) => option.is(arg));
		}
		_checkForMissingMandatoryOptions() {
			this._getCommandAndAncestors().forEach((cmd) => {
				cmd.options.forEach((anOption) => {
					if (anOption.mandatory && cmd.getOptionValue(anOption.attributeName()) === void 0) cmd.missingMandatoryOptionValue(anOption);
				});
			});
		}
		_checkForConflictingLocalOptions() {
			const definedNonDefaultOptions = this.options.filter((option) => {
				const optionKey = option.attributeName();
				if (this.getOptionValue(optionKey) === void 0) return false;
				return this.getOptionValueSource(optionKey) !== "default";
			});
			definedNonDefaultOptions.filter((option) => option.conflictsWith.length > 0).forEach((option) => {
				const conflictingAndDefined = definedNonDefaultOptions.find((defined) => option.conflictsWith.includes(defined.attributeName()));
				if (conflictingAndDefined) this._conflictingOption(option, conflictingAndDefined);
			});
		}
		_checkForConflictingOptions() {
			this._getCommandAndAncestors().forEach((cmd) => {
				cmd._checkForConflictingLocalOptions();
			});
		}
		parseOptions(args) {
			const operands = [];
			const unknown = [];
			let dest = operands;
			function maybeOption(arg) {
				return arg.length > 1 && arg[0] === "-";
			}
			const negativeNumberArg = (arg) => {
				if (!/^-(\d+|\d*\.\d+)(e[+-]?\d+)?$/.test(arg)) return false;
				return !this._getCommandAndAncestors().some((cmd) => cmd.options.map((opt) => opt.short).some((short) => /^-\d$/.test(short)));
			};
			let activeVariadicOption = null;
			let activeGroup = null;
			let i = 0;
			while (i < args.length || activeGroup) {
				const arg = activeGroup ?? args[i++];
				activeGroup = null;
				if (arg === "--") {
					if (dest === unknown) dest.push(arg);
					dest.push(...args.slice(i));
					break;
				}
				if (activeVariadicOption && (!maybeOption(arg) || negativeNumberArg(arg))) {
					this.emit(`option:${activeVariadicOption.name()}`, arg);
					continue;
				}
				activeVariadicOption = null;
				if (maybeOption(arg)) {
					const option = this._findOption(arg);
					if (option) {
						if (option.required) {
							const value = args[i++];
							if (value === void 0) this.optionMissingArgument(option);
							this.emit(`option:${option.name()}`, value);
						} else if (option.optional) {
							let value = null;
							if (i < args.length && (!maybeOption(args[i]) || negativeNumberArg(args[i]))) value = args[i++];
							this.emit(`option:${option.name()}`, value);
						} else this.emit(`option:${option.name()}`);
						activeVariadicOption = option.variadic ? option : null;
						continue;
					}
				}
				if (arg.length > 2 && arg[0] === "-" && arg[1] !== "-") {
					const option = this._findOption(`-${arg[1]}`);
					if (option) {
						if (option.required || option.optional && this._combineFlagAndOptionalValue) this.emit(`option:${option.name()}`, arg.slice(2));
						else {
							this.emit(`option:${option.name()}`);
							activeGroup = `-${arg.slice(2)}`;
						}
						continue;
					}
				}
				if (/^--[^=]+=/.test(arg)) {
					const index = arg.indexOf("=");
					const option = this._findOption(arg.slice(0, index));
					if (option && (option.required || option.optional)) {
						this.emit(`option:${option.name()}`, arg.slice(index + 1));
						continue;
					}
				}
				if (dest === operands && maybeOption(arg) && !(this.commands.length === 0 && negativeNumberArg(arg))) dest = unknown;
				if ((this._enablePositionalOptions || this._passThroughOptions) && operands.length === 0 && unknown.length === 0) {
					if (this._findCommand(arg)) {
						operands.push(arg);
						unknown.push(...args.slice(i));
						break;
					} else if (this._getHelpCommand() && arg === this._getHelpCommand().name()) {
						operands.push(arg, ...args.slice(i));
						break;
					} else if (this._defaultCommandName) {
						unknown.push(arg, ...args.slice(i));
						break;
					}
				}
				if (this._passThroughOptions) {
					dest.push(arg, ...args.slice(i));
					break;
				}
				dest.push(arg);
			}
			return {
				operands,
				unknown
			};
		}
		opts() {
			if (this._storeOptionsAsProperties) {
				const result = {};
				const len = this.options.length;
				for (let i = 0; i < len; i++) {
					const key = this.options[i].attributeName();
					result[key] = key === this._versionOptionName ? this._version : this[key];
				}
				return result;
			}
			return this._optionValues;
		}
		optsWithGlobals() {
			return this._getCommandAndAncestors().reduce((combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()), {});
		}
		error(message, errorOptions) {
			this._outputConfiguration.outputError(`${message}\n`, this._outputConfiguration.writeErr);
			if (typeof this._showHelpAfterError === "string") this._outputConfiguration.writeErr(`${this._showHelpAfterError}\n`);
			else if (this._showHelpAfterError) {
				this._outputConfiguration.writeErr("\n");
				this.outputHelp({ error: true });
			}
			const config = errorOptions || {};
			const exitCode = config.exitCode || 1;
			const code = config.code || "commander.error";
			this._exit(exitCode, code, message);
		}
		_parseOptionsEnv() {
			this.options.forEach((option) => {
				if (option.envVar && option.envVar in process.env) {
					const optionKey = option.attributeName();
					if (this.getOptionValue(optionKey) === void 0 || [
						"default",
						"config",
						"env"
					].includes(this.getOptionValueSource(optionKey))) {
						if (option.required || option.optional) this.emit(`optionEnv:${option.name()}`, process.env[option.envVar]);
						else this.emit(`optionEnv:${option.name()}`);
					}
				}
			});
		}
		_parseOptionsImplied() {
			const dualHelper = new DualOptions(this.options);
			const hasCustomOptionValue = (optionKey) => {
				return this.getOptionValue(optionKey) !== void 0 && !["default", "implied"].includes(this.getOptionValueSource(optionKey));
			};
			this.options.filter((option) => option.implied !== void 0 && hasCustomOptionValue(option.attributeName()) && dualHelper.valueFromOption(this.getOptionValue(option.attributeName()), option)).forEach((option) => {
				Object.keys(option.implied).filter((impliedKey) => !hasCustomOptionValue(impliedKey)).forEach((impliedKey) => {
					this.setOptionValueWithSource(impliedKey, option.implied[impliedKey], "implied");
				});
			});
		}
		missingArgument(name) {
			const message = `error: missing required argument '${name}'`;
			this.error(message, { code: "commander.missingArgument" });
		}
		optionMissingArgument(option) {
			const message = `error: option '${option.flags}' argument missing`;
			this.error(message, { code: "commander.optionMissingArgument" });
		}
		missingMandatoryOptionValue(option) {
			const message = `error: required option '${option.flags}' not specified`;
			this.error(message, { code: "commander.missingMandatoryOptionValue" });
		}
		_conflictingOption(option, conflictingOption) {
			const findBestOptionFromValue = (option) => {
				const optionKey = option.attributeName();
				const optionValue = this.getOptionValue(optionKey);
				const negativeOption = this.options.find((target) => target.negate && optionKey === target.attributeName());
				const positiveOption = this.options.find((target) => !target.negate && optionKey === target.attributeName());
				if (negativeOption && (negativeOption.presetArg === void 0 && optionValue === false || negativeOption.presetArg !== void 0 && optionValue === negativeOption.presetArg)) return negativeOption;
				return positiveOption || option;
			};
			const getErrorMessage = (option) => {
				const bestOption = findBestOptionFromValue(option);
				const optionKey = bestOption.attributeName();
				if (this.getOptionValueSource(optionKey) === "env") return `environment variable '${bestOption.envVar}'`;
				return `option '${bestOption.flags}'`;
			};
			const message = `error: ${getErrorMessage(option)} cannot be used with ${getErrorMessage(conflictingOption)}`;
			this.error(message, { code: "commander.conflictingOption" });
		}
		unknownOption(flag) {
			if (this._allowUnknownOption) return;
			let suggestion = "";
			if (flag.startsWith("--") && this._showSuggestionAfterError) {
				let candidateFlags = [];
				let command = this;
				do {
					const moreFlags = command.createHelp().visibleOptions(command).filter((option) => option.long).map((option) => option.long);
					candidateFlags = candidateFlags.concat(moreFlags);
					command = command.parent;
				} while (command && !command._enablePositionalOptions);
				suggestion = suggestSimilar(flag, candidateFlags);
			}
			const message = `error: unknown option '${flag}'${suggestion}`;
			this.error(message, { code: "commander.unknownOption" });
		}
		_excessArguments(receivedArgs) {
			if (this._allowExcessArguments) return;
			const expected = this.registeredArguments.length;
			const s = expected === 1 ? "" : "s";
			const message = `error: too many arguments${this.parent ? ` for '${this.name()}'` : ""}. Expected ${expected} argument${s} but got ${receivedArgs.length}.`;
			this.error(message, { code: "commander.excessArguments" });
		}
		unknownCommand() {
			const unknownName = this.args[0];
			let suggestion = "";
			if (this._showSuggestionAfterError) {
				const candidateNames = [];
				this.createHelp().visibleCommands(this).forEach((command) => {
					candidateNames.push(command.name());
					if (command.alias()) candidateNames.push(command.alias());
				});
				suggestion = suggestSimilar(unknownName, candidateNames);
			}
			const message = `error: unknown command '${unknownName}'${suggestion}`;
			this.error(message, { code: "commander.unknownCommand" });
		}
		version(str, flags, description) {
			if (str === void 0) return this._version;
			this._version = str;
			flags = flags || "-V, --version";
			description = description || "output the version number";
			const versionOption = this.createOption(flags, description);
			this._versionOptionName = versionOption.attributeName();
			this._registerOption(versionOption);
			this.on("option:" + versionOption.name(), () => {
				this._outputConfiguration.writeOut(`${str}\n`);
				this._exit(0, "commander.version", str);
			});
			return this;
		}
		description(str, argsDescription) {
			if (str === void 0 && argsDescription === void 0) return this._description;
			this._description = str;
			if (argsDescription) this._argsDescription = argsDescription;
			return this;
		}
		summary(str) {
			if (str === void 0) return this._summary;
			this._summary = str;
			return this;
		}
		alias(alias) {
			if (alias === void 0) return this._aliases[0];
			let command = this;
			if (this.commands.length !== 0 && this.commands[this.commands.length - 1]._executableHandler) command = this.commands[this.commands.length - 1];
			if (alias === command._name) throw new Error("Command alias can't be the same as its name");
			const matchingCommand = this.parent?._findCommand(alias);
			if (matchingCommand) {
				const existingCmd = [matchingCommand.name()].concat(matchingCommand.aliases()).join("|");
				throw new Error(`cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`);
			}
			command._aliases.push(alias);
			return this;
		}
		aliases(aliases) {
			if (aliases === void 0) return this._aliases;
			aliases.forEach((alias) => this.alias(alias));
			return this;
		}
		usage(str) {
			if (str === void 0) {
				if (this._usage) return this._usage;
				const args = this.registeredArguments.map((arg) => {
					return humanReadableArgName(arg);
				});
				return [].concat(this.options.length || this._helpOption !== null ? "[options]" : [], this.commands.length ? "[command]" : [], this.registeredArguments.length ? args : []).join(" ");
			}
			this._usage = str;
			return this;
		}
		name(str) {
			if (str === void 0) return this._name;
			this._name = str;
			return this;
		}
		helpGroup(heading) {
			if (heading === void 0) return this._helpGroupHeading ?? "";
			this._helpGroupHeading = heading;
			return this;
		}
		commandsGroup(heading) {
			if (heading === void 0) return this._defaultCommandGroup ?? "";
			this._defaultCommandGroup = heading;
			return this;
		}
		optionsGroup(heading) {
			if (heading === void 0) return this._defaultOptionGroup ?? "";
			this._defaultOptionGroup = heading;
			return this;
		}
		_initOptionGroup(option) {
			if (this._defaultOptionGroup && !option.helpGroupHeading) option.helpGroup(this._defaultOptionGroup);
		}
		_initCommandGroup(cmd) {
			if (this._defaultCommandGroup && !cmd.helpGroup()) cmd.helpGroup(this._defaultCommandGroup);
		}
		nameFromFilename(filename) {
			this._name = path.basename(filename, path.extname(filename));
			return this;
		}
		executableDir(path) {
			if (path === void 0) return this._executableDir;
			this._executableDir = path;
			return this;
		}
		helpInformation(contextOptions) {
			const helper = this.createHelp();
			const context = this._getOutputContext(contextOptions);
			helper.prepareContext({
				error: context.error,
				helpWidth: context.helpWidth,
				outputHasColors: context.hasColors
			});
			const text = helper.formatHelp(this, helper);
			if (context.hasColors) return text;
			return this._outputConfiguration.stripColor(text);
		}
		_getOutputContext(contextOptions) {
			contextOptions = contextOptions || {};
			const error = !!contextOptions.error;
			let baseWrite;
			let hasColors;
			let helpWidth;
			if (error) {
				baseWrite = (str) => this._outputConfiguration.writeErr(str);
				hasColors = this._outputConfiguration.getErrHasColors();
				helpWidth = this._outputConfiguration.getErrHelpWidth();
			} else {
				baseWrite = (str) => this._outputConfiguration.writeOut(str);
				hasColors = this._outputConfiguration.getOutHasColors();
				helpWidth = this._outputConfiguration.getOutHelpWidth();
			}
			const write = (str) => {
				if (!hasColors) str = this._outputConfiguration.stripColor(str);
				return baseWrite(str);
			};
			return {
				error,
				write,
				hasColors,
				helpWidth
			};
		}
		outputHelp(contextOptions) {
			let deprecatedCallback;
			if (typeof contextOptions === "function") {
				deprecatedCallback = contextOptions;
				contextOptions = void 0;
			}
			const outputContext = this._getOutputContext(contextOptions);
			const eventContext = {
				error: outputContext.error,
				write: outputContext.write,
				command: this
			};
			this._getCommandAndAncestors().reverse().forEach((command) => command.emit("beforeAllHelp", eventContext));
			this.emit("beforeHelp", eventContext);
			let helpInformation = this.helpInformation({ error: outputContext.error });
			if (deprecatedCallback) {
				helpInformation = deprecatedCallback(helpInformation);
				if (typeof helpInformation !== "string" && !Buffer.isBuffer(helpInformation)) throw new Error("outputHelp callback must return a string or a Buffer");
			}
			outputContext.write(helpInformation);
			if (this._getHelpOption()?.long) this.emit(this._getHelpOption().long);
			this.emit("afterHelp", eventContext);
			this._getCommandAndAncestors().forEach((command) => command.emit("afterAllHelp", eventContext));
		}
		helpOption(flags, description) {
			if (typeof flags === "boolean") {
				if (flags) {
					if (this._helpOption === null) this._helpOption = void 0;
					if (this._defaultOptionGroup) this._initOptionGroup(this._getHelpOption());
				} else this._helpOption = null;
				return this;
			}
			this._helpOption = this.createOption(flags ?? "-h, --help", description ?? "display help for command");
			if (flags || description) this._initOptionGroup(this._helpOption);
			return this;
		}
		_getHelpOption() {
			if (this._helpOption === void 0) this.helpOption(void 0, void 0);
			return this._helpOption;
		}
		addHelpOption(option) {
			this._helpOption = option;
			this._initOptionGroup(option);
			return this;
		}
		help(contextOptions) {
			this.outputHelp(contextOptions);
			let exitCode = Number(process.exitCode ?? 0);
			if (exitCode === 0 && contextOptions && typeof contextOptions !== "function" && contextOptions.error) exitCode = 1;
			this._exit(exitCode, "commander.help", "(outputHelp)");
		}
		addHelpText(position, text) {
			const allowedValues = [
				"beforeAll",
				"before",
				"after",
				"afterAll"
			];
			if (!allowedValues.includes(position)) throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
			const helpEvent = `${position}Help`;
			this.on(helpEvent, (context) => {
				let helpStr;
				if (typeof text === "function") helpStr = text({
					error: context.error,
					command: context.command
				});
				else helpStr = text;
				if (helpStr) context.write(`${helpStr}\n`);
			});
			return this;
		}
		_outputHelpIfRequested(args) {
			const helpOption = this._getHelpOption();
			if (helpOption && args.find((arg) => helpOption.is(arg))) {
				this.outputHelp();
				this._exit(0, "commander.helpDisplayed", "(outputHelp)");
			}
		}
	};
	function incrementNodeInspectorPort(args) {
		return args.map((arg) => {
			if (!arg.startsWith("--inspect")) return arg;
			let debugOption;
			let debugHost = "127.0.0.1";
			let debugPort = "9229";
			let match;
			if ((match = arg.match(/^(--inspect(-brk)?)$/)) !== null) debugOption = match[1];
			else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+)$/)) !== null) {
				debugOption = match[1];
				if (/^\d+$/.test(match[3])) debugPort = match[3];
				else debugHost = match[3];
			} else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+):(\d+)$/)) !== null) {
				debugOption = match[1];
				debugHost = match[3];
				debugPort = match[4];
			}
			if (debugOption && debugPort !== "0") return `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}`;
			return arg;
		});
	}
	function useColor() {
		if (process.env.NO_COLOR || process.env.FORCE_COLOR === "0" || process.env.FORCE_COLOR === "false") return false;
		if (process.env.FORCE_COLOR || process.env.CLICOLOR_FORCE !== void 0) return true;
	}
	exports.Command = Command;
	exports.useColor = useColor;
}));
const { program: program$1, createCommand, createArgument, createOption, CommanderError, InvalidArgumentError, InvalidOptionArgumentError, Command, Argument, Option, Help } = __toESM(__commonJSMin(((exports) => {
	const { Argument } = require_argument();
	const { Command } = require_command();
	const { CommanderError, InvalidArgumentError } = require_error();
	const { Help } = require_help();
	const { Option } = require_option();
	exports.program = new Command();
	exports.createCommand = (name) => new Command(name);
	exports.createOption = (flags, description) => new Option(flags, description);
	exports.createArgument = (name, description) => new Argument(name, description);
	exports.Command = Command;
	exports.Option = Option;
	exports.Argument = Argument;
	exports.Help = Help;
	exports.CommanderError = CommanderError;
	exports.InvalidArgumentError = InvalidArgumentError;
	exports.InvalidOptionArgumentError = InvalidArgumentError;
}))(), 1).default;
// src/cli/call-error.ts
var CallError = class extends Error {
	name = "CallError";
	hint;
	constructor(message, hint, options) {
		super(message, options);
		this.hint = hint;
	}
};
function asError(failure) {
	return failure.kind === "configuration" ? new CallError(failure.message, failure.hint) : new RevisionError(failure);
}
// src/cli/options.ts
function choiceOption(flags, description, values) {
	return new Option(flags, description).choices(values).argParser((value) => {
		if (values.includes(value)) return value;
		throw new InvalidArgumentError(didYouMean(value, values, "values"));
	});
}
function contentModelOption() {
	return choiceOption("--content-model <model>", "how openness is read", ["planned", "strict"]);
}
function baseOption() {
	return new Option("--base <ref>", "compare with the merge base of this ref and head");
}
function configOption() {
	return new Option("--config <file>", "the policy file, from the repository's root (default: schema-gate.yml or .yaml)");
}
function failOnOption() {
	return choiceOption("--fail-on <level>", "the severity from which on findings block", [
		"error",
		"warning",
		"never"
	]);
}
function dayArgument(value) {
	const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN;
	if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value) throw new InvalidArgumentError("It is no day of the form 2026-03-31.");
	return value;
}
function dateOption() {
	return new Option("--date <YYYY-MM-DD>", "the evaluation date in UTC (default: today)").argParser(dayArgument);
}
// src/cli/render.ts
const REPORT_FORMATS = [
	"text",
	"json",
	"markdown",
	"github"
];
const LATER_FORMATS = [
	"sarif",
	"junit",
	"html"
];
function render(report, format, text) {
	switch (format) {
		case "text": return renderText(report, text);
		case "json": return renderJson(report);
		case "markdown": return renderMarkdown(report);
		case "github": return renderGitHub(report);
	}
}
// src/cli/write-baseline.ts
function writeBaseline(file, request, { terminal, exit }) {
	const found = standing(request);
	if (!found.ok) throw asError(found.failure);
	const old = oldBaseline(file);
	const { entries, gone, refused } = rewritten(old, found.value.map(baselineEntry));
	try {
		writeFileSync(file, printBaseline(entries));
	} catch (error) {
		throw new CallError(`Cannot write the baseline to ${file}: ${error instanceof Error ? error.message : String(error)}.`, "Name a file in a folder that exists.", { cause: error });
	}
	exit(0);
	const listed = found.value.filter(({ fingerprint }) => entries.some((entry) => entry.fingerprint === fingerprint));
	const rules = listed.length === 0 ? "" : ` (${ruleCounts(listed)})`;
	if (old === null) {
		terminal.talk(`${file} lists ${count(entries.length, "finding")}${rules}.`);
		terminal.talk(`To use it, name it in schema-gate.yml, by its path from there: "baseline: ${file}".`);
		return;
	}
	terminal.talk(`${file} lists ${count(entries.length, "finding")}${rules}: ${gone} gone since it was written.`);
	if (refused > 0) terminal.talk(`${count(refused, "finding")} of today ${refused === 1 ? "is" : "are"} not in it and ${refused === 1 ? "counts" : "count"}: a baseline only shrinks. After switching on a rule, remove the file first and write it anew.`);
}
function oldBaseline(file) {
	if (!existsSync(file)) return null;
	let bytes;
	try {
		bytes = readFileSync(file);
	} catch (error) {
		throw new CallError(`Cannot read the baseline ${file}: ${error instanceof Error ? error.message : String(error)}.`, "Name a plain file.", { cause: error });
	}
	const loaded = loadBaseline(file, bytes);
	if (loaded.ok) return loaded.value;
	throw new CallError(loaded.failure.message, `${loaded.failure.hint} Or remove the file, to write it anew.`);
}
// src/cli/check.ts
const HELP$6 = `
Without options it compares your work tree with the merge base of origin's
default branch: what a pull request would be judged by. The policy is the one
at the base; a change cannot loosen the rules that judge it.

Examples:
  $ schema-gate check                                       what you are about to push
  $ schema-gate check --base origin/release-7               against another branch
  $ schema-gate check --base-exact v1.4.0 --head HEAD       from a released tag to a commit
  $ schema-gate check --base-dir old/ --head-dir new/       two folders, without Git
  $ schema-gate check --format json --output report.json    for a program
  $ schema-gate check --environment production --fail-on warning
  $ schema-gate check --write-baseline schema-gate.baseline.json

Exit codes:
  0  passed (findings that do not block are shown all the same)
  1  blocked: a finding at or above --fail-on (default: error)
  2  the call or the configuration is wrong
  3  could not be evaluated`;
function checkCommand(context) {
	return new Command("check").summary("judge a change of your schemas").description("Compares the schemas at base with those at head, proves who breaks, and shows each problem on the line that causes it.").addOption(baseOption().conflicts([
		"baseExact",
		"baseDir",
		"headDir"
	])).addOption(new Option("--base-exact <ref>", "compare with exactly this ref").conflicts([
		"base",
		"baseDir",
		"headDir"
	])).addOption(new Option("--base-dir <dir>", "compare with this folder, without Git; needs --head-dir").conflicts([
		"base",
		"baseExact",
		"head"
	])).addOption(new Option("--head <ref>", "a ref, or worktree: the files on disk (default: worktree)").conflicts(["baseDir", "headDir"])).addOption(new Option("--head-dir <dir>", "judge this folder, without Git; needs --base-dir").conflicts([
		"base",
		"baseExact",
		"head"
	])).addOption(configOption()).option("--environment <name>", "apply the overrides that the policy has for this environment").addOption(contentModelOption()).addOption(failOnOption()).addOption(dateOption()).addOption(formatOption()).option("--output <file>", "write the report to a file instead of stdout").addOption(new Option("--write-baseline <file>", "instead of a report, write the list of what is wrong today and is to be let be").conflicts("output")).addHelpText("after", HELP$6).action((options) => check(options, context));
}
function formatOption() {
	return new Option("--format <format>", "how to print the report").choices(REPORT_FORMATS).default("text").argParser((value) => {
		if (REPORT_FORMATS.some((format) => format === value)) return value;
		if (LATER_FORMATS.includes(value)) throw new InvalidArgumentError(`"${value}" comes in a later version; this one prints ${REPORT_FORMATS.join(", ")}.`);
		throw new InvalidArgumentError(didYouMean(value, REPORT_FORMATS, "formats"));
	});
}
async function check(options, context) {
	const { terminal, exit } = context;
	if (options.writeBaseline !== void 0) return writeBaseline(options.writeBaseline, gateRequest(options), context);
	const judged = judge(options);
	exit(judged.report.exitCode);
	await publish(judged, options, terminal);
}
function judge(options) {
	const request = gateRequest(options);
	return {
		report: gate(request),
		revisions: request.revisions
	};
}
function gateRequest(options) {
	const request = revisionRequest(options);
	const config = options.config === void 0 ? {} : { config: configPath(options.config) };
	return {
		revisions: resolveRevisions(request),
		...config,
		directory: "",
		...options.environment === void 0 ? {} : { environment: options.environment },
		...options.contentModel === void 0 ? {} : { contentModel: options.contentModel },
		...options.failOn === void 0 ? {} : { failOn: options.failOn },
		date: options.date ?? new Date().toISOString().slice(0, 10)
	};
}
async function publish({ report, revisions }, options, terminal) {
	const text = render(report, options.format, {
		color: options.output === void 0 && terminal.color,
		width: terminal.width,
		...revisions.ok ? { readLine: sourceLines(report, revisions.value.head) } : {}
	});
	if (options.output === void 0) return terminal.print(text);
	try {
		writeFileSync(options.output, text);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new CallError(`Cannot write the report to ${options.output}: ${why}.`, "Give --output a file in a folder that exists.", { cause: error });
	}
	terminal.talk(`${report.verdict}\nThe report is in ${options.output}.`);
}
function revisionRequest(options) {
	const { base, baseExact, baseDir, head, headDir } = options;
	if (baseDir !== void 0 && headDir !== void 0) return {
		kind: "folders",
		baseDir,
		headDir
	};
	if (baseDir !== void 0 || headDir !== void 0) {
		const [given, lacking] = baseDir === void 0 ? ["--head-dir", "--base-dir"] : ["--base-dir", "--head-dir"];
		throw new CallError(`${given} needs ${lacking} beside it.`, "Without Git both sides are folders: schema-gate check --base-dir old/ --head-dir new/");
	}
	return {
		kind: "local",
		cwd: process.cwd(),
		...base === void 0 ? {} : { base },
		...baseExact === void 0 ? {} : { baseExact },
		...head === void 0 ? {} : { head }
	};
}
function configPath(file) {
	const normal = path.posix.normalize(file);
	if (normal.startsWith("../") || normal === ".." || path.isAbsolute(file)) throw new CallError(`--config ${file} lies outside the repository.`, "Give the path from the repository's root; the policy is read from the base revision.");
	return normal;
}
// src/gate/whole-plan.ts
function wholePlan(revision, options) {
	const policy = policyAt(sideOf(revision, {
		...options,
		directory: ""
	}), {});
	if (!policy.ok) return policy;
	const { head, recognised } = loadPlans(emptyTree(), revision.tree, {
		directory: "",
		...policy.value.schemas
	});
	if (recognised.head === 0) return {
		ok: false,
		failure: NO_SCHEMAS
	};
	return {
		ok: true,
		value: {
			plan: head,
			policy: policy.value
		}
	};
}
function unreadIn(plan) {
	return plan.files.filter(({ status }) => status === "unreadable").map(({ path }) => path);
}
const NO_SCHEMAS = {
	kind: "configuration",
	message: "No schema file was found.",
	hint: "Name the files under schemas.include and schemas.format in schema-gate.yml."
};
// src/gate/classify.ts
function classifyPlans(revision, options) {
	const whole = wholePlan(revision, options);
	if (!whole.ok) return whole;
	const { plan: head, policy } = whole.value;
	const found = new Map();
	for (const event of head.events) for (const property of vocabularyOf(event.schema).properties.values()) {
		const known = classOf(event, property, policy.settings.pii);
		if (known.kind === "unknown" || known.kind === "not-personal" && known.detected === null) continue;
		const cause = plannedCause(event, property.places[0], property.path);
		const id = JSON.stringify([
			cause.owner,
			cause.ownerPath,
			known.kind,
			property.wirePath
		]);
		const same = found.get(id);
		const events = [...new Set([...same?.events ?? [], event.name])].toSorted();
		found.set(id, {
			path: property.wirePath,
			events,
			class: known,
			location: cause.locations.head ?? null
		});
	}
	return {
		ok: true,
		value: {
			properties: [...found.values()],
			events: head.events.length,
			unread: unreadIn(head)
		}
	};
}
// src/rules/pii/field.ts
const KINDS = new Map([["bool", "boolean"], ["boolean", "boolean"]]);
function candidateOf({ name, path = name ?? "", type = "", format, schema, title, description }) {
	const parts = path.split(".").filter((part) => part !== "" && part !== "[]");
	const kinds = type.split("|").map((kind) => kind.trim().toLowerCase()).filter((kind) => kind !== "");
	const label = title ?? /^(.{1,60}?) — /.exec(description ?? "")?.[1];
	const reference = /^ref:(.+)$/.exec(type)?.[1];
	return {
		name: name ?? parts.at(-1) ?? "",
		owners: parts.slice(0, -1),
		...schema !== void 0 && { about: schema },
		...reference !== void 0 && { typeName: reference },
		kinds: new Set(kinds.map((kind) => KINDS.get(kind) ?? kind)),
		format: format ?? null,
		...label !== void 0 && { title: label },
		...description !== void 0 && { description }
	};
}
// src/cli/schema-file.ts
const PAIR_URI = "schema-gate://pair/schema.json";
const DIALECTS = new Map([
	["4", "draft-04"],
	["6", "draft-06"],
	["7", "draft-07"],
	["2019-09", "2019-09"],
	["2020-12", "2020-12"]
]);
const DEFAULT_DIALECT = "2020-12";
function dialectOf(name) {
	return DIALECTS.get(name.replace(/^draft-?/i, "").replace(/^0/, "")) ?? null;
}
function pairSchema(value, dialect) {
	if (value === void 0) return { problem: "is missing" };
	if (typeof value !== "boolean" && !isJsonObject(value)) return { problem: "is neither an object nor a boolean, so it is no JSON Schema" };
	return {
		uri: PAIR_URI,
		pointer: "",
		documents: new Map([[PAIR_URI, value]]),
		dialect
	};
}
function readSchemaFile(path) {
	const name = path === "-" ? "stdin" : path;
	const parsed = parseDocument$1(name, "", readBounded(path));
	if (!parsed.ok) {
		const { message, hint, location } = parsed.problem;
		throw new CallError(`${name}:${location.line}:${location.column}: ${message}`, hint);
	}
	const second = parsed.document.secondDocument;
	if (second !== void 0) throw new CallError(`${name}:${second.line}:${second.column}: A second YAML document starts here, and which of them is meant cannot be told.`, "Give two files that hold one JSON Schema each.");
	const schema = pairSchema(parsed.document.value, DEFAULT_DIALECT);
	if ("problem" in schema) throw new CallError(`${name} ${schema.problem}.`, "Give two files that hold one JSON Schema each, in JSON or YAML.");
	return {
		schema,
		document: parsed.document
	};
}
function readBounded(path) {
	const bytes = readInput(path);
	if (bytes.length <= 8388608) return bytes;
	throw new CallError(`${path} is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB.`, "Compare smaller files.");
}
function readInput(path) {
	try {
		return readFileSync(path === "-" ? STDIN : path);
	} catch (error) {
		throw unreadableFile(path, error);
	}
}
const STDIN = 0;
function unreadableFile(path, error) {
	const code = error instanceof Error && "code" in error ? error.code : void 0;
	return new CallError(`Cannot read ${path}: ${code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : error instanceof Error ? error.message : String(error)}.`, "Check the path; it counts from the current folder.", { cause: error });
}
// src/cli/lines.ts
async function* linesOf(chunks, maxBytes) {
	let parts = [];
	let size = 0;
	const take = () => {
		const line = size > maxBytes ? {
			ok: false,
			problem: "too-long"
		} : decoded(Buffer.concat(parts));
		parts = [];
		size = 0;
		return line;
	};
	for await (const chunk of chunks) {
		let start = 0;
		for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
			size += end - start;
			if (size <= maxBytes) parts.push(chunk.subarray(start, end));
			yield take();
			start = end + 1;
		}
		size += chunk.length - start;
		if (size <= maxBytes) parts.push(chunk.subarray(start));
		else parts = [];
	}
	if (size > 0) yield take();
}
const LINE_FEED = 10;
const UTF8 = new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
});
function decoded(bytes) {
	try {
		return {
			ok: true,
			text: UTF8.decode(bytes)
		};
	} catch {
		return {
			ok: false,
			problem: "not-utf8"
		};
	}
}
async function* answerLines(file, maxBytes, answer) {
	const input = file === "-" ? process.stdin : createReadStream(file);
	try {
		for await (const line of linesOf(input, maxBytes)) {
			if (line.ok && line.text.trim() === "") continue;
			yield `${printJson(answer(line))}\n`;
		}
	} catch (error) {
		throw error instanceof Error && "syscall" in error ? unreadableFile(file, error) : error;
	}
}
// src/cli/fields.ts
const MAX_LINE_BYTES$1 = 1048576;
function classifyFields(file) {
	return answerLines(file, MAX_LINE_BYTES$1, answer);
}
const TEXTS = [
	"name",
	"path",
	"type",
	"format",
	"title",
	"description",
	"schema",
	"event"
];
function refused(id, problem) {
	return {
		id,
		pii: false,
		category: null,
		confidence: null,
		evidence: null,
		problem
	};
}
function answer(line) {
	if (!line.ok) return refused(null, "The line is too long or not UTF-8.");
	const parsed = parseJson(line.text);
	if (!parsed.ok) return refused(null, `The line is not JSON: ${parsed.problem}`);
	if (!isJsonObject(parsed.value)) return refused(null, "The line is not an object with \"name\" or \"path\".");
	const members = new Map(Object.entries(parsed.value));
	const text = (name) => {
		const value = members.get(name) ?? void 0;
		if (name === "type" && isJsonArray(value)) return value.filter((kind) => typeof kind === "string").join("|");
		return typeof value === "string" ? value : void 0;
	};
	const id = members.get("id") ?? null;
	const wrong = TEXTS.find((name) => (members.get(name) ?? null) !== null && text(name) === void 0);
	if (wrong !== void 0) return refused(id, `"${wrong}" must be a text${wrong === "schema" ? ": the name of the schema" : ""}.`);
	const [name, path, type, format] = [
		text("name"),
		text("path"),
		text("type"),
		text("format")
	];
	const [title, description] = [text("title"), text("description")];
	const schema = text("schema") ?? text("event");
	if (name === void 0 && path === void 0) return refused(id, "The line has neither \"name\" nor \"path\".");
	const found = detect(candidateOf({
		...name !== void 0 && { name },
		...path !== void 0 && { path },
		...type !== void 0 && { type },
		...format !== void 0 && { format },
		...schema !== void 0 && { schema },
		...title !== void 0 && { title },
		...description !== void 0 && { description }
	}));
	if (found === null) return {
		id,
		pii: false,
		category: null,
		confidence: "high",
		evidence: null
	};
	const { category, confidence, evidence } = found;
	return {
		id,
		pii: confidence === "low" ? "borderline" : true,
		category,
		confidence,
		evidence
	};
}
// src/cli/style.ts
function painter(color) {
	return (style, text) => color ? styleText(style, text, { validateStream: false }) : text;
}
// src/cli/work-tree.ts
function workTree() {
	const cwd = process.cwd();
	const inGit = resolveRevisions({
		kind: "local",
		cwd,
		baseExact: "HEAD"
	});
	return inGit.ok ? inGit.value.head : folderAt(cwd);
}
function folderAt(folder) {
	const plain = resolveRevisions({
		kind: "folders",
		baseDir: folder,
		headDir: folder
	});
	if (plain.ok) return plain.value.head;
	throw asError(plain.failure);
}
// src/cli/classify.ts
const HELP$5 = `
The classification that a schema or the policy declares counts; where nothing
is declared, the format of a property and the last words of its name tell.

Examples:
  $ schema-gate classify                              the plans of your work tree
  $ schema-gate classify --format json
  $ schema-gate classify --fields fields.ndjson       one {"id", "name", "path"?, "type"?, "format"?, "description"?,
                                                      "schema"?} a line in,
                                                      one {"id", "pii", "category", "confidence", "evidence"} a line out

Exit codes:
  0  classified
  2  the call or the configuration is wrong
  3  could not be evaluated`;
function classifyCommand(context) {
	return new Command("classify").summary("what is personal data, and why").description("Lists the properties of your plans that hold personal data, with what tells it: a tag, the policy, a format, a name.").option("--fields <file>", "classify the fields of an NDJSON file; - reads stdin").addOption(configOption()).addOption(choiceOption("--format <format>", "how to print it", ["text", "json"]).default("text")).addHelpText("after", HELP$5).action((options, command) => {
		if (options.fields === void 0) return classify(options, context);
		if (options.format === "text" && command.getOptionValueSource("format") === "cli") throw new CallError("--fields prints JSON only.", "Leave out --format, or give --format json.");
		return fields(options.fields, context);
	});
}
async function fields(file, { terminal, exit }) {
	exit(0);
	for await (const line of classifyFields(file)) await terminal.print(line);
}
async function classify(options, { terminal, exit }) {
	const { config } = options;
	const found = classifyPlans(workTree(), config === void 0 ? {} : { config });
	if (!found.ok) throw asError(found.failure);
	exit(0);
	await terminal.print(options.format === "json" ? `${printJson(jsonOf(found.value), 2)}\n` : textOf$2(found.value, terminal.color));
}
function categoryOf({ class: known }) {
	return (known.kind === "personal" ? known.category : null) ?? known.detected?.category ?? "personal data";
}
function reasonOf$1({ class: known }) {
	const detected = known.detected === null ? "its name tells nothing" : known.detected.evidence;
	if (known.kind === "detected") return `${known.detected.confidence}: ${detected}; not classified`;
	if (known.kind === "not-personal") return `declared not personal, though ${detected}`;
	return known.declaredAt === null ? "classified in the policy" : "classified in the schema";
}
function stateOf({ class: known }) {
	return known.kind === "detected" && known.detected.confidence === "low" ? "borderline" : known.kind;
}
function jsonOf({ properties, events, unread }) {
	return {
		events,
		unread,
		properties: properties.map((property) => ({
			path: property.path,
			events: property.events,
			state: stateOf(property),
			category: categoryOf(property),
			sensitivity: property.class.kind === "personal" ? property.class.sensitivity : property.class.detected?.sensitivity ?? null,
			confidence: property.class.kind === "personal" ? "declared" : property.class.detected?.confidence ?? null,
			evidence: reasonOf$1(property),
			location: property.location === null ? null : {
				file: property.location.file,
				line: property.location.line
			}
		}))
	};
}
function textOf$2({ properties, events, unread }, color) {
	const paint = painter(color);
	const groups = new Map();
	for (const property of properties) groups.set(categoryOf(property), [...groups.get(categoryOf(property)) ?? [], property]);
	const blocks = [...groups].toSorted(([one], [other]) => one < other ? -1 : 1).map(([category, members]) => [paint("bold", foreign(category)), ...members.toSorted(byPath).map(lineOf$1)].join("\n"));
	const sum = `${properties.length === 1 ? "1 property" : `${properties.length} properties`} with personal data, or what may be, in ${count(events, "event")}`;
	const left = unread.length === 0 ? "" : `\nNot read: ${unread.map((file) => foreign(file)).join(", ")}`;
	return `${[...blocks, sum].join("\n\n")}${left}\n`;
}
function byPath(one, other) {
	return one.path === other.path ? 0 : one.path < other.path ? -1 : 1;
}
function lineOf$1(property) {
	const { events, location, path } = property;
	const more = events.length > 1 ? ` and ${events.length - 1} more` : "";
	const at = location === null ? "" : `  ${foreign(location.file)}:${location.line}`;
	return `  ${foreign(path)}  (${foreign(events[0] ?? "")}${more})  ${reasonOf$1(property)}${at}`;
}
// src/cli/comparison.ts
const QUESTIONS = ["producers", "consumers"];
function comparisonJson(comparison, files) {
	return {
		producers: answerJson("producers", comparison.producers, files),
		consumers: answerJson("consumers", comparison.consumers, files)
	};
}
function unjudgedJson(reason) {
	const answer = {
		verdict: "undecided",
		reason,
		findings: [],
		steps: 0
	};
	return {
		producers: answer,
		consumers: answer
	};
}
function comparisonExitCode(comparison) {
	return QUESTIONS.every((question) => comparison[question].verdict === "included") ? 0 : 1;
}
function reasonOf(answer) {
	const open = answer.verdict === "included" ? [] : answer.undecided.map(({ message }) => message);
	const said = [...new Set([...open, ...answer.note === void 0 ? [] : [answer.note]])];
	return said.length === 0 ? null : said.join("; ");
}
function answerJson(question, answer, files) {
	const reason = reasonOf(answer);
	return {
		verdict: answer.verdict,
		...answer.verdict === "not-included" ? { counterexample: answer.counterexample } : {},
		...reason === null ? {} : { reason },
		findings: answer.verdict === "not-included" ? answer.breaks.map((found) => breakJson(question, found, files)) : [],
		steps: answer.steps
	};
}
function breakJson(question, found, files) {
	return {
		keyword: found.keyword,
		path: printPath(found.path),
		message: breakMessage(question, found),
		conditional: found.conditional,
		...found.base === void 0 ? {} : { base: placeJson$1(found.base, files?.base) },
		...found.head === void 0 ? {} : { head: placeJson$1(found.head, files?.head) },
		...found.before === void 0 ? {} : { before: found.before },
		...found.after === void 0 ? {} : { after: found.after },
		counterexample: found.counterexample
	};
}
function placeJson$1(place, document) {
	if (document === void 0) return { pointer: place.pointer };
	const { file, line, column } = document.locate(place.pointer);
	return {
		pointer: place.pointer,
		file,
		line,
		column
	};
}
function breakMessage(question, found) {
	return changeMessage([{
		question,
		found
	}]);
}
function changeMessage(refuted) {
	const [first] = refuted;
	if (first === void 0) return "";
	const subject = first.found.path.length === 0 ? "The value" : `"${lastName(first.found.path)}"`;
	const told = new Set(refuted.map(({ question, found }) => `${effectOf(question, found)}${found.conditional ? ", under a condition" : ""}`));
	return `${subject}${VERBAL.has(first.found.keyword) ? " " : ": "}${[...told].join("; ")}.`;
}
const VERBAL = new Set(["required", "properties"]);
function effectOf(question, found) {
	const producers = question === "producers";
	switch (found.keyword) {
		case "required": return producers ? "is now required" : "is no longer required";
		case "properties": return propertyEffect(producers, found);
		case "false": return producers ? "no value is allowed any more" : "no longer forbidden";
		case "enum":
		case "const": return enumEffect(producers, found);
		default: return `${isAlternative(found) ? "an alternative of " : ""}${found.keyword} ${difference(found)}`;
	}
}
function propertyEffect(producers, { before, after }) {
	if (producers) return after === void 0 ? "is no longer allowed" : "is now bound to a schema";
	return before === void 0 ? "is newly allowed" : "is no longer bound to a schema";
}
function isAlternative({ keyword, base, head, before, after }) {
	const gone = after === void 0 ? base : before === void 0 ? head : void 0;
	return gone !== void 0 && /\/(?:allOf|anyOf|oneOf)\/\d+$/.test(gone.pointer) && gone.pointer.split("/").at(-2) === keyword;
}
function enumEffect(producers, found) {
	const [before, after] = [listOf(found.before), listOf(found.after)];
	if (before === null) return `only ${valuesOf(after ?? [])} ${producers ? "allowed now" : "allowed"}`;
	if (after === null) return `no longer limited to ${valuesOf(before)}`;
	const [from, to] = producers ? [before, after] : [after, before];
	const kept = new Set(to.map(canonicalJson));
	const lost = from.filter((value) => !kept.has(canonicalJson(value)));
	return lost.length === 0 ? `the allowed values ${difference(found)}` : `${valuesOf(lost)} ${producers ? "no longer" : "newly"} allowed`;
}
function listOf(value) {
	if (value === void 0) return null;
	return isJsonArray(value) ? value : [value];
}
const MAX_VALUES = 5;
function valuesOf(values) {
	return `${values.slice(0, MAX_VALUES).map((value) => printValue(value, 60)).join(", ")}${values.length > MAX_VALUES ? ` and ${values.length - MAX_VALUES} more` : ""}`;
}
function difference({ before, after }) {
	const [from, to] = [before, after].map((value) => value === void 0 || !isShort(value) ? null : printValue(value, 60));
	if (before === void 0) return after === void 0 ? "changed" : `${to ? `${to} ` : ""}was added`;
	if (after === void 0) return `${from ? `${from} ` : ""}was removed`;
	return from && to && !equalJson(before, after) ? `${from} → ${to}` : "changed";
}
function isShort(value) {
	return isJsonArray(value) ? value.every((entry) => !isJsonArray(entry) && !isJsonObject(entry)) : !isJsonObject(value);
}
// src/cli/advice.ts
const KEEP = "to change it, add a new property beside it and move senders and readers over.";
const VARIANTS = "Add the new variant beside the old ones, and retire an old one only when nobody sends it.";
const LIMITS = /^(exclusive|min|max|multipleOf$|pattern$|uniqueItems$)/;
function adviceOn(refuted) {
	return [...new Set(refuted.map(advice))].join(" ");
}
function advice({ question, found: { keyword, before, after } }) {
	const producers = question === "producers";
	switch (keyword) {
		case "required": return producers ? "Keep it optional until every released app sends it, then require it." : "Keep it required, or make its readers cope with its absence first.";
		case "properties": return producers ? "Keep the property, marked as deprecated, until nobody sends or reads it." : "Make sure that the readers cope with the new property.";
		case "enum":
		case "const":
			if (before === void 0) return "List every value that released apps send, or leave it free.";
			if (after === void 0) return "Keep the list and add what you need, or prepare the readers for unknown values.";
			return producers ? "Keep every value until no released app sends it." : "Prepare the readers for the new values, then merge.";
		case "type":
		case "format": return `Keep the ${keyword}; ${KEEP}`;
		case "oneOf":
		case "anyOf": return VARIANTS;
		default: return LIMITS.test(keyword) ? adviceOnLimit(producers) : adviceOnShape(producers);
	}
}
function adviceOnLimit(producers) {
	return producers ? "Tighten it only when no event breaks the new limit, or give the new rule to a new property." : "Make sure that columns, destinations and code can take the wider range.";
}
function adviceOnShape(producers) {
	return producers ? "Loosen it until it takes the event shown, or give the new shape a name of its own." : "Narrow it until it no longer takes the event shown, or prepare the readers for such events.";
}
function adviceOnOpen({ code, introduced }) {
	if (code === "unresolved-reference") return "Put the schema that is referred to into the same file; nothing else is read.";
	return introduced ? "Write it with keywords that can be decided; what is not proved does not pass." : "Check this part by hand; it could not be decided before either.";
}
// src/cli/change-rows.ts
const MAX_ROWS = 40;
const MAX_DEPTH = 24;
const MAX_INLINE = 60;
const MAX_STRING = 120;
const MAX_EQUAL = 3;
const MAX_MATCHED = 20;
function changeRows(base, head) {
	const rows = rowsOf$1(base, head, 0);
	if (rows.length <= MAX_ROWS) return rows;
	const more = {
		text: "… and more",
		depth: 0,
		pointer: null,
		changed: false
	};
	return [...rows.slice(0, MAX_ROWS), {
		base: base && more,
		head: head && more
	}];
}
function rowsOf$1(base, head, depth) {
	if (base === null) return head === null ? [] : wholeRows("head", head, depth);
	if (head === null) return wholeRows("base", base, depth);
	const isObject = isJsonObject(base.value) && isJsonObject(head.value);
	const isList = isJsonArray(base.value) && isJsonArray(head.value);
	if (equalJson(base.value, head.value)) return [sameRow(depth, label(base) + printValue(base.value), base.pointer, label(head) + printValue(head.value), head.pointer)];
	if (depth >= MAX_DEPTH || !isObject && !isList) return replacedRows(base, head, depth);
	const [open, close] = isObject ? "{}" : "[]";
	return [
		sameRow(depth, `${label(base)}${open}`, base.pointer, `${label(head)}${open}`, head.pointer),
		...memberRows(isObject ? pairedMembers(base, head) : pairedEntries(base, head), depth + 1),
		sameRow(depth, close ?? "", null)
	];
}
function replacedRows(base, head, depth) {
	if (typeof base.value === "string" && typeof head.value === "string") {
		const [before, after] = shortenBoth(base.value, head.value, MAX_STRING);
		const cell = (part, text) => changedCell(depth, label(part) + printValue(text, 240), part.pointer);
		return [{
			base: cell(base, before),
			head: cell(head, after)
		}];
	}
	const before = wholeRows("base", base, depth);
	const after = wholeRows("head", head, depth);
	return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
		base: before[index]?.base ?? null,
		head: after[index]?.head ?? null
	}));
}
function wholeRows(side, part, depth) {
	const lines = [];
	printWhole(lines, part, depth);
	return lines.map((cell) => side === "base" ? {
		base: cell,
		head: null
	} : {
		base: null,
		head: cell
	});
}
function printWhole(lines, part, depth) {
	if (lines.length > MAX_ROWS) return;
	const text = oneLine(part.value);
	const parts = membersOf(part);
	if (text !== null || parts.length === 0 || depth >= MAX_DEPTH) {
		lines.push(changedCell(depth, label(part) + (text ?? printValue(part.value)), part.pointer));
		return;
	}
	const [open, close] = isJsonArray(part.value) ? "[]" : "{}";
	lines.push(changedCell(depth, `${label(part)}${open}`, part.pointer));
	for (const member of parts) printWhole(lines, member, depth + 1);
	lines.push(changedCell(depth, close ?? "", null));
}
function oneLine(value) {
	const text = printValue(value, 61);
	return text.length <= MAX_INLINE || typeof value !== "object" || value === null ? text : null;
}
function memberRows(pairs, depth) {
	const rows = [];
	let equal = [];
	const tellEqual = () => {
		rows.push(...equalRows(equal, depth));
		equal = [];
	};
	for (const { base, head } of pairs) {
		if (base !== null && head !== null && equalJson(base.value, head.value)) {
			equal.push({
				base,
				head
			});
			continue;
		}
		tellEqual();
		if (rows.length <= MAX_ROWS) rows.push(...rowsOf$1(base, head, depth));
	}
	tellEqual();
	return rows;
}
function equalRows(equal, depth) {
	const rows = [];
	for (const { base, head } of equal.slice(0, 4)) {
		const text = base && oneLine(base.value);
		if (base && head && text !== null) rows.push(sameRow(depth, label(base) + text, base.pointer, label(head) + text, head.pointer));
	}
	if (rows.length === equal.length && rows.length <= MAX_EQUAL) return rows;
	const cell = unchangedCell(depth, equal.length);
	return [{
		base: cell,
		head: cell
	}];
}
function pairedMembers(base, head) {
	const before = membersOf(base);
	const after = new Map(membersOf(head).map((member) => [member.name, member]));
	const both = before.map((member) => ({
		base: member,
		head: after.get(member.name) ?? null
	}));
	const known = new Set(before.map(({ name }) => name));
	return [...both, ...[...after.values()].filter(({ name }) => !known.has(name)).map((member) => ({
		base: null,
		head: member
	}))];
}
function pairedEntries(base, head) {
	const before = membersOf(base);
	const after = membersOf(head);
	const partners = equalPartners(before, after);
	if (partners.size === before.length && partners.size === after.length) return before.map((entry, index) => ({
		base: entry,
		head: after[index] ?? null
	}));
	const open = (entries, isTaken) => entries.filter((entry) => !isTaken(entry) && typeof entry.value === "object" && entry.value !== null);
	const taken = new Set(partners.values());
	const left = open(before, (entry) => partners.has(entry));
	const candidates = open(after, (entry) => taken.has(entry));
	for (const entry of left.slice(0, MAX_ROWS)) {
		const partner = mostAlike(entry, candidates, left.length);
		if (partner === void 0) break;
		candidates.splice(candidates.indexOf(partner), 1);
		partners.set(entry, partner);
		taken.add(partner);
	}
	return [...before.map((entry) => ({
		base: entry,
		head: partners.get(entry) ?? null
	})), ...after.filter((entry) => !taken.has(entry)).map((entry) => ({
		base: null,
		head: entry
	}))];
}
function equalPartners(before, after) {
	const waiting = new Map();
	for (const entry of after.toReversed()) {
		const key = canonicalJson(entry.value);
		const group = waiting.get(key);
		if (group) group.push(entry);
		else waiting.set(key, [entry]);
	}
	const partners = new Map();
	for (const entry of before) {
		const partner = waiting.get(canonicalJson(entry.value))?.pop();
		if (partner) partners.set(entry, partner);
	}
	return partners;
}
function mostAlike(entry, candidates, others) {
	if (candidates.length > MAX_MATCHED || others > MAX_MATCHED) return candidates[0];
	const [best] = candidates.map((candidate) => ({
		candidate,
		likeness: likeness(entry.value, candidate.value)
	})).toSorted((one, other) => other.likeness - one.likeness);
	return best?.candidate;
}
function likeness(one, other) {
	if (isJsonArray(one) && isJsonArray(other)) return one.reduce((sum, entry, index) => sum + likeness(entry, other[index] ?? null), 0);
	if (isJsonObject(one) && isJsonObject(other)) return commonMembers(one, other);
	return equalJson(one, other) ? 1 : 0;
}
function commonMembers(one, other) {
	const after = new Map(Object.entries(other));
	return Object.entries(one).reduce((sum, [name, value]) => {
		const partner = after.get(name);
		return partner === void 0 ? sum : sum + 1 + likeness(value, partner);
	}, 0);
}
function membersOf({ value, pointer }) {
	const below = (token) => pointer === null ? null : childPointer(pointer, token);
	if (isJsonArray(value)) return value.map((entry, index) => ({
		value: entry,
		pointer: below(index),
		name: null
	}));
	if (!isJsonObject(value)) return [];
	return Object.entries(value).map(([name, entry]) => ({
		value: entry,
		pointer: below(name),
		name
	}));
}
function label({ name }) {
	return name === null ? "" : `"${foreign(JSON.stringify(shorten(name, MAX_STRING)).slice(1, -1), 240)}": `;
}
function changedCell(depth, text, pointer) {
	return {
		text,
		depth,
		pointer,
		changed: true
	};
}
function unchangedCell(depth, count) {
	return {
		text: `… ${count} unchanged`,
		depth,
		pointer: null,
		changed: false,
		unchanged: count
	};
}
function sameRow(depth, text, pointer, headText = text, headPointer = pointer) {
	const cell = (shown, place) => ({
		text: shown,
		depth,
		pointer: place,
		changed: false
	});
	return {
		base: cell(text, pointer),
		head: cell(headText, headPointer)
	};
}
// src/cli/sides.ts
const SIDES = ["base", "head"];
const MARKS = {
	base: "-",
	head: "+"
};
const COLOURS$1 = {
	base: "red",
	head: "green"
};
const MIN_COLUMNS = 100;
const MAX_COLUMNS = 160;
const COMPANIONS = new Map([["if", ["then", "else"]], ["contains", ["minContains", "maxContains"]]]);
const INDENT = "  ";
const BAR = " | ";
function sideLines(found, files, pen, columns) {
	const rows = rowsOf(found, files);
	const gutter = Math.max(1, ...rows.flatMap((row) => SIDES.map((side) => lineOf(files[side], row[side]).length)));
	const panel = (side) => ({
		side,
		title: titleOf$1(side, found, files[side]),
		document: files[side],
		gutter
	});
	return columns !== null && columns >= MIN_COLUMNS ? beside(panel("base"), panel("head"), rows, pen, Math.min(columns, MAX_COLUMNS)) : SIDES.flatMap((side) => alone(panel(side), rows, pen));
}
function rowsOf(found, files) {
	const base = valueOf("base", found, files);
	const head = valueOf("head", found, files);
	const companions = COMPANIONS.get(found.keyword) ?? [];
	return [
		...changeRows(base, head),
		...companions.flatMap((keyword) => changeRows(companionOf(base, keyword, files.base), companionOf(head, keyword, files.head))),
		...found.keyword === "$ref" ? changeRows(targetOf(base, files.base), targetOf(head, files.head)) : []
	];
}
function companionOf(main, keyword, document) {
	if (main === null || main.pointer === null) return null;
	const pointer = childPointer(parentPointer(main.pointer), keyword);
	const value = valueAt(document.value, pointer);
	return value === void 0 ? null : {
		value,
		pointer,
		name: keyword
	};
}
function targetOf(reference, { value: root }) {
	if (reference === null || reference.pointer === null || typeof reference.value !== "string") return null;
	const schema = pairSchema(root, DEFAULT_DIALECT);
	if ("problem" in schema) return null;
	const target = follower(schema)({
		uri: schema.uri,
		pointer: parentPointer(reference.pointer)
	}, reference.value);
	const value = target === null ? void 0 : valueAt(schema.documents.get(target.uri), target.pointer);
	return target === null || value === void 0 ? null : {
		value,
		pointer: target.pointer,
		name: pointerTokens(target.pointer).at(-1) ?? null
	};
}
function titleOf$1(side, found, document) {
	const place = found[side];
	if (place === void 0) return `${side} (not there)`;
	const { file, line, column } = document.locate(place.pointer);
	const absent = valueAbsent(side, found) && !valueAbsent(side === "base" ? "head" : "base", found);
	return `${side} ${foreign(file, 400)}:${line}:${column}${absent ? " (not there)" : ""}`;
}
function valueAbsent(side, { before, after }) {
	return (side === "base" ? before : after) === void 0;
}
function valueOf(side, found, files) {
	const value = side === "base" ? found.before : found.after;
	if (value === void 0) return null;
	const root = files[side].value;
	const place = found[side]?.pointer;
	const pointer = place === void 0 ? void 0 : [place, parentPointer(place)].find((candidate) => holds(root, candidate, value));
	if (pointer === void 0) return {
		value,
		pointer: null,
		name: found.keyword
	};
	return {
		value,
		pointer,
		name: pointer !== "" && !isJsonArray(valueAt(root, parentPointer(pointer)) ?? null) ? pointerTokens(pointer).at(-1) ?? null : null
	};
}
function holds(root, pointer, value) {
	const there = valueAt(root, pointer);
	return there !== void 0 && equalJson(there, value);
}
function lineOf(document, cell) {
	return cell === null || cell.pointer === null ? "" : String(document.locate(cell.pointer, "key").line);
}
function cellLines(panel, cell, pen, width) {
	if (cell === null) return [];
	const mark = cell.changed ? MARKS[panel.side] : " ";
	const lead = `${lineOf(panel.document, cell).padStart(panel.gutter)} ${mark} `;
	const indent = INDENT.repeat(cell.depth);
	return wrapAnsi(cell.text, Math.max(10, width - lead.length - indent.length), {
		hard: true,
		trim: true
	}).split("\n").map((line, index) => {
		const start = index === 0 ? lead : `${" ".repeat(panel.gutter)} ${mark} `;
		return pen.paint(cell.changed ? COLOURS$1[panel.side] : "dim", `${start}${indent}${line}`);
	});
}
function pad(text, width) {
	return text + " ".repeat(Math.max(0, width - fastStringWidth(text)));
}
function beside(base, head, rows, pen, columns) {
	const width = Math.floor((columns - 2 - 3) / 2);
	const bar = pen.paint("blue", BAR);
	const join = (left, right) => Array.from({ length: Math.max(left.length, right.length) }, (_, index) => `${INDENT}${pad(left[index] ?? "", width)}${bar}${right[index] ?? ""}`.trimEnd());
	const title = (panel) => wrapAnsi(panel.title, width, {
		hard: true,
		trim: true
	}).split("\n").map((line) => pen.paint("bold", line));
	return [...join(title(base), title(head)), ...rows.flatMap((row) => join(cellLines(base, row.base, pen, width), cellLines(head, row.head, pen, width)))];
}
function alone(panel, rows, pen) {
	const width = pen.width - 4;
	return [...wrapAnsi(panel.title, pen.width - 2, {
		hard: true,
		trim: true
	}).split("\n").map((line) => `${INDENT}${pen.paint("bold", line)}`), ...cellsOf(rows, panel.side).flatMap((cell) => cellLines(panel, cell, pen, width).map((line) => `${INDENT}${INDENT}${line}`))];
}
function cellsOf(rows, side) {
	const cells = [];
	for (const { [side]: cell } of rows) {
		if (cell === null) continue;
		const last = cells.at(-1);
		if (last?.unchanged !== void 0 && cell.unchanged !== void 0) cells[cells.length - 1] = unchangedCell(cell.depth, last.unchanged + cell.unchanged);
		else cells.push(cell);
	}
	return cells;
}
// src/cli/comparison-text.ts
const MEANING = {
	producers: {
		included: "proved: what was valid under base is valid under head",
		"not-included": "something valid under base is rejected by head",
		undecided: "not proved, and no counterexample found"
	},
	consumers: {
		included: "proved: head lets nothing through that readers of base cannot take",
		"not-included": "something may arrive that base rejects",
		undecided: "not proved, and no counterexample found"
	}
};
const COLOURS = {
	included: "green",
	"not-included": "red",
	undecided: "yellow"
};
const MODELS = {
	planned: "senders send what is named, readers ignore what they do not know",
	strict: "both schemas as written, with every property that they leave open"
};
const MAX_CHANGES = 50;
const GUTTER = 2;
function comparisonText(comparison, files, options) {
	const pen = penOf(options);
	const page = {
		pen,
		columns: options.columns,
		files
	};
	const changes = changesOf(comparison);
	return [
		...QUESTIONS.flatMap((question) => verdictLines(question, comparison[question], pen)),
		"",
		...changes.slice(0, MAX_CHANGES).flatMap((change) => changeLines(change, page)),
		...changes.length > MAX_CHANGES ? [`and ${count(changes.length - MAX_CHANGES, "more change")}: --format json tells them all`, ""] : [],
		...QUESTIONS.flatMap((question) => unblamedLines(question, comparison[question], pen)),
		...openOf(comparison, files).flatMap((open) => openLines(open, pen)),
		...contextLines(page, options.contentModel),
		summaryLine(comparison, pen)
	].map((line) => `${inert(line)}\n`).join("");
}
function verdictLines(question, answer, pen) {
	const lead = `${pen.paint("bold", question)}  ${pen.paint(COLOURS[answer.verdict], answer.verdict.padEnd(12))}  `;
	const note = answer.note === void 0 ? "" : `; ${foreign(answer.note, 2e3)}`;
	return wrap(pen, lead, `${MEANING[question][answer.verdict]}${note}`);
}
function breaksOf(answer) {
	return answer.verdict === "not-included" ? answer.breaks : [];
}
function changesOf(comparison) {
	const changes = new Map();
	for (const question of QUESTIONS) for (const found of breaksOf(comparison[question])) {
		const key = canonicalJson([
			found.keyword,
			printPath(found.path),
			found.base?.pointer ?? null,
			found.head?.pointer ?? null
		]);
		const known = changes.get(key);
		changes.set(key, {
			shown: known?.shown ?? found,
			refuted: [...known?.refuted ?? [], {
				question,
				found
			}]
		});
	}
	return [...changes.values()];
}
function changeLines({ shown, refuted }, { pen, columns, files }) {
	const path = printPath(shown.path);
	return [
		...heading(pen, "red", `break[${foreign(shown.keyword)}]`, changeMessage(refuted)),
		...sideLines(shown, files, pen, columns),
		...path === "" ? [] : detail(pen, GUTTER, "in", foreign(path)),
		...refuted.flatMap(({ question, found }) => [...detail(pen, GUTTER, "breaks", breaksFor(question)), ...instanceLines(question, found.counterexample, path, pen)]),
		...detail(pen, GUTTER, "fix", adviceOn(refuted)),
		""
	];
}
function heading(pen, colour, title, message) {
	return wrap(pen, "", `${pen.paint(["bold", colour], title)}: ${pen.paint("bold", foreign(message, 2e3))}`).flatMap((line) => line.split("\n"));
}
function instanceLines(question, instance, path, pen) {
	const audience = { audience: question };
	return [...detail(pen, GUTTER, "event", `${counterexampleTitle(audience)}:`), ...eventLines(pen, GUTTER, instance, path, rejectedBy(audience))];
}
function unblamedLines(question, answer, pen) {
	if (answer.verdict !== "not-included" || answer.breaks.length > 0) return [];
	return [
		...heading(pen, "red", "break", "No single keyword is to blame: the schemas as a whole no longer agree."),
		...detail(pen, GUTTER, "breaks", breaksFor(question)),
		...instanceLines(question, answer.counterexample, "", pen),
		""
	];
}
function openOf(comparison, files) {
	const open = new Map();
	for (const question of QUESTIONS) {
		const answer = comparison[question];
		for (const reason of answer.verdict === "included" ? [] : answer.undecided) {
			const key = canonicalJson([reason.code, reason.message]);
			const known = open.get(key);
			open.set(key, {
				reason: known?.reason.introduced === true ? known.reason : reason,
				places: new Set([...known?.places ?? [], ...placesOf(reason, files)]),
				questions: new Set([...known?.questions ?? [], question])
			});
		}
	}
	return [...open.values()];
}
function placesOf(reason, files) {
	return ["head", "base"].flatMap((side) => {
		const at = reason[side];
		return at === void 0 ? [] : [place(files[side].locate(at.pointer))];
	});
}
function openLines({ reason, places, questions }, pen) {
	const arrow = pen.paint("blue", `${" ".repeat(GUTTER)}-->`);
	return [
		...heading(pen, "yellow", `not proved[${reason.code}]`, reason.message),
		...[...places].map((at) => `${arrow} ${at}`),
		...detail(pen, GUTTER, "open", `whether it breaks ${[...questions].join(" and ")}`),
		...detail(pen, GUTTER, "fix", adviceOnOpen(reason)),
		""
	];
}
function contextLines({ pen, files }, contentModel) {
	return [...[
		["base", foreign(files.base.path, 400)],
		["head", foreign(files.head.path, 400)],
		["model", `${contentModel}: ${MODELS[contentModel]}`]
	].flatMap(([label, text]) => wrap(pen, pen.paint("dim", label.padEnd(10)), pen.paint("dim", text))), ""];
}
function summaryLine(comparison, pen) {
	const open = QUESTIONS.filter((question) => comparison[question].verdict === "undecided").join(" and ");
	const counts = QUESTIONS.map((question) => {
		const answer = comparison[question];
		return {
			question,
			breaks: answer.verdict === "not-included" ? Math.max(1, answer.breaks.length) : 0
		};
	}).filter(({ breaks }) => breaks > 0);
	if (counts.length > 0) {
		const total = counts.reduce((sum, { breaks }) => sum + breaks, 0);
		const told = counts.map(({ question, breaks }) => `${question} ${breaks}`).join(", ");
		return pen.paint(["bold", "red"], `${count(total, "break")}: ${told}${open === "" ? "" : `; not proved: ${open}`}`);
	}
	if (open === "") return pen.paint(["bold", "green"], "proved: nothing breaks");
	return pen.paint(["bold", "yellow"], `not proved: ${open} (neither a proof nor a counterexample was found)`);
}
// src/cli/pairs.ts
const MAX_LINE_BYTES = 67108864;
const LINE_PROBLEMS = {
	"too-long": `The line is longer than ${MAX_LINE_BYTES / 1024 / 1024} MiB.`,
	"not-utf8": "The line is not UTF-8."
};
function answerPairs(file, options, oracle) {
	return answerLines(file, MAX_LINE_BYTES, (line) => answerLine(line, options, oracle));
}
function answerLine(line, options, oracle) {
	const started = performance.now();
	const { id, answer } = judgeLine(line, options, oracle);
	return {
		id,
		...answer,
		ms: Math.round((performance.now() - started) * 1e3) / 1e3
	};
}
function judgeLine(line, options, oracle) {
	if (!line.ok) return unjudged(null, LINE_PROBLEMS[line.problem]);
	const parsed = parseJson(line.text);
	if (!parsed.ok) return unjudged(null, `The line is not JSON: ${parsed.problem} (column ${parsed.offset + 1})`);
	if (!isJsonObject(parsed.value)) return unjudged(null, "The line is not an object with \"id\", \"base\" and \"head\".");
	const pair = new Map(Object.entries(parsed.value));
	const id = pair.get("id") ?? null;
	const dialect = draftOf(pair.get("draft"));
	if (dialect === null) return unjudged(id, `Unknown draft ${printJson(pair.get("draft") ?? null)}: known are draft4, draft6, draft7, 2019-09 and 2020-12.`);
	const base = pairSchema(pair.get("base"), dialect);
	const head = pairSchema(pair.get("head"), dialect);
	if ("problem" in base) return unjudged(id, `"base" ${base.problem}.`);
	if ("problem" in head) return unjudged(id, `"head" ${head.problem}.`);
	try {
		return {
			id,
			answer: comparisonJson(compare(base, head, options, oracle), null)
		};
	} catch (error) {
		if (error instanceof EvaluationTimeout) return unjudged(id, `Not evaluated: ${error.message}`);
		throw error;
	}
}
function unjudged(id, reason) {
	return {
		id,
		answer: unjudgedJson(reason)
	};
}
function draftOf(value) {
	if (value === void 0 || value === null) return DEFAULT_DIALECT;
	return typeof value === "string" ? dialectOf(value) : null;
}
// src/cli/compare.ts
const HELP$4 = `
Producers are apps that still send what base allowed; consumers read what head
lets through. The files hold one JSON Schema each, as JSON or YAML, drafts 04 to
2020-12 by their "$schema" (2020-12 without one). References reach only into the
same file.

Examples:
  $ schema-gate compare old.json new.json
  $ schema-gate compare old.yaml new.yaml --content-model strict --format json
  $ schema-gate compare --pairs pairs.ndjson
      one {"id", "base", "head", "draft"?} a line in, one answer a line out
  $ git show main:order.json | schema-gate compare - order.json

Exit codes:
  0  both questions answered "included"; with --pairs: every line was answered
  1  one is "not-included", or "undecided": what is not proved does not pass
  2  the call is wrong, or a file cannot be read
  3  could not be evaluated`;
function compareCommand(context) {
	return new Command("compare").summary("compare two JSON Schemas, both ways").description("Proves for two JSON Schemas whether every instance of one is valid under the other, both ways, and shows a counterexample where not.").argument("[base]", "the old schema file; - reads stdin").argument("[head]", "the new schema file; - reads stdin").option("--pairs <file>", "compare the pairs of an NDJSON file; - reads stdin").addOption(contentModelOption().default("planned")).addOption(choiceOption("--format <format>", "how to print the answer", ["text", "json"]).default("text")).addHelpText("after", HELP$4).action((base, head, options, command) => {
		const { pairs } = options;
		if (pairs === void 0) return compareFiles(...bothFiles(base, head), options, context);
		if (base !== void 0) throw new CallError("--pairs takes no files beside it.", "Give either two files or --pairs FILE.");
		if (options.format === "text" && command.getOptionValueSource("format") === "cli") throw new CallError("--pairs prints JSON only.", "Leave out --format, or give --format json.");
		return comparePairs(pairs, options.contentModel, context);
	});
}
function bothFiles(base, head) {
	if (base === void 0 || head === void 0) throw new CallError("Two files are needed: the old schema and the new one.", "For example: schema-gate compare old.json new.json");
	if (base === "-" && head === "-") throw new CallError("Only one of the two schemas can come from stdin.", "Give a file for the other.");
	return [base, head];
}
async function comparePairs(file, contentModel, { terminal, exit }) {
	const oracle = createOracle();
	exit(0);
	try {
		for await (const line of answerPairs(file, { contentModel }, oracle)) await terminal.print(line);
	} finally {
		oracle.close();
	}
}
async function compareFiles(basePath, headPath, options, { terminal, exit }) {
	const base = readSchemaFile(basePath);
	const head = readSchemaFile(headPath);
	const { contentModel } = options;
	const oracle = createOracle();
	try {
		const comparison = compare(base.schema, head.schema, { contentModel }, oracle);
		const files = {
			base: base.document,
			head: head.document
		};
		exit(comparisonExitCode(comparison));
		await terminal.print(options.format === "json" ? `${printJson(comparisonJson(comparison, files), 2)}\n` : comparisonText(comparison, files, {
			color: terminal.color,
			width: terminal.width,
			columns: terminal.columns,
			contentModel
		}));
	} finally {
		oracle.close();
	}
}
// src/cli/demo.ts
const DEMO_DATE = "2026-01-15";
const HELP$3 = `
It needs nothing but Node: no repository, no network, no configuration.

Exit codes:
  0  always, when it worked; the last line says what a real run would exit with
  3  could not be evaluated`;
function demoCommand(context) {
	return new Command("demo").summary("see the gate judge a small plan").description("Judges a change of a small embedded tracking plan (RudderStack YAML of a web shop) and prints the full report.").addHelpText("after", HELP$3).action(() => demo(context));
}
async function demo({ terminal, exit }) {
	const revisions = demoRevisions();
	const report = gate({
		revisions,
		directory: "",
		date: DEMO_DATE
	});
	const evaluated = report.failures.length === 0;
	exit(evaluated ? 0 : report.exitCode);
	terminal.talk("A shop's tracking plan before and after a pull request that looks harmless. This is what the gate says of it:\n");
	const readLine = revisions.ok ? { readLine: sourceLines(report, revisions.value.head) } : {};
	await terminal.print(renderText(report, {
		color: terminal.color,
		width: terminal.width,
		...readLine
	}));
	if (evaluated) await terminal.print(`A run of \`schema-gate check\` on this change would exit with ${report.exitCode}; the demo exits with 0.\n`);
}
function demoRevisions() {
	const folder = demoFolder();
	const found = resolveRevisions({
		kind: "folders",
		baseDir: `${folder}base`,
		headDir: `${folder}head`
	});
	if (!found.ok) return found;
	const { base, head } = found.value;
	return {
		ok: true,
		value: {
			base: {
				...base,
				label: "the demo plan before the change"
			},
			head: {
				...head,
				label: "the demo plan after the change"
			},
			reason: "The demo compares the two plans that come with it."
		}
	};
}
function demoFolder() {
	const [bundled, source] = ["../fixtures/demo/", "../../fixtures/demo/"].map((place) => fileURLToPath(new URL(place, import.meta.url)));
	const folder = [bundled, source].find((candidate) => candidate !== void 0 && existsSync(candidate));
	if (folder === void 0) throw new Error(`The demo plan is missing: there is no ${bundled ?? "fixtures/demo"}.`);
	return folder;
}
// src/rules/destination/needs.ts
function needsOf(delivery) {
	const { contract } = delivery;
	const holding = (facts) => Object.entries(facts).filter(([, fact]) => holdsFor(fact, delivery));
	return [
		...requirementsOf(delivery).flatMap(({ id, requirement }) => {
			const { source, checked, requires } = requirement;
			const from = (field) => {
				const paths = sourcesOf({
					field,
					requirement,
					delivery
				});
				return `${field}${paths.length === 0 || paths.join() === field ? "" : ` (${paths.join(", else ")})`}`;
			};
			const required = textsIn(memberOf(requires, "required"));
			const typed = Object.entries(objectIn(memberOf(requires, "properties"))).flatMap(([field, schema]) => {
				const type = memberOf(schema, "type");
				return type === void 0 ? [] : [`${field}: ${textsIn(type).join(" or ")}`];
			});
			const fact = {
				source,
				checked,
				id
			};
			return [...required.length === 0 ? [] : [{
				...fact,
				what: "needs",
				text: required.map(from).join("; ")
			}], ...typed.length === 0 ? [] : [{
				...fact,
				what: "takes",
				text: typed.join(", ")
			}]];
		}),
		...holding(contract.names).map(([id, fact]) => ({
			...sourceOf$1(fact),
			id,
			what: "names",
			text: nameText(fact)
		})),
		...holding(contract.limits).map(([id, fact]) => ({
			...sourceOf$1(fact),
			id,
			what: "limits",
			text: limitText(fact)
		})),
		...personalNeeds(contract),
		...Object.entries(contract.envelope).map(([id, fact]) => ({
			...sourceOf$1(fact),
			id,
			what: "beside",
			text: fact.needs
		}))
	];
}
const sourceOf$1 = ({ source, checked }) => ({
	source,
	checked
});
const ACTIONS = {
	deny: "may not have",
	"require-hash": "takes hashed",
	"never-hash": "needs as it is"
};
function personalNeeds({ pii }) {
	return Object.entries(pii).map(([id, fact]) => ({
		...sourceOf$1(fact),
		id,
		what: "personal",
		text: `${ACTIONS[fact.action]} ${fact.category}`
	}));
}
const MAX_NAMES$1 = 5;
function nameText(fact) {
	const reserved = [...fact.reserved ?? [], ...(fact["reserved-prefixes"] ?? []).map((prefix) => `${prefix}…`)];
	const more = reserved.length > MAX_NAMES$1 ? ` and ${reserved.length - MAX_NAMES$1} more` : "";
	return [
		`${fact.of} names:`,
		...fact["max-length"] === void 0 ? [] : [`at most ${fact["max-length"]} characters`],
		...fact["max-bytes"] === void 0 ? [] : [`at most ${fact["max-bytes"]} bytes`],
		...fact.pattern === void 0 ? [] : [`like ${fact.pattern}`],
		...reserved.length === 0 ? [] : [`not ${reserved.slice(0, MAX_NAMES$1).join(", ")}${more}`],
		...fact["same-after"] === void 0 ? [] : [`told apart by more than ${fact["same-after"] === "lower-case" ? "case" : "case and signs"}`]
	].join(" ");
}
function limitText(fact) {
	return `${[
		...fact["max-properties"] === void 0 ? [] : [`at most ${fact["max-properties"]} properties`],
		...fact["max-depth"] === void 0 ? [] : [`at most ${fact["max-depth"]} levels`],
		...fact["no-kinds"] === void 0 ? [] : [`no ${fact["no-kinds"].join(", ")}`],
		...fact["max-items"] === void 0 ? [] : [`lists of at most ${fact["max-items"]}`],
		...fact["max-text"] === void 0 ? [] : [`texts of at most ${fact["max-text"]} characters`]
	].join(", ")}${fact.except === void 0 ? "" : ` (but ${fact.except.join(", ")})`}`;
}
const objectIn = (value) => isJsonObject(value) ? value : {};
function textsIn(value) {
	return (isJsonArray(value) ? value : [value]).flatMap((each) => typeof each === "string" ? [each] : []);
}
// src/gate/receivers.ts
function receiversOf(revision, name, options) {
	const whole = wholePlan(revision, options);
	if (!whole.ok) return whole;
	const { plan, policy } = whole.value;
	const events = plan.events.filter((event) => event.name === name);
	if (events.length === 0) {
		const names = [...new Set(plan.events.map((event) => event.name))].toSorted();
		return {
			ok: false,
			failure: {
				kind: "configuration",
				message: `There is no event ${JSON.stringify(name)}.`,
				hint: didYouMean(name, names, "events")
			}
		};
	}
	const { settings } = policy;
	const deliveries = deliveriesOf({
		plan: {
			...plan,
			events
		},
		settings
	});
	const receiversOfEvent = (event) => {
		const needs = (route) => deliveries.filter((delivery) => delivery.event === event && delivery.by === route).flatMap(needsOf);
		return [...plan.routes.filter((route) => receives(route, event)).map((route) => ({
			from: "plan",
			route,
			needs: needs(route)
		})), ...settings.routes.filter(({ scope }) => inScope(scope, event)).map((route) => ({
			from: "policy",
			route,
			needs: needs(route)
		}))];
	};
	return {
		ok: true,
		value: {
			events: events.map((event) => ({
				event,
				receivers: receiversOfEvent(event)
			})),
			unread: unreadIn(plan)
		}
	};
}
// src/cli/explain-event.ts
const TELLINGS = [
	kindOf,
	sourceOf,
	filterOf,
	codeOf,
	mappingOf,
	neededBy
];
const MAX_NAMES = 10;
const MAX_FIELDS = 200;
const named = (name) => JSON.stringify(foreign(name, 80));
function listed(names) {
	const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
	return `${names.slice(0, MAX_NAMES).map(named).join(", ")}${more}`;
}
function kindOf(receiver) {
	if (receiver.from === "policy") return null;
	const { receiver: kind, action } = receiver.route;
	if (kind === null && action === null) return null;
	return {
		word: "is",
		lines: [`${kind === null ? "of unknown kind" : foreign(kind, 80)}${action === null ? "" : `, action ${foreign(action, 80)}`}`]
	};
}
function sourceOf(receiver) {
	if (receiver.from === "policy") {
		const limits = limitsOf(receiver.route.scope).map(([key, values]) => `${key}: ${listed(values)}`);
		return {
			word: "gets",
			lines: [`by the policy: ${limits.length === 0 ? "every event" : limits.join("; ")}`]
		};
	}
	const { plans } = receiver.route;
	return {
		word: "gets",
		lines: [plans === null ? "events of any plan: none is named for its source" : `events of ${plans.length === 1 ? "plan" : "plans"} ${listed(plans)}`]
	};
}
function filterOf(receiver) {
	if (receiver.from === "policy") return {
		word: "filter",
		lines: [receiver.route.hashes ? "hashes the personal data that it gets" : "none is known"]
	};
	const { types, admitted, blocked } = receiver.route;
	const parts = [
		...types === null ? [] : [`lets ${types.join(", ")} messages through`],
		...admitted === null ? [] : [`track events only by name: ${listed(admitted)}`],
		...blocked.length === 0 ? [] : [`blocks track events ${listed(blocked)}`]
	];
	return {
		word: "filter",
		lines: [parts.length === 0 ? "none: everything gets through" : parts.join("; ")]
	};
}
function codeOf(receiver) {
	if (receiver.from === "policy" || receiver.route.through === null) return null;
	return {
		word: "passes",
		lines: [`${foreign(receiver.route.through)}, whose code may change it`]
	};
}
function mappingOf(receiver) {
	if (receiver.from === "policy") return null;
	const { mapping } = receiver.route;
	if (mapping === null) return {
		word: "mapping",
		lines: ["the receiver's default, and what its own settings say"]
	};
	if (mapping === "unknown") return {
		word: "mapping",
		lines: ["computed as a whole, not known here"]
	};
	const lines = fieldLines(mapping, "");
	const width = Math.max(0, ...lines.slice(0, MAX_FIELDS).map(([name]) => name.length));
	const shown = lines.slice(0, MAX_FIELDS).map(([name, from]) => `${name.padEnd(width)}  ${from}`.trimEnd());
	const more = lines.length > MAX_FIELDS ? [`and ${count(lines.length - MAX_FIELDS, "field")} more`] : [];
	return {
		word: "mapping",
		lines: shown.length === 0 ? ["no field"] : [...shown, ...more]
	};
}
function neededBy({ needs }) {
	if (needs.length === 0) return null;
	return {
		word: "needs",
		lines: needs.map(({ what, id, text }) => `${what === "needs" ? "" : `${WHAT[what]} `}${foreign(text, 300)}  [${foreign(id, 60)}]`)
	};
}
const WHAT = {
	takes: "takes",
	names: "takes",
	limits: "takes",
	personal: "personal data:",
	beside: "beside the data:"
};
function fieldLines(fields, indent) {
	return [...fields].flatMap(([name, field]) => {
		const head = `${indent}${foreign(name, 60)}`;
		switch (field.kind) {
			case "paths": return [[head, field.paths.map(pathText).join(", else ")]];
			case "literal": return [[head, `always ${foreign(printJson(field.value), 60)}`]];
			case "unknown": return [[head, "computed, not known here"]];
			case "list": return [[head, `each of ${pathText(field.path)}`], ...fieldLines(field.each, `${indent}  `)];
			case "object": return [[head, ""], ...fieldLines(field.fields, `${indent}  `)];
		}
	});
}
function pathText(path) {
	return path.length === 0 ? "the whole message" : foreign(printPath(path), 120);
}
function titleOf(receiver) {
	return receiver.from === "plan" ? {
		name: receiver.route.name,
		location: receiver.route.location
	} : {
		name: receiver.route.destination,
		location: receiver.route.at
	};
}
function receiversText({ events, unread }, color) {
	const paint = painter(color);
	const blocks = events.flatMap((received) => {
		const { event, receivers } = received;
		const of = event.plan === "" ? "" : ` of ${named(event.plan)}`;
		const head = `${paint("bold", `${event.type} event ${named(event.name)}${of}`)}  ${place(event.location)}`;
		const told = receivers.map((receiver) => receiverLines(receiver, received, paint).join("\n"));
		return [head, ...told.length === 0 ? ["  Nobody gets it, as far as the repository says."] : told];
	});
	const left = unread.length === 0 ? [] : [`Not read: ${unread.map((file) => foreign(file)).join(", ")}`];
	return `${[...blocks, ...left].join("\n\n")}\n`;
}
function receiverLines(receiver, received, paint) {
	const { name, location } = titleOf(receiver);
	const aspects = TELLINGS.flatMap((tell) => tell(receiver, received) ?? []);
	return [`  ${paint("bold", foreign(name))}  ${place(location)}`, ...aspects.flatMap(({ word, lines }) => lines.map((line, at) => `    ${paint("dim", (at === 0 ? word : "").padEnd(7))}  ${line}`))];
}
function receiversJson({ events, unread }) {
	return {
		events: events.map(({ event, receivers }) => ({
			key: event.key,
			format: event.format,
			plan: event.plan,
			type: event.type,
			name: event.name,
			location: placeJson(event.location),
			receivers: receivers.map(receiverJson)
		})),
		unread
	};
}
function placeJson({ file, line, column }) {
	return {
		file,
		line,
		column
	};
}
function receiverJson(receiver) {
	const { name, location } = titleOf(receiver);
	const known = {
		from: receiver.from,
		name,
		location: placeJson(location),
		needs: receiver.needs.map(needJson)
	};
	if (receiver.from === "policy") {
		const { scope, hashes } = receiver.route;
		return {
			...known,
			scope: Object.fromEntries(limitsOf(scope)),
			hashes
		};
	}
	const { owner, format, receiver: kind, action, through, plans, types, admitted, blocked, mapping } = receiver.route;
	return {
		...known,
		owner,
		format,
		receiver: kind,
		action,
		through,
		plans,
		types,
		admitted,
		blocked,
		mapping: mappingJson(mapping)
	};
}
function needJson({ what, id, text, source, checked }) {
	return {
		what,
		id,
		text,
		source,
		checked
	};
}
function mappingJson(mapping) {
	return mapping === null || mapping === "unknown" ? mapping : fieldsJson(mapping);
}
function fieldsJson(fields) {
	return Object.fromEntries([...fields].map(([name, field]) => [name, fieldJson(field)]));
}
function fieldJson(field) {
	switch (field.kind) {
		case "paths": return { paths: field.paths.map(printPath) };
		case "list": return {
			list: printPath(field.path),
			each: fieldsJson(field.each)
		};
		case "object": return { fields: fieldsJson(field.fields) };
		case "literal": return { value: field.value };
		case "unknown": return { unknown: true };
	}
}
// docs/report.schema.json
var report_schema_default = {
	$schema: "https://json-schema.org/draft/2020-12/schema",
	$id: "urn:schema-gate:report:1",
	title: "Schema Gate report",
	description: "One run of Schema Gate, complete.",
	type: "object",
	required: [
		"reportVersion",
		"tool",
		"result",
		"exitCode",
		"verdict",
		"base",
		"head",
		"reason",
		"date",
		"environment",
		"contentModel",
		"failOn",
		"policy",
		"counts",
		"versionBump",
		"events",
		"findings",
		"debt",
		"waived",
		"files",
		"failures",
		"notes"
	],
	additionalProperties: false,
	properties: {
		"reportVersion": {
			"description": "Version of this shape; changes only with a major version of the tool.",
			"const": 1
		},
		"tool": {
			"description": "What wrote the report.",
			"type": "object",
			"required": ["name", "version"],
			"additionalProperties": false,
			"properties": {
				"name": { "const": "schema-gate" },
				"version": {
					"description": "Version of the tool.",
					"type": "string"
				}
			}
		},
		"result": {
			"description": "passed; blocked by findings; misconfigured: the call or the configuration is wrong; not-evaluated: the run could not be judged, which is never a pass.",
			"enum": [
				"passed",
				"blocked",
				"misconfigured",
				"not-evaluated"
			]
		},
		"exitCode": {
			"description": "0 passed, 1 blocked, 2 misconfigured, 3 not evaluated.",
			"enum": [
				0,
				1,
				2,
				3
			]
		},
		"verdict": {
			"description": "The result in one line, with its numbers. Says \"not proved\" where a question stayed undecided.",
			"type": "string"
		},
		"base": {
			"description": "The older revision.",
			"type": "object",
			"required": ["label", "commit"],
			"additionalProperties": false,
			"properties": {
				"label": {
					"description": "As a person calls it: a branch with its commit, a folder, the work tree.",
					"type": "string"
				},
				"commit": {
					"description": "Git's commit id; null for a work tree, a folder, or nothing (before the root commit).",
					"type": ["string", "null"]
				}
			}
		},
		"head": {
			"description": "The newer revision.",
			"type": "object",
			"required": ["label", "commit"],
			"additionalProperties": false,
			"properties": {
				"label": {
					"description": "As a person calls it: a branch with its commit, a folder, the work tree.",
					"type": "string"
				},
				"commit": {
					"description": "Git's commit id; null for a work tree, a folder, or nothing (before the root commit).",
					"type": ["string", "null"]
				}
			}
		},
		"reason": {
			"description": "How the base was chosen.",
			"type": "string"
		},
		"date": {
			"description": "The evaluation date in UTC.",
			"type": "string",
			"pattern": "^\\d{4}-\\d{2}-\\d{2}$"
		},
		"environment": {
			"description": "The environment whose overrides apply; null if none.",
			"type": ["string", "null"]
		},
		"contentModel": {
			"description": "How openness was read.",
			"enum": ["planned", "strict"]
		},
		"failOn": {
			"description": "From which severity on findings block.",
			"enum": [
				"error",
				"warning",
				"never"
			]
		},
		"policy": {
			"description": "Where the policy came from.",
			"type": "string"
		},
		"counts": {
			"description": "How many findings of each severity, and how many questions stayed undecided.",
			"type": "object",
			"required": [
				"errors",
				"warnings",
				"notices",
				"undecided"
			],
			"additionalProperties": false,
			"properties": {
				"errors": {
					"description": "Errors.",
					"type": "integer",
					"minimum": 0
				},
				"warnings": {
					"description": "Warnings.",
					"type": "integer",
					"minimum": 0
				},
				"notices": {
					"description": "Notices.",
					"type": "integer",
					"minimum": 0
				},
				"undecided": {
					"description": "Questions that could not be decided.",
					"type": "integer",
					"minimum": 0
				}
			}
		},
		"versionBump": {
			"description": "What the change means for the plan's version; major is an error that breaks who sends or who reads.",
			"enum": [
				"major",
				"minor",
				"patch",
				"none"
			]
		},
		"events": {
			"description": "How many events there are.",
			"type": "object",
			"required": [
				"base",
				"head",
				"compared",
				"changed"
			],
			"additionalProperties": false,
			"properties": {
				"base": {
					"description": "In base.",
					"type": "integer",
					"minimum": 0
				},
				"head": {
					"description": "In head.",
					"type": "integer",
					"minimum": 0
				},
				"compared": {
					"description": "In both.",
					"type": "integer",
					"minimum": 0
				},
				"changed": {
					"description": "Those of them that changed.",
					"type": "integer",
					"minimum": 0
				}
			}
		},
		"findings": {
			"description": "What was found: what blocks first, then by severity, file, line, rule and fingerprint.",
			"type": "array",
			"items": { "$ref": "#/$defs/finding" }
		},
		"debt": {
			"description": "What was there before this change, in the plans that it made the run read; it blocks nobody.",
			"type": "array",
			"items": { "$ref": "#/$defs/finding" }
		},
		"waived": {
			"description": "Findings of this change that a waiver lets pass.",
			"type": "array",
			"items": { "$ref": "#/$defs/finding" }
		},
		"files": {
			"description": "What was read.",
			"type": "object",
			"required": [
				"loaded",
				"unchanged",
				"left"
			],
			"additionalProperties": false,
			"properties": {
				"loaded": {
					"description": "Files read.",
					"type": "integer",
					"minimum": 0
				},
				"unchanged": {
					"description": "Files that are the same on both sides and did not have to be read.",
					"type": "integer",
					"minimum": 0
				},
				"left": {
					"description": "Files that were left out, could not be read, or were checked in part.",
					"type": "array",
					"items": { "$ref": "#/$defs/file" }
				}
			}
		},
		"failures": {
			"description": "Why the run could not be judged; empty where it was.",
			"type": "array",
			"items": { "$ref": "#/$defs/failure" }
		},
		"notes": {
			"description": "What else is worth saying about the run.",
			"type": "array",
			"items": { "type": "string" }
		}
	},
	$defs: {
		"severity": {
			"description": "How much a finding weighs.",
			"enum": [
				"error",
				"warning",
				"notice"
			]
		},
		"location": {
			"description": "A range in a file. Lines and columns count from 1, columns in UTF-16 units; the end is exclusive.",
			"type": "object",
			"required": [
				"file",
				"line",
				"column",
				"endLine",
				"endColumn"
			],
			"additionalProperties": false,
			"properties": {
				"file": {
					"description": "Path from the repository's root.",
					"type": "string"
				},
				"line": {
					"description": "First line.",
					"type": "integer",
					"minimum": 1
				},
				"column": {
					"description": "First column.",
					"type": "integer",
					"minimum": 1
				},
				"endLine": {
					"description": "Last line.",
					"type": "integer",
					"minimum": 1
				},
				"endColumn": {
					"description": "Column after the last.",
					"type": "integer",
					"minimum": 1
				}
			}
		},
		"event": {
			"description": "An event that a finding reaches.",
			"type": "object",
			"required": [
				"key",
				"type",
				"name",
				"plan"
			],
			"additionalProperties": false,
			"properties": {
				"key": {
					"description": "Its stable identity.",
					"type": "string"
				},
				"type": {
					"description": "track, identify, group, page, screen and the like.",
					"type": "string"
				},
				"name": {
					"description": "Its wire name, or what best names it.",
					"type": "string"
				},
				"plan": {
					"description": "The tracking plan, vendor or namespace; empty if none.",
					"type": "string"
				}
			}
		},
		"audience": {
			"description": "Someone a finding hurts.",
			"type": "object",
			"required": ["audience", "severity"],
			"additionalProperties": false,
			"properties": {
				"audience": {
					"description": "producers: what was valid is now rejected. consumers: something new may arrive.",
					"enum": ["producers", "consumers"]
				},
				"severity": { "$ref": "#/$defs/severity" },
				"counterexample": { "description": "An event that one side accepts and the other rejects, confirmed. Present exactly where inclusion was refuted; may be null." },
				"by": {
					"description": "Who does not accept the counterexample, where that is not the other revision: a receiver, as a person calls it.",
					"type": "string"
				}
			}
		},
		"finding": {
			"description": "One cause, one finding.",
			"type": "object",
			"required": [
				"fingerprint",
				"rule",
				"severity",
				"audiences",
				"events",
				"path",
				"message",
				"suggestion",
				"locations"
			],
			"additionalProperties": false,
			"properties": {
				"fingerprint": {
					"description": "Stays the same as long as the meaning does, wherever the lines move.",
					"type": "string",
					"pattern": "^[0-9a-f]{12}$"
				},
				"rule": {
					"description": "The rule's id.",
					"type": "string",
					"pattern": "^[a-z0-9-]+/[a-z0-9-]+$"
				},
				"severity": { "$ref": "#/$defs/severity" },
				"audiences": {
					"description": "Who is hurt; empty where nobody is yet.",
					"type": "array",
					"items": { "$ref": "#/$defs/audience" }
				},
				"events": {
					"description": "The events it reaches, in key order.",
					"type": "array",
					"items": { "$ref": "#/$defs/event" }
				},
				"path": {
					"description": "Where in the message, e.g. properties.lines[].sku; empty for the whole event.",
					"type": "string"
				},
				"message": {
					"description": "What breaks, for whom.",
					"type": "string"
				},
				"suggestion": {
					"description": "What to do.",
					"type": "string"
				},
				"locations": {
					"description": "The line that causes it, in head (where it is annotated) and in base.",
					"type": "object",
					"required": [],
					"additionalProperties": false,
					"properties": {
						"head": { "$ref": "#/$defs/location" },
						"base": { "$ref": "#/$defs/location" }
					}
				},
				"before": { "description": "What it was, where the cause is one value." },
				"after": { "description": "What it is now." },
				"waiver": { "$ref": "#/$defs/waiver" },
				"example": { "description": "An event valid in base that shows what is meant. Proves nothing about inclusion." },
				"source": {
					"description": "Where the fact is written by which it is judged, and the day on which that was looked up.",
					"type": "object",
					"required": ["source", "checked"],
					"additionalProperties": false,
					"properties": {
						"source": { "type": "string" },
						"checked": { "type": "string" }
					}
				}
			}
		},
		"file": {
			"description": "What became of a file that may hold schemas.",
			"type": "object",
			"required": [
				"path",
				"status",
				"format"
			],
			"additionalProperties": false,
			"properties": {
				"path": {
					"description": "Path from the repository's root.",
					"type": "string"
				},
				"status": {
					"description": "What became of it.",
					"enum": [
						"loaded",
						"unchanged",
						"ignored",
						"unreadable"
					]
				},
				"format": {
					"description": "The format that reads it; null where none does.",
					"type": ["string", "null"]
				},
				"reason": {
					"description": "Why it was left out, or what in it was not checked.",
					"type": "string"
				}
			}
		},
		"failure": {
			"description": "Why a run could not be judged.",
			"type": "object",
			"required": [
				"kind",
				"message",
				"hint"
			],
			"additionalProperties": false,
			"properties": {
				"kind": {
					"description": "configuration: the call is wrong (2). evaluation: it could not be done (3).",
					"enum": ["configuration", "evaluation"]
				},
				"message": {
					"description": "What is wrong.",
					"type": "string"
				},
				"hint": {
					"description": "What to do.",
					"type": "string"
				},
				"location": {
					"description": "Where it stands.",
					"type": "object",
					"required": [
						"file",
						"line",
						"column"
					],
					"additionalProperties": false,
					"properties": {
						"file": {
							"description": "Path from the repository's root.",
							"type": "string"
						},
						"line": {
							"description": "Line.",
							"type": "integer",
							"minimum": 1
						},
						"column": {
							"description": "Column.",
							"type": "integer",
							"minimum": 1
						}
					}
				}
			}
		},
		"waiver": {
			"description": "A waiver that is for the finding: granted where it lets it pass, requested where it does not count yet.",
			"type": "object",
			"required": [
				"status",
				"reason",
				"owner",
				"expires"
			],
			"additionalProperties": false,
			"properties": {
				"status": {
					"description": "Whether it counts.",
					"enum": ["granted", "requested"]
				},
				"reason": {
					"description": "Why the finding may pass.",
					"type": "string"
				},
				"owner": {
					"description": "Who answers for it.",
					"type": "string"
				},
				"ticket": {
					"description": "Address of the ticket.",
					"type": "string"
				},
				"expires": {
					"description": "The last day on which it counts.",
					"type": "string",
					"pattern": "^\\d{4}-\\d{2}-\\d{2}$"
				}
			}
		}
	}
};
// src/cli/report-file.ts
var import__2020 = require__2020();
function readReport(path) {
	const parsed = parseJson(textOf$1(path));
	const hint = "Give a file written by: schema-gate check --format json --output report.json";
	if (!parsed.ok) throw new CallError(`${path} is not JSON: ${parsed.problem}`, hint);
	const value = parsed.value;
	const validate = new import__2020.Ajv2020({
		ownProperties: true,
		strictTypes: false,
		validateFormats: false
	}).compile(report_schema_default);
	if (validate(value)) return value;
	const [error] = validate.errors ?? [];
	throw new CallError(`${path} is no report of this version: ${error?.instancePath ?? ""} ${error?.message ?? "is not valid"}.`, hint);
}
function textOf$1(path) {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		throw unreadableFile(path, error);
	}
}
// docs/rule-examples.json
var rule_examples_default = {
	"compat/constraint-changed": [{
		"scenario": "limit-tightened",
		"format": "rudderstack",
		"shows": "A length becomes tighter: producers break.",
		"diff": "# properties.yaml\n@@ -20,3 +20,3 @@\n       config:\n         min_length: 3\n-        max_length: 40\n+        max_length: 20"
	}, {
		"scenario": "draft-04-exclusive",
		"format": "json-schema",
		"shows": "In draft 4 the bound itself is excluded by a flag: the flag is the cause.",
		"diff": "# events/ping.yaml\n@@ -7,3 +7,3 @@\n     type: integer\n     minimum: 0\n-    exclusiveMinimum: false\n+    exclusiveMinimum: true"
	}],
	"compat/description-changed": [{
		"scenario": "description-changed",
		"format": "rudderstack",
		"shows": "Another description: a notice and never a break.",
		"diff": "# events.yaml\n@@ -7,3 +7,3 @@\n       name: Order Placed\n       event_type: track\n-      description: Customer placed an order\n+      description: Customer paid an order"
	}, {
		"scenario": "json-schema-description",
		"format": "json-schema",
		"shows": "A description that changed: a notice.",
		"diff": "# schemas/order_placed.json\n@@ -3,5 +3,5 @@\n   \"$id\": \"https://schemas.example.test/order-placed\",\n   \"title\": \"Order Placed\",\n-  \"description\": \"A customer placed an order.\",\n+  \"description\": \"A customer paid an order.\",\n   \"type\": \"object\",\n   \"properties\": {"
	}],
	"compat/enum-dropped": [{
		"scenario": "enum-dropped",
		"format": "rudderstack",
		"shows": "A list of values is dropped: consumers are warned, on the property that had it.",
		"diff": "# properties.yaml\n@@ -13,6 +13,4 @@\n       name: currency\n       type: string\n-      config:\n-        enum: [EUR, USD, GBP]\n     - id: coupon\n       name: coupon"
	}, {
		"scenario": "json-schema-enum-dropped",
		"format": "json-schema",
		"shows": "An enum is gone: readers that list its values may meet others.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"method\": {\"type\": \"string\", \"enum\": [\"card\", \"wallet\"]}\n+    \"method\": {\"type\": \"string\"}\n   }\n }"
	}],
	"compat/enum-introduced": [{
		"scenario": "enum-introduced",
		"format": "rudderstack",
		"shows": "A free text gets a list of values: producers break.",
		"diff": "# properties.yaml\n@@ -18,2 +18,4 @@\n       name: coupon\n       type: string\n+      config:\n+        enum: [WELCOME, SUMMER]"
	}, {
		"scenario": "json-schema-enum-introduced",
		"format": "json-schema",
		"shows": "A free text gets an enum: what else was sent is rejected.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"method\": {\"type\": \"string\"}\n+    \"method\": {\"type\": \"string\", \"enum\": [\"card\", \"wallet\"]}\n   }\n }"
	}],
	"compat/enum-value-added": [{
		"scenario": "enum-value-added",
		"format": "rudderstack",
		"shows": "One value comes: consumers are warned, on the value itself.",
		"diff": "# properties.yaml\n@@ -14,5 +14,5 @@\n       type: string\n       config:\n-        enum: [EUR, USD, GBP]\n+        enum: [EUR, USD, GBP, JPY]\n     - id: coupon\n       name: coupon"
	}, {
		"scenario": "json-schema-enum-value-added",
		"format": "json-schema",
		"shows": "A value more: readers that list the values do not know it.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"method\": {\"type\": \"string\", \"enum\": [\"card\", \"wallet\"]}\n+    \"method\": {\"type\": \"string\", \"enum\": [\"card\", \"wallet\", \"invoice\"]}\n   }\n }"
	}],
	"compat/enum-value-removed": [{
		"scenario": "enum-value-removed",
		"format": "rudderstack",
		"shows": "One value goes: producers break, and the old place is the value itself.",
		"diff": "# properties.yaml\n@@ -14,5 +14,5 @@\n       type: string\n       config:\n-        enum: [EUR, USD, GBP]\n+        enum: [EUR, USD]\n     - id: coupon\n       name: coupon"
	}, {
		"scenario": "json-schema-enum-value-removed",
		"format": "json-schema",
		"shows": "A value less: apps that send it are rejected.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"method\": {\"type\": \"string\", \"enum\": [\"card\", \"wallet\", \"invoice\"]}\n+    \"method\": {\"type\": \"string\", \"enum\": [\"card\", \"wallet\"]}\n   }\n }"
	}],
	"compat/event-added": [{
		"scenario": "event-added",
		"format": "rudderstack",
		"shows": "An event more: a notice.",
		"diff": "# events.yaml\n@@ -8,2 +8,5 @@\n       event_type: track\n       description: Customer placed an order\n+    - id: order_refunded\n+      name: Order Refunded\n+      event_type: track\n# plan.yaml\n@@ -19,2 +19,9 @@\n         - property: \"#property:coupon\"\n           required: false\n+    - type: event_rule\n+      id: order_refunded_rule\n+      event: \"#event:order_refunded\"\n+      additional_properties: false\n+      properties:\n+        - property: \"#property:order_id\"\n+          required: true"
	}, {
		"scenario": "json-schema-unreadable-base",
		"format": "json-schema",
		"shows": "A file that could not be read before: what it holds now counts as new.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"total\": {\"type\": \"number\"}\n+    \"total\": {\"type\": \"number\"},\n     \"currency\": {\"type\": \"string\"}\n   }"
	}],
	"compat/event-removed": [{
		"scenario": "event-removed",
		"format": "rudderstack",
		"shows": "An event goes: consumers break; shown at the list that held it.",
		"diff": "# events.yaml\n@@ -8,5 +8,2 @@\n       event_type: track\n       description: Customer placed an order\n-    - id: order_refunded\n-      name: Order Refunded\n-      event_type: track\n# plan.yaml\n@@ -19,9 +19,2 @@\n         - property: \"#property:coupon\"\n           required: false\n-    - type: event_rule\n-      id: order_refunded_rule\n-      event: \"#event:order_refunded\"\n-      additional_properties: false\n-      properties:\n-        - property: \"#property:order_id\"\n-          required: true"
	}, {
		"scenario": "sunset-event",
		"format": "json-schema",
		"shows": "An event that the policy marked to go is gone after its day.",
		"policy": "version: 1\ndeprecations:\n  - {events: [\"Order Paid\"], sunset: 2025-11-30}",
		"diff": "# schemas/old.json\n@@ -1,9 +0,0 @@\n-{\n-  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n-  \"$id\": \"https://schemas.example.test/order-paid\",\n-  \"title\": \"Order Paid\",\n-  \"type\": \"object\",\n-  \"properties\": {\n-    \"order\": {\"type\": \"string\"}\n-  }\n-}"
	}],
	"compat/event-renamed": [{
		"scenario": "event-renamed",
		"format": "rudderstack",
		"shows": "An event gets another wire name: consumers break, on the name.",
		"diff": "# events.yaml\n@@ -5,5 +5,5 @@\n   events:\n     - id: order_placed\n-      name: Order Placed\n+      name: Order Completed\n       event_type: track\n       description: Customer placed an order"
	}],
	"compat/object-closed": [{
		"scenario": "object-closed",
		"format": "rudderstack",
		"shows": "An open plan is closed: a warning for producers.",
		"diff": "# plan.yaml\n@@ -9,5 +9,5 @@\n       id: order_placed_rule\n       event: \"#event:order_placed\"\n-      additional_properties: true\n+      additional_properties: false\n       properties:\n         - property: \"#property:order_id\""
	}, {
		"scenario": "json-schema-object-closed",
		"format": "json-schema",
		"shows": "An object is closed: what was not planned and tolerated is dropped.",
		"diff": "# schemas/order_placed.json\n@@ -3,4 +3,5 @@\n   \"$id\": \"https://schemas.example.test/order-placed\",\n   \"title\": \"Order Placed\",\n+  \"additionalProperties\": false,\n   \"type\": \"object\",\n   \"properties\": {"
	}],
	"compat/object-opened": [{
		"scenario": "object-opened",
		"format": "rudderstack",
		"shows": "A closed plan is opened: a notice.",
		"diff": "# plan.yaml\n@@ -9,5 +9,5 @@\n       id: order_placed_rule\n       event: \"#event:order_placed\"\n-      additional_properties: false\n+      additional_properties: true\n       properties:\n         - property: \"#property:order_id\""
	}, {
		"scenario": "pii-widened",
		"format": "json-schema",
		"shows": "Personal data whose bounds go: a digest always, other bounds where the plan classifies it; objects of a person that open.",
		"diff": "# schemas/signed_up.json\n@@ -5,10 +5,10 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"email\": {\"type\": \"string\", \"pattern\": \"^[a-f0-9]{64}$\", \"x-pii\": \"user.contact.email\"},\n-    \"address\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\"street\": {\"type\": \"string\", \"x-pii\": \"user.contact.address\"}}},\n-    \"phone_number\": {\"type\": \"string\", \"pattern\": \"^[+][0-9]+$\"},\n-    \"user_email\": {\"type\": \"string\", \"pattern\": \"^[a-f0-9]{64}$\"},\n-    \"customer\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\"id\": {\"type\": \"string\"}}},\n-    \"message\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\"recipient_email\": {\"type\": \"string\"}}}\n+    \"email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"},\n+    \"address\": {\"type\": \"object\", \"properties\": {\"street\": {\"type\": \"string\", \"x-pii\": \"user.contact.address\"}}},\n+    \"phone_number\": {\"type\": \"string\"},\n+    \"user_email\": {\"type\": \"string\"},\n+    \"customer\": {\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"}}},\n+    \"message\": {\"type\": \"object\", \"properties\": {\"recipient_email\": {\"type\": \"string\"}}}\n   }\n }"
	}],
	"compat/object-shaped": [{
		"scenario": "object-shaped",
		"format": "rudderstack",
		"shows": "A free-form object gets its first shape: a warning for producers.",
		"diff": "# plan.yaml\n@@ -20,2 +20,4 @@\n           required: false\n         - property: \"#property:ship_to\"\n+          properties:\n+            - property: \"#property:region\""
	}, {
		"scenario": "json-schema-object-shaped",
		"format": "json-schema",
		"shows": "A free-form object gets its first shape.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"cart\": {\"type\": \"object\"}\n+    \"cart\": {\"type\": \"object\", \"properties\": {\"size\": {\"type\": \"integer\"}}}\n   }\n }"
	}],
	"compat/property-added": [{
		"scenario": "property-added",
		"format": "rudderstack",
		"shows": "An optional property more: a notice, even in a closed plan.",
		"diff": "# plan.yaml\n@@ -17,2 +17,4 @@\n         - property: \"#property:currency\"\n           required: true\n+        - property: \"#property:coupon\"\n+          required: false"
	}, {
		"scenario": "version-in-place",
		"format": "json-schema",
		"shows": "A file that goes from version to version and did not raise it.",
		"diff": "# schemas/order.yaml\n@@ -9,2 +9,4 @@\n   total:\n     type: number\n+  coupon:\n+    type: string"
	}],
	"compat/property-removed": [{
		"scenario": "property-removed-optional",
		"format": "rudderstack",
		"shows": "An optional property goes from a closed plan: producers break, consumers are warned.",
		"diff": "# plan.yaml\n@@ -17,4 +17,2 @@\n         - property: \"#property:currency\"\n           required: true\n-        - property: \"#property:coupon\"\n-          required: false"
	}, {
		"scenario": "sunset-to-come",
		"format": "json-schema",
		"shows": "Before its day a deprecated property, or one without a day, is a break, and the suggestion says when it will be none.",
		"diff": "# schemas/order_placed.json\n@@ -5,7 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"order\": {\"type\": \"string\"},\n-    \"coupon\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-12-31\"},\n-    \"gift\": {\"type\": \"string\", \"deprecated\": true}\n+    \"order\": {\"type\": \"string\"}\n   }\n }"
	}],
	"compat/property-renamed": [{
		"scenario": "property-renamed",
		"format": "rudderstack",
		"shows": "The same definition gets another wire name: one finding, on the name.",
		"diff": "# properties.yaml\n@@ -8,5 +8,5 @@\n       type: string\n     - id: total\n-      name: total\n+      name: amount\n       type: number\n     - id: currency"
	}, {
		"scenario": "json-schema-property-renamed",
		"format": "json-schema",
		"shows": "A property has another name and the same shape: readers of the old one get nothing.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"order_total\": {\"type\": \"number\", \"minimum\": 0, \"maximum\": 100000}\n+    \"total_order\": {\"type\": \"number\", \"minimum\": 0, \"maximum\": 100000}\n   }\n }"
	}],
	"compat/required-added": [{
		"scenario": "custom-type-required-added",
		"format": "rudderstack",
		"shows": "A property of a custom type becomes required: told on the line of the type.",
		"diff": "# custom-types.yaml\n@@ -12,3 +12,3 @@\n           required: true\n         - property: \"#property:quantity\"\n-          required: false\n+          required: true"
	}, {
		"scenario": "json-schema-shared-file",
		"format": "json-schema",
		"shows": "A file that others refer to by path requires one property more: told in that file, for the event that reaches it.",
		"diff": "# schemas/money.json\n@@ -5,4 +5,4 @@\n     \"currency\": { \"type\": \"string\", \"enum\": [\"EUR\", \"USD\"] }\n   },\n-  \"required\": [\"amount\"]\n+  \"required\": [\"amount\", \"currency\"]\n }"
	}],
	"compat/required-removed": [{
		"scenario": "required-variant-loosened",
		"format": "rudderstack",
		"shows": "A case makes optional what all cases required: told once, as the break.",
		"diff": "# plan.yaml\n@@ -41,3 +41,3 @@\n               properties:\n                 - property: \"#property:reason\"\n-                  required: true\n+                  required: false"
	}, {
		"scenario": "json-schema-required-removed",
		"format": "json-schema",
		"shows": "A property is no longer required: readers that count on it may miss it.",
		"diff": "# schemas/order_placed.json\n@@ -4,5 +4,5 @@\n   \"title\": \"Order Placed\",\n   \"type\": \"object\",\n-  \"required\": [\"order\", \"total\"],\n+  \"required\": [\"order\"],\n   \"properties\": {\n     \"order\": {\"type\": \"string\"},"
	}],
	"compat/section-moved": [{
		"scenario": "section-moved",
		"format": "rudderstack",
		"shows": "The data of an event moves to another section: a rule of its own, since validation does not notice.",
		"diff": "# plan.yaml\n@@ -22,5 +22,5 @@\n       id: identify_rule\n       event: \"#event:identify\"\n-      identity_section: traits\n+      identity_section: context.traits\n       additional_properties: false\n       properties:"
	}],
	"compat/type-changed": [{
		"scenario": "variant-property-retyped",
		"format": "rudderstack",
		"shows": "A property that only a case names is retyped: both audiences break, on its definition.",
		"diff": "# properties.yaml\n@@ -20,3 +20,3 @@\n     - id: voucher\n       name: voucher\n-      type: string\n+      type: integer"
	}, {
		"scenario": "json-schema-type-changed",
		"format": "json-schema",
		"shows": "A number becomes a text: apps that send numbers are rejected, and columns do not fit.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"total\": {\"type\": \"number\"}\n+    \"total\": {\"type\": \"string\"}\n   }\n }"
	}],
	"compat/undecided": [{
		"scenario": "rudderstack-undecided",
		"format": "rudderstack",
		"shows": "A back-reference comes into a pattern of a property: what cannot be proved any more is an error.",
		"diff": "# properties.yaml\n@@ -4,3 +4,3 @@\n spec:\n   properties:\n-    - {id: order_id, name: order_id, type: string, config: {pattern: '^[a-z]+-'}}\n+    - {id: order_id, name: order_id, type: string, config: {pattern: '^([a-z]+)-\\1$'}}"
	}, {
		"scenario": "undecided-introduced",
		"format": "json-schema",
		"shows": "A back-reference comes into a pattern: what cannot be proved any more is an error.",
		"diff": "# events/page-view.yaml\n@@ -6,5 +6,5 @@\n   url:\n     type: string\n-    pattern: ^https://\n+    pattern: ^https://([a-z]+)\\.\\1/\n   tag:\n     type: string"
	}],
	"compat/variant-changed": [{
		"scenario": "variant-match-widened",
		"format": "rudderstack",
		"shows": "A case applies to more values: producers break.",
		"diff": "# plan.yaml\n@@ -24,5 +24,5 @@\n           cases:\n             - display_name: Euro\n-              match: [EUR]\n+              match: [EUR, USD]\n               properties:\n                 - property: \"#property:coupon\""
	}, {
		"scenario": "new-variant",
		"format": "json-schema",
		"shows": "An alternative is added to anyOf: a warning for consumers.",
		"diff": "# events/payment.yaml\n@@ -10,2 +10,4 @@\n       - type: string\n         pattern: ^GC-\n+      - type: string\n+        pattern: ^INV-"
	}],
	"destination/coerces": [{
		"scenario": "rudderstack-destination-coerces",
		"format": "rudderstack",
		"shows": "Null arrives at a destination as 0.",
		"policy": "version: 1\ndestinations:\n  ads: {contract: contracts/ads.yaml}\n\n# contracts/ads.yaml\nreceiver: {id: ads, title: Ads, owner: growth}\nrequirements:\n  purchase:\n    events: {names: [Order Placed]}\n    mapping:\n      value: [properties.revenue, properties.order_total]\n      currency: properties.currency\n      items: {list: properties.products, each: {sku: product_id}}\n    requires:\n      type: object\n      required: [value, currency]\n      properties:\n        value: {type: number}\n        currency: {type: string, pattern: \"^[A-Z]{3}$\"}\n        items: {type: array, items: {type: object, required: [sku], properties: {sku: {type: string}}}}\n    coerces: true\n    source: https://ads.example.test/docs/purchase\n    checked: 2026-11-26",
		"diff": "# properties.yaml\n@@ -4,4 +4,4 @@\n spec:\n   properties:\n-    - {id: order_total, name: order_total, type: number}\n+    - {id: order_total, name: order_total, types: [number, \"null\"]}\n     - {id: currency, name: currency, type: string, config: {pattern: \"^[A-Z]{3}$\"}}"
	}, {
		"scenario": "json-schema-destination-coerces",
		"format": "json-schema",
		"shows": "Null arrives at a destination as 0.",
		"policy": "version: 1\ndestinations:\n  ads: {contract: contracts/ads.yaml}\n\n# contracts/ads.yaml\nreceiver: {id: ads, title: Ads, owner: growth}\nrequirements:\n  purchase:\n    events: {names: [Order Placed]}\n    mapping:\n      value: [properties.revenue, properties.order_total]\n      currency: properties.currency\n      items: {list: properties.products, each: {sku: product_id}}\n    requires:\n      type: object\n      required: [value, currency]\n      properties:\n        value: {type: number}\n        currency: {type: string, pattern: \"^[A-Z]{3}$\"}\n        items: {type: array, items: {type: object, required: [sku], properties: {sku: {type: string}}}}\n    coerces: true\n    source: https://ads.example.test/docs/purchase\n    checked: 2026-11-26",
		"diff": "# schemas/order_placed.json\n@@ -6,5 +6,5 @@\n   \"required\": [\"order_total\", \"currency\"],\n   \"properties\": {\n-    \"order_total\": {\"type\": \"number\"},\n+    \"order_total\": {\"type\": [\"number\", \"null\"]},\n     \"currency\": {\"type\": \"string\", \"pattern\": \"^[A-Z]{3}$\"},\n     \"products\": {"
	}],
	"destination/limit": [{
		"scenario": "rudderstack-destination-limit",
		"format": "rudderstack",
		"shows": "A destination gets more properties than it takes, and a list.",
		"policy": "version: 1\ndestinations:\n  ads: {contract: contracts/ads.yaml}\n\n# contracts/ads.yaml\nreceiver: {id: ads, title: Ads}\nlimits:\n  properties: {max-properties: 3, effect: dropped, source: https://ads.example.test/docs/limits, checked: 2026-11-26}\n  flat: {max-depth: 1, no-kinds: [array], except: [products], effect: rejected, source: https://ads.example.test/docs/limits, checked: 2026-11-26}\n  texts: {max-text: 100, effect: truncated, source: https://ads.example.test/docs/limits, checked: 2026-11-26}",
		"diff": "# plan.yaml\n@@ -11,2 +11,5 @@\n       properties:\n         - {property: \"#property:order_total\", required: true}\n+        - {property: \"#property:coupon\", required: false}\n+        - {property: \"#property:channel\", required: false}\n+        - {property: \"#property:labels\", required: false}\n# properties.yaml\n@@ -5,2 +5,5 @@\n   properties:\n     - {id: order_total, name: order_total, type: number}\n+    - {id: coupon, name: coupon, type: string}\n+    - {id: channel, name: channel, type: string}\n+    - {id: labels, name: labels, type: array}"
	}, {
		"scenario": "json-schema-destination-limit",
		"format": "json-schema",
		"shows": "A destination gets more, deeper and longer data than it takes.",
		"policy": "version: 1\ndestinations:\n  ads: {contract: contracts/ads.yaml}\n\n# contracts/ads.yaml\nreceiver: {id: ads, title: Ads}\nlimits:\n  properties: {max-properties: 3, effect: dropped, source: https://ads.example.test/docs/limits, checked: 2026-11-26}\n  flat: {max-depth: 1, no-kinds: [array], except: [products], effect: rejected, source: https://ads.example.test/docs/limits, checked: 2026-11-26}\n  texts: {max-text: 100, effect: truncated, source: https://ads.example.test/docs/limits, checked: 2026-11-26}",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,8 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"order_total\": {\"type\": \"number\"}\n+    \"order_total\": {\"type\": \"number\"},\n+    \"coupon\": {\"type\": \"string\", \"maxLength\": 200},\n+    \"delivery\": {\"type\": \"object\", \"properties\": {\"method\": {\"type\": \"string\"}}},\n+    \"products\": {\"type\": \"array\", \"items\": {\"type\": \"object\", \"properties\": {\"sku\": {\"type\": \"string\"}}}}\n   }\n }"
	}],
	"destination/name": [{
		"scenario": "rudderstack-destination-name",
		"format": "rudderstack",
		"shows": "The new name of an event and that of a new property are not taken by a destination.",
		"policy": "version: 1\ndestinations:\n  ads: {contract: contracts/ads.yaml}\n\n# contracts/ads.yaml\nreceiver: {id: ads, title: Ads}\nnames:\n  event-prefix: {of: event, reserved-prefixes: [ads_], effect: rejected, source: https://ads.example.test/docs/names, checked: 2026-11-26}\n  property-name: {of: property, max-length: 20, pattern: \"^[a-z]\", same-after: lower-case, effect: dropped, source: https://ads.example.test/docs/names, checked: 2026-11-26}",
		"diff": "# events.yaml\n@@ -4,3 +4,3 @@\n spec:\n   events:\n-    - {id: order_placed, name: Order Placed, event_type: track, description: Customer placed an order}\n+    - {id: order_placed, name: ads_order, event_type: track, description: Customer placed an order}\n# plan.yaml\n@@ -11,2 +11,3 @@\n       properties:\n         - {property: \"#property:order_total\", required: true}\n+        - {property: \"#property:coupon\", required: false}\n# properties.yaml\n@@ -5,2 +5,3 @@\n   properties:\n     - {id: order_total, name: order_total, type: number}\n+    - {id: coupon, name: Coupon, type: string}"
	}, {
		"scenario": "json-schema-destination-name",
		"format": "json-schema",
		"shows": "Two names are one to a destination, and one is too long for it.",
		"policy": "version: 1\ndestinations:\n  ads: {contract: contracts/ads.yaml}\n\n# contracts/ads.yaml\nreceiver: {id: ads, title: Ads}\nnames:\n  event-prefix: {of: event, reserved-prefixes: [ads_], effect: rejected, source: https://ads.example.test/docs/names, checked: 2026-11-26}\n  property-name: {of: property, max-length: 20, pattern: \"^[a-z]\", same-after: lower-case, effect: dropped, source: https://ads.example.test/docs/names, checked: 2026-11-26}",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,8 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"order_total\": {\"type\": \"number\"}\n+    \"order_total\": {\"type\": \"number\"},\n+    \"couponCode\": {\"type\": \"string\"},\n+    \"couponcode\": {\"type\": \"string\"},\n+    \"coupon_code_of_the_campaign\": {\"type\": \"string\"}\n   }\n }"
	}],
	"destination/names-changed": [{
		"scenario": "rudderstack-destination-event-renamed",
		"format": "rudderstack",
		"shows": "An event gets another name: each destination is told that still goes by the old one; the one that lists both, and the one that is switched off, are not.",
		"diff": "# events.yaml\n@@ -5,5 +5,5 @@\n   events:\n     - id: order_placed\n-      name: Order Placed\n+      name: Order Completed\n       event_type: track\n       description: Customer placed an order"
	}],
	"destination/rejects": [{
		"scenario": "rudderstack-destination-rejects",
		"format": "rudderstack",
		"shows": "A retyped total and an optional currency are refused by a destination; each stands on its own line.",
		"policy": "version: 1\ndestinations:\n  ads: {contract: contracts/ads.yaml}\n\n# contracts/ads.yaml\nreceiver: {id: ads, title: Ads, owner: growth}\nrequirements:\n  purchase:\n    events: {names: [Order Placed]}\n    mapping:\n      value: [properties.revenue, properties.order_total]\n      currency: properties.currency\n      items: {list: properties.products, each: {sku: product_id}}\n    requires:\n      type: object\n      required: [value, currency]\n      properties:\n        value: {type: number}\n        currency: {type: string, pattern: \"^[A-Z]{3}$\"}\n        items: {type: array, items: {type: object, required: [sku], properties: {sku: {type: string}}}}\n    coerces: true\n    source: https://ads.example.test/docs/purchase\n    checked: 2026-11-26",
		"diff": "# plan.yaml\n@@ -11,3 +11,3 @@\n       properties:\n         - {property: \"#property:order_total\", required: true}\n-        - {property: \"#property:currency\", required: true}\n+        - {property: \"#property:currency\", required: false}\n# properties.yaml\n@@ -4,4 +4,4 @@\n spec:\n   properties:\n-    - {id: order_total, name: order_total, type: number}\n+    - {id: order_total, name: order_total, type: string}\n     - {id: currency, name: currency, type: string, config: {pattern: \"^[A-Z]{3}$\"}}"
	}, {
		"scenario": "json-schema-destination-rejects",
		"format": "json-schema",
		"shows": "None of the two paths of a field is always there, a text may be no currency, and an entry may lack its id.",
		"policy": "version: 1\ndestinations:\n  ads: {contract: contracts/ads.yaml}\n\n# contracts/ads.yaml\nreceiver: {id: ads, title: Ads, owner: growth}\nrequirements:\n  purchase:\n    events: {names: [Order Placed]}\n    mapping:\n      value: [properties.revenue, properties.order_total]\n      currency: properties.currency\n      items: {list: properties.products, each: {sku: product_id}}\n    requires:\n      type: object\n      required: [value, currency]\n      properties:\n        value: {type: number}\n        currency: {type: string, pattern: \"^[A-Z]{3}$\"}\n        items: {type: array, items: {type: object, required: [sku], properties: {sku: {type: string}}}}\n    coerces: true\n    source: https://ads.example.test/docs/purchase\n    checked: 2026-11-26",
		"diff": "# schemas/order_placed.json\n@@ -4,13 +4,12 @@\n   \"title\": \"Order Placed\",\n   \"type\": \"object\",\n-  \"required\": [\"order_total\", \"currency\"],\n+  \"required\": [\"currency\"],\n   \"properties\": {\n     \"order_total\": {\"type\": \"number\"},\n-    \"currency\": {\"type\": \"string\", \"pattern\": \"^[A-Z]{3}$\"},\n+    \"currency\": {\"type\": \"string\"},\n     \"products\": {\n       \"type\": \"array\",\n       \"items\": {\n         \"type\": \"object\",\n-        \"required\": [\"product_id\"],\n         \"properties\": {\"product_id\": {\"type\": \"string\"}, \"price\": {\"type\": \"number\"}}\n       }"
	}],
	"enum/differing-lists": [{
		"scenario": "enum-differing-lists",
		"format": "rudderstack",
		"shows": "A second definition of the same name with another list: a notice on the shorter list.",
		"diff": "# plan.yaml\n@@ -18,2 +18,14 @@\n         - property: \"#property:status\"\n           required: true\n+    - type: event_rule\n+      id: order_paid_rule\n+      event: \"#event:order_paid\"\n+      properties:\n+        - property: \"#property:order_id\"\n+          required: true\n+        - property: \"#property:total\"\n+          required: true\n+        - property: \"#property:currency\"\n+          required: true\n+        - property: \"#property:payment_status\"\n+          required: true\n# properties.yaml\n@@ -20,2 +20,5 @@\n       config:\n         enum: [in_progress, paid, cancelled]\n+    - id: payment_status\n+      name: status\n+      type: \"#custom-type:payment_status\""
	}, {
		"scenario": "json-schema-differing-lists",
		"format": "json-schema",
		"shows": "Two events get other values for one name: a notice on the shorter list.",
		"diff": "# schemas/order_paid.json\n@@ -5,5 +5,6 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"order\": {\"type\": \"string\"}\n+    \"order\": {\"type\": \"string\"},\n+    \"status\": {\"type\": \"string\", \"enum\": [\"open\", \"paid\"]}\n   }\n }\n# schemas/order_placed.json\n@@ -5,5 +5,6 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"order\": {\"type\": \"string\"}\n+    \"order\": {\"type\": \"string\"},\n+    \"status\": {\"type\": \"string\", \"enum\": [\"open\", \"paid\", \"sent\"]}\n   }\n }"
	}],
	"enum/impossible-value": [{
		"scenario": "rudderstack-impossible-value",
		"format": "rudderstack",
		"shows": "A listed value that the definition itself rejects.",
		"diff": "# plan.yaml\n@@ -11,2 +11,3 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+        - {property: \"#property:code\"}\n# properties.yaml\n@@ -5,2 +5,3 @@\n   properties:\n     - {id: order_id, name: order_id, type: string}\n+    - {id: code, name: code, type: string, config: {max_length: 3, enum: [abc, abcd]}}"
	}, {
		"scenario": "enum-impossible-value",
		"format": "json-schema",
		"shows": "Listed values that the keywords beside them reject: a warning on each.",
		"diff": "# schemas/order_placed.json\n@@ -7,5 +7,7 @@\n     \"order_id\": { \"type\": \"string\" },\n     \"total\": { \"type\": \"number\" },\n-    \"status\": { \"type\": \"string\", \"enum\": [\"open\", \"paid\"] }\n+    \"status\": { \"type\": \"string\", \"enum\": [\"open\", \"paid\"] },\n+    \"level\": { \"type\": \"integer\", \"enum\": [1, \"2\"] },\n+    \"code\": { \"type\": \"string\", \"maxLength\": 3, \"enum\": [\"abc\", \"abcd\"] }\n   },\n   \"required\": [\"order_id\"]"
	}],
	"enum/missing": [{
		"scenario": "enum-missing",
		"format": "rudderstack",
		"shows": "A new property that must have a list of values by the policy has none: an error on its definition.",
		"policy": "enums:\n  required:\n    - paths: [status, currency]",
		"diff": "# plan.yaml\n@@ -16,2 +16,4 @@\n         - property: \"#property:currency\"\n           required: true\n+        - property: \"#property:status\"\n+          required: false\n# properties.yaml\n@@ -15,2 +15,5 @@\n       config:\n         enum: [EUR, USD, GBP]\n+    - id: status\n+      name: status\n+      type: string"
	}, {
		"scenario": "json-schema-enum-missing",
		"format": "json-schema",
		"shows": "A new property that must have a list of values by the policy has none.",
		"policy": "enums:\n  required:\n    - paths: [status]",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,6 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"order\": {\"type\": \"string\"}\n+    \"order\": {\"type\": \"string\"},\n+    \"status\": {\"type\": \"string\"}\n   }\n }"
	}],
	"enum/null-missing": [{
		"scenario": "enum-null-missing",
		"format": "rudderstack",
		"shows": "The type now allows null and the list has none: nothing breaks, and null can never be sent.",
		"diff": "# properties.yaml\n@@ -12,5 +12,5 @@\n     - id: currency\n       name: currency\n-      type: string\n+      types: [string, \"null\"]\n       config:\n         enum: [EUR, USD, GBP]"
	}, {
		"scenario": "json-schema-null-missing",
		"format": "json-schema",
		"shows": "The type now allows null and the list has none: null can never be sent.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"currency\": {\"type\": \"string\", \"enum\": [\"EUR\", \"USD\"]}\n+    \"currency\": {\"type\": [\"string\", \"null\"], \"enum\": [\"EUR\", \"USD\"]}\n   }\n }"
	}],
	"enum/outside-list": [{
		"scenario": "enum-outside-list",
		"format": "rudderstack",
		"shows": "A currency in the wrong case is added: the policy names ISO 4217, and the right spelling is said.",
		"policy": "enums:\n  lists:\n    - paths: [currency]\n      values: iso-4217",
		"diff": "# properties.yaml\n@@ -14,3 +14,3 @@\n       type: string\n       config:\n-        enum: [EUR, USD, GBP]\n+        enum: [EUR, USD, GBP, jpy]"
	}, {
		"scenario": "enum-outside-file",
		"format": "json-schema",
		"shows": "A value is added that a list of the team does not have.",
		"policy": "enums:\n  lists:\n    - paths: [status]\n      values: {file: lists/status.txt}\n\n# lists/status.txt\n# What the order service knows.\nopen\npaid",
		"diff": "# schemas/order_placed.json\n@@ -7,5 +7,5 @@\n     \"order_id\": { \"type\": \"string\" },\n     \"total\": { \"type\": \"number\" },\n-    \"status\": { \"type\": \"string\", \"enum\": [\"open\", \"paid\"] }\n+    \"status\": { \"type\": \"string\", \"enum\": [\"open\", \"paid\", \"void\"] }\n   },\n   \"required\": [\"order_id\"]"
	}],
	"enum/pattern-list": [{
		"scenario": "enum-pattern-list",
		"format": "rudderstack",
		"shows": "A pattern that allows three texts only: a notice that says them.",
		"diff": "# plan.yaml\n@@ -16,2 +16,4 @@\n         - property: \"#property:currency\"\n           required: true\n+        - property: \"#property:channel\"\n+          required: false\n# properties.yaml\n@@ -15,2 +15,7 @@\n       config:\n         enum: [EUR, USD, GBP]\n+    - id: channel\n+      name: channel\n+      type: string\n+      config:\n+        pattern: \"^(web|ios|android)$\""
	}, {
		"scenario": "json-schema-pattern-list",
		"format": "json-schema",
		"shows": "A pattern that allows three texts only.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,6 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"order\": {\"type\": \"string\"}\n+    \"order\": {\"type\": \"string\"},\n+    \"channel\": {\"type\": \"string\", \"pattern\": \"^(web|app|store)$\"}\n   }\n }"
	}],
	"enum/similar-values": [{
		"scenario": "enum-similar-values",
		"format": "rudderstack",
		"shows": "Values are added that are listed already in another spelling: a warning for case and separators, a notice for a likely slip.",
		"diff": "# properties.yaml\n@@ -19,3 +19,3 @@\n       type: string\n       config:\n-        enum: [in_progress, paid, cancelled]\n+        enum: [in_progress, paid, cancelled, In Progress, canceled]"
	}, {
		"scenario": "json-schema-similar-values",
		"format": "json-schema",
		"shows": "A value is added that is listed already in another spelling.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"status\": {\"type\": \"string\", \"enum\": [\"in_progress\", \"paid\"]}\n+    \"status\": {\"type\": \"string\", \"enum\": [\"in_progress\", \"paid\", \"In Progress\"]}\n   }\n }"
	}],
	"hygiene/category-missing": [{
		"scenario": "rudderstack-category-missing",
		"format": "rudderstack",
		"shows": "An event without a category.",
		"policy": "version: 1\nrules: {hygiene/category-missing: warning}",
		"diff": "# events.yaml\n@@ -5,2 +5,3 @@\n   events:\n     - {id: order_placed, name: Order Placed, event_type: track, description: Customer placed an order}\n+    - {id: cart, name: Cart Viewed, event_type: track, description: Customer opened the cart}\n# plan.yaml\n@@ -11,2 +11,7 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+    - type: event_rule\n+      id: cart_rule\n+      event: \"#event:cart\"\n+      properties:\n+        - {property: \"#property:order_id\"}"
	}, {
		"scenario": "hygiene-said",
		"format": "json-schema",
		"shows": "An event that says nothing of itself, by a team that asks for it.",
		"policy": "version: 1\nrules: {hygiene/description-missing: warning, hygiene/owner-missing: warning, hygiene/category-missing: notice}",
		"diff": "# schemas/cart.json\n@@ -0,0 +1,9 @@\n+{\n+  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n+  \"$id\": \"https://schemas.example.test/cart\",\n+  \"title\": \"Cart Viewed\",\n+  \"type\": \"object\",\n+  \"properties\": {\n+    \"cart\": {\"type\": \"string\"}\n+  }\n+}"
	}],
	"hygiene/contradiction": [{
		"scenario": "contradiction",
		"format": "json-schema",
		"shows": "Limits that contradict each other: each is told with an event that it rejects.",
		"diff": "# events/page-view.yaml\n@@ -9,2 +9,4 @@\n   tag:\n     type: string\n+required: [url]\n+maxProperties: 0"
	}],
	"hygiene/description-missing": [{
		"scenario": "rudderstack-description-missing",
		"format": "rudderstack",
		"shows": "An event that says nothing of itself.",
		"policy": "version: 1\nrules: {hygiene/description-missing: warning}",
		"diff": "# events.yaml\n@@ -5,2 +5,3 @@\n   events:\n     - {id: order_placed, name: Order Placed, event_type: track, description: Customer placed an order}\n+    - {id: cart, name: Cart Viewed, event_type: track}\n# plan.yaml\n@@ -11,2 +11,7 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+    - type: event_rule\n+      id: cart_rule\n+      event: \"#event:cart\"\n+      properties:\n+        - {property: \"#property:order_id\"}"
	}, {
		"scenario": "hygiene-said",
		"format": "json-schema",
		"shows": "An event that says nothing of itself, by a team that asks for it.",
		"policy": "version: 1\nrules: {hygiene/description-missing: warning, hygiene/owner-missing: warning, hygiene/category-missing: notice}",
		"diff": "# schemas/cart.json\n@@ -0,0 +1,9 @@\n+{\n+  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n+  \"$id\": \"https://schemas.example.test/cart\",\n+  \"title\": \"Cart Viewed\",\n+  \"type\": \"object\",\n+  \"properties\": {\n+    \"cart\": {\"type\": \"string\"}\n+  }\n+}"
	}],
	"hygiene/event-name": [{
		"scenario": "rudderstack-event-name",
		"format": "rudderstack",
		"shows": "An event whose name breaks the convention of the policy.",
		"policy": "version: 1\nnaming: {events: Title Case}",
		"diff": "# events.yaml\n@@ -5,2 +5,3 @@\n   events:\n     - {id: order_placed, name: Order Placed, event_type: track, description: Customer placed an order}\n+    - {id: cart, name: cart_viewed, event_type: track, description: Customer opened the cart}\n# plan.yaml\n@@ -11,2 +11,7 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+    - type: event_rule\n+      id: cart_rule\n+      event: \"#event:cart\"\n+      properties:\n+        - {property: \"#property:order_id\"}"
	}, {
		"scenario": "hygiene-names",
		"format": "json-schema",
		"shows": "Names of events and properties that break the convention of the policy; what was there before is debt.",
		"policy": "version: 1\nnaming: {events: Title Case, properties: snake_case}",
		"diff": "# schemas/cart.json\n@@ -0,0 +1,9 @@\n+{\n+  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n+  \"$id\": \"https://schemas.example.test/cart\",\n+  \"title\": \"cart_viewed\",\n+  \"type\": \"object\",\n+  \"properties\": {\n+    \"cart_id\": {\"type\": \"string\"}\n+  }\n+}\n# schemas/order_placed.json\n@@ -5,5 +5,7 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"orderId\": {\"type\": \"string\"}\n+    \"orderId\": {\"type\": \"string\"},\n+    \"orderTotal\": {\"type\": \"number\"},\n+    \"order_tax\": {\"type\": \"number\"}\n   }\n }"
	}],
	"hygiene/idle-keyword": [{
		"scenario": "hygiene-idle-keyword",
		"format": "json-schema",
		"shows": "What checks something beside a reference is ignored in draft-07, by all rules alike: a notice on the first of such keywords.",
		"diff": "# schemas/order_sent.json\n@@ -7,5 +7,7 @@\n     \"order_id\": { \"type\": \"string\" },\n     \"cart\": {\n-      \"$ref\": \"#/definitions/cart\"\n+      \"$ref\": \"#/definitions/cart\",\n+      \"type\": \"object\",\n+      \"required\": [\"cart_id\", \"coupon\"]\n     }\n   },"
	}],
	"hygiene/impossible-pattern": [{
		"scenario": "rudderstack-impossible-pattern",
		"format": "rudderstack",
		"shows": "A pattern that nothing matches.",
		"diff": "# plan.yaml\n@@ -11,2 +11,3 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+        - {property: \"#property:sku\"}\n# properties.yaml\n@@ -5,2 +5,3 @@\n   properties:\n     - {id: order_id, name: order_id, type: string}\n+    - {id: sku, name: sku, type: string, config: {pattern: \"^[A-Z]{3}$-\"}}"
	}, {
		"scenario": "hygiene-impossible",
		"format": "json-schema",
		"shows": "A pattern that nothing matches, and limits that contradict each other: proved.",
		"diff": "# schemas/cart.json\n@@ -0,0 +1,11 @@\n+{\n+  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n+  \"$id\": \"https://schemas.example.test/cart\",\n+  \"title\": \"Cart Viewed\",\n+  \"minProperties\": 3,\n+  \"additionalProperties\": false,\n+  \"type\": \"object\",\n+  \"properties\": {\n+    \"cart\": {\"type\": \"string\"}\n+  }\n+}\n# schemas/order_placed.json\n@@ -5,5 +5,7 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"order\": {\"type\": \"string\"}\n+    \"order\": {\"type\": \"string\"},\n+    \"sku\": {\"type\": \"string\", \"pattern\": \"^[A-Z]{3}$-\"},\n+    \"total\": {\"type\": \"number\", \"minimum\": 10, \"maximum\": 1}\n   }\n }"
	}],
	"hygiene/owner-missing": [{
		"scenario": "hygiene-said",
		"format": "json-schema",
		"shows": "An event that says nothing of itself, by a team that asks for it.",
		"policy": "version: 1\nrules: {hygiene/description-missing: warning, hygiene/owner-missing: warning, hygiene/category-missing: notice}",
		"diff": "# schemas/cart.json\n@@ -0,0 +1,9 @@\n+{\n+  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n+  \"$id\": \"https://schemas.example.test/cart\",\n+  \"title\": \"Cart Viewed\",\n+  \"type\": \"object\",\n+  \"properties\": {\n+    \"cart\": {\"type\": \"string\"}\n+  }\n+}"
	}],
	"hygiene/property-name": [{
		"scenario": "rudderstack-names",
		"format": "rudderstack",
		"shows": "A property whose name breaks the convention of the policy.",
		"policy": "version: 1\nnaming: {properties: snake_case}",
		"diff": "# plan.yaml\n@@ -11,2 +11,3 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+        - {property: \"#property:order_total\"}\n# properties.yaml\n@@ -5,2 +5,3 @@\n   properties:\n     - {id: order_id, name: order_id, type: string}\n+    - {id: order_total, name: orderTotal, type: number}"
	}, {
		"scenario": "hygiene-names",
		"format": "json-schema",
		"shows": "Names of events and properties that break the convention of the policy; what was there before is debt.",
		"policy": "version: 1\nnaming: {events: Title Case, properties: snake_case}",
		"diff": "# schemas/cart.json\n@@ -0,0 +1,9 @@\n+{\n+  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n+  \"$id\": \"https://schemas.example.test/cart\",\n+  \"title\": \"cart_viewed\",\n+  \"type\": \"object\",\n+  \"properties\": {\n+    \"cart_id\": {\"type\": \"string\"}\n+  }\n+}\n# schemas/order_placed.json\n@@ -5,5 +5,7 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"orderId\": {\"type\": \"string\"}\n+    \"orderId\": {\"type\": \"string\"},\n+    \"orderTotal\": {\"type\": \"number\"},\n+    \"order_tax\": {\"type\": \"number\"}\n   }\n }"
	}],
	"hygiene/unknown-keyword": [{
		"scenario": "hygiene-unknown-keyword",
		"format": "json-schema",
		"shows": "Misspelt keywords check nothing; words of the team are left alone.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,7 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"order\": {\"type\": \"string\"}\n+    \"order\": {\"type\": \"string\"},\n+    \"total\": {\"type\": \"number\", \"maxiumum\": 100},\n+    \"code\": {\"type\": \"string\", \"minlength\": 3, \"note\": \"an own word\", \"example\": \"A\", \"x-max\": 1}\n   }\n }"
	}],
	"hygiene/unused-definition": [{
		"scenario": "rudderstack-unused-definition",
		"format": "rudderstack",
		"shows": "What the change leaves without use is told, not what another plan still uses or what was unused before.",
		"policy": "version: 1\nrules: {hygiene/unused-definition: notice}",
		"diff": "# plan.yaml\n@@ -11,4 +11,2 @@\n       properties:\n         - {property: \"#property:order_id\"}\n-        - {property: \"#property:coupon\"}\n-        - {property: \"#property:voucher\"}\n# types.yaml\n@@ -0,0 +1,6 @@\n+version: rudder/v1\n+kind: custom-types\n+metadata: {name: shop}\n+spec:\n+  types:\n+    - {id: amount, name: Amount, type: number}"
	}],
	"identity/key-changed": [{
		"scenario": "identity-key-removed",
		"format": "rudderstack",
		"shows": "A key is taken out of an event: told as a key, and not a second time as a removed property.",
		"diff": "# plan.yaml\n@@ -11,6 +11,4 @@\n       identity_section: traits\n       properties:\n-        - property: \"#property:user_id\"\n-          required: true\n         - property: \"#property:plan_name\"\n           required: false"
	}, {
		"scenario": "identity-json-schema",
		"format": "json-schema",
		"shows": "In JSON Schema: an id at the top of the message becomes optional, and the shape of a merge key of the policy is loosened.",
		"policy": "identity:\n  merge-keys:\n    - paths: [loyalty.card]",
		"diff": "# schemas/order_placed.json\n@@ -6,6 +6,6 @@\n   \"properties\": {\n     \"userId\": { \"type\": \"string\" },\n-    \"loyalty\": { \"type\": \"object\", \"properties\": { \"card\": { \"type\": \"string\", \"pattern\": \"^L[0-9]{8}$\" } } }\n+    \"loyalty\": { \"type\": \"object\", \"properties\": { \"card\": { \"type\": \"string\", \"pattern\": \"^L[0-9]{6,8}$\" } } }\n   },\n-  \"required\": [\"userId\"]\n+  \"required\": []\n }"
	}],
	"identity/trait-changed": [{
		"scenario": "identity-trait-changed",
		"format": "rudderstack",
		"shows": "A trait that audiences are built on may be null: a warning that says what becomes of the audiences.",
		"policy": "identity:\n  traits:\n    - paths: [plan]",
		"diff": "# properties.yaml\n@@ -20,3 +20,3 @@\n     - id: plan_name\n       name: plan\n-      type: string\n+      types: [string, \"null\"]"
	}, {
		"scenario": "json-schema-trait-changed",
		"format": "json-schema",
		"shows": "A trait that audiences are built on may be null.",
		"policy": "identity:\n  traits:\n    - paths: [plan]",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"plan\": {\"type\": \"string\"}\n+    \"plan\": {\"type\": [\"string\", \"null\"]}\n   }\n }"
	}],
	"lifecycle/deprecated": [{
		"scenario": "sunset-unreadable",
		"format": "json-schema",
		"shows": "A day that the calendar does not have, and one that had passed when it was given.",
		"diff": "# schemas/order_placed.json\n@@ -5,6 +5,6 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"order\": {\"type\": \"string\"},\n-    \"coupon\": {\"type\": \"string\"}\n+    \"order\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-13-45\"},\n+    \"coupon\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2025-12-31\"}\n   }\n }"
	}],
	"lifecycle/sunset-missing": [{
		"scenario": "lifecycle",
		"format": "json-schema",
		"shows": "Marks that come, go and move, and one without a day where the team asks for it.",
		"policy": "version: 1\nrules:\n  lifecycle/sunset-missing: warning",
		"diff": "# schemas/order_placed.json\n@@ -6,10 +6,10 @@\n   \"properties\": {\n     \"order\": {\"type\": \"string\"},\n-    \"coupon\": {\"type\": \"string\"},\n-    \"voucher\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-09-30\"},\n-    \"gift\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-09-30\"},\n-    \"note\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-09-30\"},\n-    \"tip\": {\"type\": \"string\"},\n-    \"label\": {\"type\": \"string\", \"deprecated\": true}\n+    \"coupon\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-12-31\"},\n+    \"voucher\": {\"type\": \"string\"},\n+    \"gift\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-06-30\"},\n+    \"note\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-12-31\"},\n+    \"tip\": {\"type\": \"string\", \"deprecated\": true},\n+    \"label\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2025-06-30\"}\n   }\n }"
	}],
	"lifecycle/sunset-moved": [{
		"scenario": "lifecycle",
		"format": "json-schema",
		"shows": "Marks that come, go and move, and one without a day where the team asks for it.",
		"policy": "version: 1\nrules:\n  lifecycle/sunset-missing: warning",
		"diff": "# schemas/order_placed.json\n@@ -6,10 +6,10 @@\n   \"properties\": {\n     \"order\": {\"type\": \"string\"},\n-    \"coupon\": {\"type\": \"string\"},\n-    \"voucher\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-09-30\"},\n-    \"gift\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-09-30\"},\n-    \"note\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-09-30\"},\n-    \"tip\": {\"type\": \"string\"},\n-    \"label\": {\"type\": \"string\", \"deprecated\": true}\n+    \"coupon\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-12-31\"},\n+    \"voucher\": {\"type\": \"string\"},\n+    \"gift\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-06-30\"},\n+    \"note\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-12-31\"},\n+    \"tip\": {\"type\": \"string\", \"deprecated\": true},\n+    \"label\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2025-06-30\"}\n   }\n }"
	}],
	"lifecycle/sunset-passed": [{
		"scenario": "sunset-passed",
		"format": "json-schema",
		"shows": "A property that is marked for a day that has passed is new in this change: a notice; one that was there is debt.",
		"diff": "# schemas/order_placed.json\n@@ -6,5 +6,6 @@\n   \"properties\": {\n     \"order\": {\"type\": \"string\"},\n-    \"coupon\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2025-06-30\"}\n+    \"coupon\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2025-06-30\"},\n+    \"gift\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2025-06-30\"}\n   }\n }"
	}],
	"lifecycle/sunset-unreadable": [{
		"scenario": "sunset-unreadable",
		"format": "json-schema",
		"shows": "A day that the calendar does not have, and one that had passed when it was given.",
		"diff": "# schemas/order_placed.json\n@@ -5,6 +5,6 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"order\": {\"type\": \"string\"},\n-    \"coupon\": {\"type\": \"string\"}\n+    \"order\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-13-45\"},\n+    \"coupon\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2025-12-31\"}\n   }\n }"
	}],
	"lifecycle/undeprecated": [{
		"scenario": "lifecycle",
		"format": "json-schema",
		"shows": "Marks that come, go and move, and one without a day where the team asks for it.",
		"policy": "version: 1\nrules:\n  lifecycle/sunset-missing: warning",
		"diff": "# schemas/order_placed.json\n@@ -6,10 +6,10 @@\n   \"properties\": {\n     \"order\": {\"type\": \"string\"},\n-    \"coupon\": {\"type\": \"string\"},\n-    \"voucher\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-09-30\"},\n-    \"gift\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-09-30\"},\n-    \"note\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-09-30\"},\n-    \"tip\": {\"type\": \"string\"},\n-    \"label\": {\"type\": \"string\", \"deprecated\": true}\n+    \"coupon\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-12-31\"},\n+    \"voucher\": {\"type\": \"string\"},\n+    \"gift\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-06-30\"},\n+    \"note\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2026-12-31\"},\n+    \"tip\": {\"type\": \"string\", \"deprecated\": true},\n+    \"label\": {\"type\": \"string\", \"deprecated\": true, \"x-sunset\": \"2025-06-30\"}\n   }\n }"
	}],
	"pii/approval-expired": [{
		"scenario": "pii-unapproved",
		"format": "json-schema",
		"shows": "An e-mail address without an approval blocks; one with a live approval passes, one whose approval ran out does not.",
		"policy": "version: 1\npii:\n  categories:\n    user.contact: {allow: approved}\n  approvals:\n    - {paths: [work_email], review: \"https://wiki.example.test/reviews/7\", expires: 2026-12-31}\n    - {paths: [old_email], review: \"https://wiki.example.test/reviews/3\", expires: 2025-12-31}",
		"diff": "# schemas/signed_up.json\n@@ -5,5 +5,8 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"plan\": {\"type\": \"string\"}\n+    \"plan\": {\"type\": \"string\"},\n+    \"email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"},\n+    \"work_email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"},\n+    \"old_email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"}\n   }\n }"
	}],
	"pii/denied-destination": [{
		"scenario": "rudderstack-pii-denied",
		"format": "rudderstack",
		"shows": "Contact data goes to a destination that may not have it.",
		"policy": "version: 1\npii:\n  fields:\n    - {paths: [email], category: user.contact.email}\n  destinations:\n    - {category: user.contact, destination: mixpanel, action: deny}\ndestinations:\n  mixpanel: {}",
		"diff": "# plan.yaml\n@@ -11,2 +11,3 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+        - {property: \"#property:email\"}\n# properties.yaml\n@@ -5,2 +5,3 @@\n   properties:\n     - {id: order_id, name: order_id, type: string}\n+    - {id: email, name: email, type: string}"
	}, {
		"scenario": "pii-denied-destination",
		"format": "json-schema",
		"shows": "Contact data goes to a destination that may not have it.",
		"policy": "version: 1\npii:\n  destinations:\n    - {category: user.contact, destination: mixpanel, action: deny}\ndestinations:\n  mixpanel: {}\n  warehouse: {}",
		"diff": "# schemas/signed_up.json\n@@ -5,5 +5,6 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"plan\": {\"type\": \"string\"}\n+    \"plan\": {\"type\": \"string\"},\n+    \"email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"}\n   }\n }"
	}],
	"pii/double-hash": [{
		"scenario": "rudderstack-pii-double-hash",
		"format": "rudderstack",
		"shows": "A digest goes to a destination that hashes what it gets.",
		"policy": "version: 1\npii:\n  fields:\n    - {paths: [email], category: user.contact.email}\ndestinations:\n  ads: {hashes: true}",
		"diff": "# plan.yaml\n@@ -11,2 +11,3 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+        - {property: \"#property:email\"}\n# properties.yaml\n@@ -5,2 +5,3 @@\n   properties:\n     - {id: order_id, name: order_id, type: string}\n+    - {id: email, name: email, type: string, config: {pattern: \"^[a-f0-9]{64}$\"}}"
	}, {
		"scenario": "pii-double-hash",
		"format": "json-schema",
		"shows": "A digest goes to a destination that hashes what it gets.",
		"policy": "version: 1\ndestinations:\n  ads: {hashes: true}\n  warehouse: {}",
		"diff": "# schemas/signed_up.json\n@@ -5,5 +5,6 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"plan\": {\"type\": \"string\"}\n+    \"plan\": {\"type\": \"string\"},\n+    \"email_hash\": {\"type\": \"string\", \"pattern\": \"^[a-f0-9]{64}$\", \"x-pii\": \"user.contact.email\"}\n   }\n }"
	}],
	"pii/example-value": [{
		"scenario": "rudderstack-pii-example-value",
		"format": "rudderstack",
		"shows": "A value of an enum that looks like a real address.",
		"diff": "# plan.yaml\n@@ -11,2 +11,3 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+        - {property: \"#property:contact\"}\n# properties.yaml\n@@ -5,2 +5,3 @@\n   properties:\n     - {id: order_id, name: order_id, type: string}\n+    - {id: contact, name: contact, type: string, config: {enum: [none, grace.hopper@gmail.com]}}"
	}, {
		"scenario": "pii-example-value",
		"format": "json-schema",
		"shows": "Examples that look real are warned of, reserved ones are not; the value itself is not repeated.",
		"diff": "# schemas/signed_up.json\n@@ -5,5 +5,8 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"plan\": {\"type\": \"string\"}\n+    \"plan\": {\"type\": \"string\"},\n+    \"contact\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\", \"examples\": [\"ada@example.com\", \"grace.hopper@gmail.com\"]},\n+    \"card\": {\"type\": \"string\", \"x-pii\": \"user.financial.credit_card\", \"default\": \"4242424242424242\"},\n+    \"payout\": {\"type\": \"string\", \"x-pii\": \"user.financial.bank_account\", \"examples\": [\"GB33BUKB20201555555555\"]}\n   }\n }"
	}],
	"pii/forbidden-category": [{
		"scenario": "rudderstack-pii-forbidden",
		"format": "rudderstack",
		"shows": "A category that the policy never allows.",
		"policy": "version: 1\npii:\n  categories:\n    user.government_id: {allow: never}",
		"diff": "# plan.yaml\n@@ -11,2 +11,3 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+        - {property: \"#property:ssn\"}\n# properties.yaml\n@@ -5,2 +5,3 @@\n   properties:\n     - {id: order_id, name: order_id, type: string}\n+    - {id: ssn, name: ssn, type: string}"
	}, {
		"scenario": "pii-forbidden-category",
		"format": "json-schema",
		"shows": "Data of a category that the policy never allows: new in this change it blocks, what was there before is debt.",
		"policy": "version: 1\npii:\n  categories:\n    user.government_id: {allow: never}",
		"diff": "# schemas/signed_up.json\n@@ -6,5 +6,6 @@\n   \"properties\": {\n     \"plan\": {\"type\": \"string\"},\n-    \"ssn\": {\"type\": \"string\"}\n+    \"ssn\": {\"type\": \"string\"},\n+    \"tax_id\": {\"type\": \"string\"}\n   }\n }"
	}],
	"pii/hash-required": [{
		"scenario": "rudderstack-pii-hash-required",
		"format": "rudderstack",
		"shows": "A property that must be a digest, and whose definition admits any text.",
		"policy": "version: 1\npii:\n  fields:\n    - {paths: [email], category: user.contact.email}\n  categories:\n    user.contact: {form: sha256}",
		"diff": "# plan.yaml\n@@ -11,2 +11,3 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+        - {property: \"#property:email\"}\n# properties.yaml\n@@ -5,2 +5,3 @@\n   properties:\n     - {id: order_id, name: order_id, type: string}\n+    - {id: email, name: email, type: string}"
	}, {
		"scenario": "pii-hash-for-destination",
		"format": "json-schema",
		"shows": "A destination takes digests only: the plain address blocks where the event goes there.",
		"policy": "version: 1\npii:\n  destinations:\n    - {category: user.contact, destination: meta-capi, action: require-hash}\ndestinations:\n  meta-capi: {events: [\"Signed *\"]}\n  ga4: {events: [\"Order *\"]}",
		"diff": "# schemas/signed_up.json\n@@ -5,5 +5,6 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"plan\": {\"type\": \"string\"}\n+    \"plan\": {\"type\": \"string\"},\n+    \"email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"}\n   }\n }"
	}],
	"pii/needless-hash": [{
		"scenario": "rudderstack-pii-needless-hash",
		"format": "rudderstack",
		"shows": "An address of the network is hashed on its way to a destination that needs it in the clear.",
		"policy": "version: 1\ndestinations:\n  ads: {contract: contracts/ads.yaml}\n\n# contracts/ads.yaml\nreceiver: {id: ads, title: Ads}\npii:\n  click: {category: user.device.ip_address, action: never-hash, source: https://ads.example.test/docs/matching, checked: 2026-11-26}",
		"diff": "# properties.yaml\n@@ -5,3 +5,3 @@\n   properties:\n     - {id: order_total, name: order_total, type: number}\n-    - {id: ip_address, name: ip_address, type: string}\n+    - {id: ip_address, name: ip_address, type: string, config: {pattern: \"^[a-f0-9]{64}$\"}}"
	}, {
		"scenario": "pii-needless-hash",
		"format": "json-schema",
		"shows": "An address of the network is hashed on its way to a destination that needs it in the clear.",
		"policy": "version: 1\ndestinations:\n  ads: {contract: contracts/ads.yaml}\n\n# contracts/ads.yaml\nreceiver: {id: ads, title: Ads}\npii:\n  click: {category: user.device.ip_address, action: never-hash, source: https://ads.example.test/docs/matching, checked: 2026-11-26}",
		"diff": "# schemas/order_placed.json\n@@ -4,4 +4,4 @@\n   \"title\": \"Order Placed\",\n   \"type\": \"object\",\n-  \"properties\": {\"ip_address\": {\"type\": \"string\", \"x-pii\": \"user.device.ip_address\"}}\n+  \"properties\": {\"ip_address\": {\"type\": \"string\", \"pattern\": \"^[a-f0-9]{64}$\", \"x-pii\": \"user.device.ip_address\"}}\n }"
	}],
	"pii/open-object": [{
		"scenario": "rudderstack-pii-open-object",
		"format": "rudderstack",
		"shows": "An object that may carry anything.",
		"diff": "# plan.yaml\n@@ -11,2 +11,3 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+        - {property: \"#property:payload\"}\n# properties.yaml\n@@ -5,2 +5,3 @@\n   properties:\n     - {id: order_id, name: order_id, type: string}\n+    - {id: payload, name: payload, type: object}"
	}, {
		"scenario": "pii-open-object",
		"format": "json-schema",
		"shows": "Objects that may carry anything: one notice for the event, however many there are.",
		"diff": "# schemas/signed_up.json\n@@ -5,5 +5,8 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"plan\": {\"type\": \"string\"}\n+    \"plan\": {\"type\": \"string\"},\n+    \"payload\": {\"type\": \"object\"},\n+    \"debug\": {\"type\": \"object\", \"additionalProperties\": true},\n+    \"address\": {\"type\": \"object\", \"properties\": {\"zone\": {\"type\": \"string\"}}}\n   }\n }"
	}],
	"pii/review-missing": [{
		"scenario": "pii-stale-entries",
		"format": "json-schema",
		"shows": "Entries of the privacy policy that nothing needs, a review that cannot be found, and an approval that ran out.",
		"policy": "version: 1\npii:\n  fields:\n    - {paths: [emial], category: user.contact.email}\n  approvals:\n    - {paths: [email], review: TODO, expires: 2026-12-31}\n    - {paths: [email], category: user.contact, review: \"https://wiki.example.test/3\", expires: 2025-12-31}\n  suppress:\n    - {paths: [nick], rule: pii/untagged, reason: It is gone.}",
		"diff": "# schemas/signed_up.json\n@@ -6,5 +6,6 @@\n   \"properties\": {\n     \"plan\": {\"type\": \"string\"},\n-    \"email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"}\n+    \"email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"},\n+    \"size\": {\"type\": \"string\"}\n   }\n }"
	}],
	"pii/stale-suppression": [{
		"scenario": "pii-stale-entries",
		"format": "json-schema",
		"shows": "Entries of the privacy policy that nothing needs, a review that cannot be found, and an approval that ran out.",
		"policy": "version: 1\npii:\n  fields:\n    - {paths: [emial], category: user.contact.email}\n  approvals:\n    - {paths: [email], review: TODO, expires: 2026-12-31}\n    - {paths: [email], category: user.contact, review: \"https://wiki.example.test/3\", expires: 2025-12-31}\n  suppress:\n    - {paths: [nick], rule: pii/untagged, reason: It is gone.}",
		"diff": "# schemas/signed_up.json\n@@ -6,5 +6,6 @@\n   \"properties\": {\n     \"plan\": {\"type\": \"string\"},\n-    \"email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"}\n+    \"email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"},\n+    \"size\": {\"type\": \"string\"}\n   }\n }"
	}],
	"pii/tag-mismatch": [{
		"scenario": "rudderstack-pii-tag-mismatch",
		"format": "rudderstack",
		"shows": "A property that the policy classifies as another kind than its name tells.",
		"policy": "version: 1\npii:\n  fields:\n    - {paths: [phone_number], category: user.device.device_id}",
		"diff": "# plan.yaml\n@@ -11,2 +11,3 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+        - {property: \"#property:phone\"}\n# properties.yaml\n@@ -5,2 +5,3 @@\n   properties:\n     - {id: order_id, name: order_id, type: string}\n+    - {id: phone, name: phone_number, type: string}"
	}, {
		"scenario": "pii-tag-mismatch",
		"format": "json-schema",
		"shows": "A classification that says another thing than the name, a category that there is not, a no without a reason; a no with one is believed.",
		"diff": "# schemas/signed_up.json\n@@ -5,5 +5,14 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"plan\": {\"type\": \"string\"}\n+    \"plan\": {\"type\": \"string\"},\n+    \"phone_number\": {\"type\": \"string\", \"x-pii\": \"user.device.device_id\"},\n+    \"passport_number\": {\"type\": \"string\", \"x-pii\": false},\n+    \"email\": {\"type\": \"string\", \"x-pii\": false},\n+    \"hotline_phone\": {\"type\": \"string\", \"x-pii\": false, \"x-pii-reason\": \"The number of the shop itself.\"},\n+    \"backup_email\": {\"type\": \"string\", \"x-pii\": {\"value\": false, \"reason\": \"A mailbox of the shop.\"}},\n+    \"reference\": {\"type\": \"string\", \"x-pii\": \"garbage\"},\n+    \"note\": {\"type\": \"string\", \"x-pii\": \"user.contact.emial\"},\n+    \"level\": {\"type\": \"string\", \"x-pii\": \"high\"},\n+    \"first_name\": {\"type\": \"string\", \"x-pii\": \"user.name.first\"}\n   }\n }"
	}],
	"pii/tag-removed": [{
		"scenario": "rudderstack-data-graph",
		"format": "rudderstack",
		"shows": "A column loses its mask, another one is gone, a relationship leads nowhere; models and columns that change places say nothing.",
		"diff": "# graph.yaml\n@@ -6,27 +6,27 @@\n   account_id: warehouse\n   models:\n-    - id: customer\n-      display_name: Customer\n-      type: entity\n-      table: shop.crm.customers\n-      primary_id: customer_id\n-      root: true\n-      columns:\n-        - name: customer_id\n-        - name: mobile\n-          description: The number to call\n-          pii_mask: true\n-        - name: loyalty_level\n-          display_name: Loyalty level\n     - id: purchase\n-      display_name: Purchase\n+      display_name: Purchases\n       type: event\n       table: shop.crm.purchases\n       timestamp: bought_at\n+      columns:\n+        - name: order_total\n       relationships:\n         - id: purchase_customer\n           display_name: Customer of the purchase\n           cardinality: many-to-one\n-          target: \"#data-graph-model:customer\"\n+          target: \"#data-graph-model:custommer\"\n           source_join_key: customer_id\n           target_join_key: customer_id\n+    - id: customer\n+      display_name: Customer\n+      type: entity\n+      table: shop.crm.customers\n+      primary_id: customer_id\n+      root: true\n+      columns:\n+        - name: mobile\n+          description: The number to call\n+          pii_mask: false\n+        - name: customer_id"
	}, {
		"scenario": "pii-tag-removed",
		"format": "json-schema",
		"shows": "A classification that is gone, one that was lowered, and one that was denied: three errors; the property itself is still there.",
		"diff": "# schemas/signed_up.json\n@@ -6,7 +6,7 @@\n   \"properties\": {\n     \"plan\": {\"type\": \"string\"},\n-    \"email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"},\n-    \"ssn\": {\"type\": \"string\", \"x-pii\": \"user.government_id\"},\n-    \"notes\": {\"type\": \"string\", \"x-pii\": true}\n+    \"email\": {\"type\": \"string\"},\n+    \"ssn\": {\"type\": \"string\", \"x-pii\": \"user.device.device_id\"},\n+    \"notes\": {\"type\": \"string\", \"x-pii\": false}\n   }\n }"
	}],
	"pii/unapproved": [{
		"scenario": "rudderstack-pii-unapproved",
		"format": "rudderstack",
		"shows": "A classified property that needs an approval and has none.",
		"policy": "version: 1\npii:\n  fields:\n    - {paths: [email], category: user.contact.email}\n  categories:\n    user.contact: {allow: approved}",
		"diff": "# plan.yaml\n@@ -11,2 +11,3 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+        - {property: \"#property:email\"}\n# properties.yaml\n@@ -5,2 +5,3 @@\n   properties:\n     - {id: order_id, name: order_id, type: string}\n+    - {id: email, name: email, type: string}"
	}, {
		"scenario": "pii-unapproved",
		"format": "json-schema",
		"shows": "An e-mail address without an approval blocks; one with a live approval passes, one whose approval ran out does not.",
		"policy": "version: 1\npii:\n  categories:\n    user.contact: {allow: approved}\n  approvals:\n    - {paths: [work_email], review: \"https://wiki.example.test/reviews/7\", expires: 2026-12-31}\n    - {paths: [old_email], review: \"https://wiki.example.test/reviews/3\", expires: 2025-12-31}",
		"diff": "# schemas/signed_up.json\n@@ -5,5 +5,8 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"plan\": {\"type\": \"string\"}\n+    \"plan\": {\"type\": \"string\"},\n+    \"email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"},\n+    \"work_email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"},\n+    \"old_email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"}\n   }\n }"
	}],
	"pii/unmasked": [{
		"scenario": "rudderstack-destination-unmasked",
		"format": "rudderstack",
		"shows": "A property that a destination hashes gets another name: an error, for it would be sent in the clear. The destination that lists the new name too is not told.",
		"diff": "# destinations/newsletter.yaml\n@@ -14,2 +14,3 @@\n     property_blacklist:\n       - property: email\n+      - property: email_address\n# properties.yaml\n@@ -5,8 +5,8 @@\n   properties:\n     - id: email\n-      name: email\n+      name: email_address\n       type: string\n     - id: order_total\n-      name: order_total\n+      name: order_value\n       type: number\n     - id: cart_id"
	}],
	"pii/untagged": [{
		"scenario": "personal-data",
		"format": "rudderstack",
		"shows": "A new property that looks like personal data, unclassified: a warning.",
		"diff": "# plan.yaml\n@@ -17,4 +17,5 @@\n         - property: \"#property:currency\"\n           required: true\n+        - property: \"#property:customer_email\"\n         - property: \"#property:coupon\"\n           required: false\n# properties.yaml\n@@ -15,4 +15,7 @@\n       config:\n         enum: [EUR, USD, GBP]\n+    - id: customer_email\n+      name: customer_email\n+      type: string\n     - id: coupon\n       name: coupon"
	}, {
		"scenario": "pii-suppressed",
		"format": "json-schema",
		"shows": "What the team suppressed, or classified in the policy, is not reported; the one beside it is.",
		"policy": "version: 1\npii:\n  fields:\n    - {paths: [email], category: user.contact.email}\n  suppress:\n    - {paths: [username], rule: pii/untagged, reason: It is the name of a bot.}",
		"diff": "# schemas/signed_up.json\n@@ -5,5 +5,8 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"plan\": {\"type\": \"string\"}\n+    \"plan\": {\"type\": \"string\"},\n+    \"email\": {\"type\": \"string\"},\n+    \"username\": {\"type\": \"string\"},\n+    \"phone\": {\"type\": \"string\"}\n   }\n }"
	}],
	"pii/widened": [{
		"scenario": "rudderstack-pii-widened",
		"format": "rudderstack",
		"shows": "A digest that any text may replace.",
		"policy": "version: 1\npii:\n  fields:\n    - {paths: [email], category: user.contact.email}",
		"diff": "# properties.yaml\n@@ -5,3 +5,3 @@\n   properties:\n     - {id: order_id, name: order_id, type: string}\n-    - {id: email, name: email, type: string, config: {pattern: \"^[a-f0-9]{64}$\"}}\n+    - {id: email, name: email, type: string}"
	}, {
		"scenario": "pii-widened",
		"format": "json-schema",
		"shows": "Personal data whose bounds go: a digest always, other bounds where the plan classifies it; objects of a person that open.",
		"diff": "# schemas/signed_up.json\n@@ -5,10 +5,10 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"email\": {\"type\": \"string\", \"pattern\": \"^[a-f0-9]{64}$\", \"x-pii\": \"user.contact.email\"},\n-    \"address\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\"street\": {\"type\": \"string\", \"x-pii\": \"user.contact.address\"}}},\n-    \"phone_number\": {\"type\": \"string\", \"pattern\": \"^[+][0-9]+$\"},\n-    \"user_email\": {\"type\": \"string\", \"pattern\": \"^[a-f0-9]{64}$\"},\n-    \"customer\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\"id\": {\"type\": \"string\"}}},\n-    \"message\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\"recipient_email\": {\"type\": \"string\"}}}\n+    \"email\": {\"type\": \"string\", \"x-pii\": \"user.contact.email\"},\n+    \"address\": {\"type\": \"object\", \"properties\": {\"street\": {\"type\": \"string\", \"x-pii\": \"user.contact.address\"}}},\n+    \"phone_number\": {\"type\": \"string\"},\n+    \"user_email\": {\"type\": \"string\"},\n+    \"customer\": {\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"}}},\n+    \"message\": {\"type\": \"object\", \"properties\": {\"recipient_email\": {\"type\": \"string\"}}}\n   }\n }"
	}],
	"plan/duplicate": [{
		"scenario": "duplicate",
		"format": "rudderstack",
		"shows": "An id is defined twice.",
		"diff": "# properties.yaml\n@@ -15,4 +15,7 @@\n       config:\n         enum: [EUR, USD, GBP]\n+    - id: total\n+      name: total_price\n+      type: number\n     - id: coupon\n       name: coupon"
	}, {
		"scenario": "json-schema-duplicate",
		"format": "json-schema",
		"shows": "A second schema with the same $id.",
		"diff": "# schemas/order_placed_copy.json\n@@ -0,0 +1,9 @@\n+{\n+  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n+  \"$id\": \"https://schemas.example.test/order-placed\",\n+  \"title\": \"Order Placed\",\n+  \"type\": \"object\",\n+  \"properties\": {\n+    \"total\": {\"type\": \"string\"}\n+  }\n+}"
	}],
	"plan/invalid-definition": [{
		"scenario": "invalid-definition",
		"format": "rudderstack",
		"shows": "An unknown key in a definition: told once, with what was meant.",
		"diff": "# properties.yaml\n@@ -20,3 +20,3 @@\n       config:\n         min_length: 3\n-        max_length: 40\n+        maxlength: 40"
	}],
	"plan/not-compilable": [{
		"scenario": "not-compilable",
		"format": "rudderstack",
		"shows": "An event begins to use a definition whose pattern the runtime refuses: the definition is old, the failure is new.",
		"diff": "# plan.yaml\n@@ -17,4 +17,5 @@\n         - property: \"#property:currency\"\n           required: true\n+        - property: \"#property:voucher\"\n         - property: \"#property:coupon\"\n           required: false"
	}],
	"plan/unreadable-base": [{
		"scenario": "unreadable-base",
		"format": "rudderstack",
		"shows": "A file of base had a syntax error that this change mends: a warning, and the other files are still checked.",
		"diff": "# events.yaml\n@@ -7,3 +7,3 @@\n       name: Order Placed\n       event_type: track\n-      description: \"Customer placed an order\n+      description: Customer placed an order\n# plan.yaml\n@@ -18,3 +18,3 @@\n           required: true\n         - property: \"#property:coupon\"\n-          required: false\n+          required: true"
	}, {
		"scenario": "json-schema-unreadable-base",
		"format": "json-schema",
		"shows": "A file that could not be read before: what it holds now counts as new.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"total\": {\"type\": \"number\"}\n+    \"total\": {\"type\": \"number\"},\n     \"currency\": {\"type\": \"string\"}\n   }"
	}],
	"plan/unreadable-file": [{
		"scenario": "unreadable-file",
		"format": "rudderstack",
		"shows": "A file of head has a syntax error: it is told, and the other files are still checked.",
		"diff": "# events.yaml\n@@ -7,3 +7,3 @@\n       name: Order Placed\n       event_type: track\n-      description: Customer placed an order\n+      description: \"Customer placed an order\n# plan.yaml\n@@ -18,3 +18,3 @@\n           required: true\n         - property: \"#property:coupon\"\n-          required: false\n+          required: true"
	}, {
		"scenario": "json-schema-unreadable-file",
		"format": "json-schema",
		"shows": "A file that was valid JSON and is none any more.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"total\": {\"type\": \"number\"},\n+    \"total\": {\"type\": \"number\"}\n     \"currency\": {\"type\": \"string\"}\n   }"
	}],
	"plan/unresolved-reference": [{
		"scenario": "unresolved-reference",
		"format": "rudderstack",
		"shows": "A reference leads nowhere: told once, and not again as a removed property.",
		"diff": "# plan.yaml\n@@ -17,4 +17,4 @@\n         - property: \"#property:currency\"\n           required: true\n-        - property: \"#property:coupon\"\n+        - property: \"#property:cupon\"\n           required: false"
	}, {
		"scenario": "json-schema-unresolved-reference",
		"format": "json-schema",
		"shows": "A reference that names a file that is not there.",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"properties\": {\n-    \"total\": {\"$ref\": \"money.json\"}\n+    \"total\": {\"$ref\": \"monney.json\"}\n   }\n }"
	}],
	"policy/changed": [{
		"scenario": "policy-weakened",
		"format": "rudderstack",
		"shows": "What a change does to the policy is told on the lines that do it, with the findings that it hides.",
		"diff": "# properties.yaml\n@@ -6,5 +6,5 @@\n     - id: total\n       name: total\n-      type: number\n+      type: string\n     - id: coupon\n       name: coupon\n# schema-gate.yml\n@@ -1,7 +1,8 @@\n rules:\n-  compat/type-changed: error\n-fail-on: error\n+  compat/type-changed: notice\n+fail-on: warning\n schemas:\n   include: [\"*.yaml\"]\n waivers:\n-  max-days: 60\n+  max-days: 120\n+  from-head: true"
	}],
	"policy/weakened": [{
		"scenario": "policy-weakened",
		"format": "rudderstack",
		"shows": "What a change does to the policy is told on the lines that do it, with the findings that it hides.",
		"diff": "# properties.yaml\n@@ -6,5 +6,5 @@\n     - id: total\n       name: total\n-      type: number\n+      type: string\n     - id: coupon\n       name: coupon\n# schema-gate.yml\n@@ -1,7 +1,8 @@\n rules:\n-  compat/type-changed: error\n-fail-on: error\n+  compat/type-changed: notice\n+fail-on: warning\n schemas:\n   include: [\"*.yaml\"]\n waivers:\n-  max-days: 60\n+  max-days: 120\n+  from-head: true"
	}],
	"required/missing": [{
		"scenario": "required-missing",
		"format": "rudderstack",
		"shows": "A new event lacks a property that the policy requires of its scope: an error on the event.",
		"policy": "required:\n  - types: [track]\n    properties:\n      order_id: string\n      total: number\n      currency: string",
		"diff": "# plan.yaml\n@@ -16,2 +16,10 @@\n         - property: \"#property:currency\"\n           required: true\n+    - type: event_rule\n+      id: order_paid_rule\n+      event: \"#event:order_paid\"\n+      properties:\n+        - property: \"#property:order_id\"\n+          required: true\n+        - property: \"#property:total\"\n+          required: true"
	}, {
		"scenario": "required-json-schema",
		"format": "json-schema",
		"shows": "In JSON Schema: a new event lacks one required property, makes an object around another optional, allows null in a third and has no type for a fourth.",
		"policy": "required:\n  - events: [Order *]\n    properties:\n      order_id: string\n      total: number\n  - events: [Order Paid]\n    properties:\n      customer.tier: string\n      paid_at: string\n      channel: string",
		"diff": "# schemas/order_paid.json\n@@ -0,0 +1,12 @@\n+{\n+  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n+  \"$id\": \"https://schemas.example.com/order-paid/1.0.0\",\n+  \"title\": \"Order Paid\",\n+  \"type\": \"object\",\n+  \"properties\": {\n+    \"order_id\": { \"type\": [\"string\", \"null\"] },\n+    \"customer\": { \"type\": \"object\", \"properties\": { \"tier\": { \"type\": \"string\" } }, \"required\": [\"tier\"] },\n+    \"channel\": {}\n+  },\n+  \"required\": [\"order_id\", \"channel\"]\n+}"
	}],
	"required/null-accepted": [{
		"scenario": "rudderstack-null-accepted",
		"format": "rudderstack",
		"shows": "A required property may be null: a notice, where the policy asks for it.",
		"policy": "rules:\n  required/null-accepted: notice",
		"diff": "# plan.yaml\n@@ -11,2 +11,3 @@\n       properties:\n         - {property: \"#property:order_id\"}\n+        - {property: \"#property:tax\", required: true}\n# properties.yaml\n@@ -5,2 +5,3 @@\n   properties:\n     - {id: order_id, name: order_id, type: string}\n+    - {id: tax, name: tax, types: [number, \"null\"]}"
	}, {
		"scenario": "required-null-accepted",
		"format": "json-schema",
		"shows": "A required property may be null: a notice, where the policy asks for it.",
		"policy": "rules:\n  required/null-accepted: notice",
		"diff": "# schemas/order_placed.json\n@@ -7,6 +7,7 @@\n     \"order_id\": { \"type\": \"string\" },\n     \"total\": { \"type\": \"number\" },\n-    \"status\": { \"type\": \"string\", \"enum\": [\"open\", \"paid\"] }\n+    \"status\": { \"type\": \"string\", \"enum\": [\"open\", \"paid\"] },\n+    \"tax\": { \"type\": [\"number\", \"null\"] }\n   },\n-  \"required\": [\"order_id\", \"total\"]\n+  \"required\": [\"order_id\", \"total\", \"tax\"]\n }"
	}],
	"required/nullable": [{
		"scenario": "required-nullable",
		"format": "rudderstack",
		"shows": "A definition that two events use becomes nullable: one finding of the policy on the definition, beside what it breaks.",
		"policy": "required:\n  - types: [track]\n    properties:\n      order_id: string\n      total: number\n      currency: string",
		"diff": "# properties.yaml\n@@ -9,5 +9,5 @@\n     - id: total\n       name: total\n-      type: number\n+      types: [number, \"null\"]\n     - id: currency\n       name: currency"
	}, {
		"scenario": "required-json-schema",
		"format": "json-schema",
		"shows": "In JSON Schema: a new event lacks one required property, makes an object around another optional, allows null in a third and has no type for a fourth.",
		"policy": "required:\n  - events: [Order *]\n    properties:\n      order_id: string\n      total: number\n  - events: [Order Paid]\n    properties:\n      customer.tier: string\n      paid_at: string\n      channel: string",
		"diff": "# schemas/order_paid.json\n@@ -0,0 +1,12 @@\n+{\n+  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n+  \"$id\": \"https://schemas.example.com/order-paid/1.0.0\",\n+  \"title\": \"Order Paid\",\n+  \"type\": \"object\",\n+  \"properties\": {\n+    \"order_id\": { \"type\": [\"string\", \"null\"] },\n+    \"customer\": { \"type\": \"object\", \"properties\": { \"tier\": { \"type\": \"string\" } }, \"required\": [\"tier\"] },\n+    \"channel\": {}\n+  },\n+  \"required\": [\"order_id\", \"channel\"]\n+}"
	}],
	"required/optional": [{
		"scenario": "required-optional",
		"format": "rudderstack",
		"shows": "A new event declares a required property as optional: an error on the line that says so.",
		"policy": "required:\n  - types: [track]\n    properties:\n      order_id: string\n      total: number\n      currency: string",
		"diff": "# plan.yaml\n@@ -16,2 +16,12 @@\n         - property: \"#property:currency\"\n           required: true\n+    - type: event_rule\n+      id: order_paid_rule\n+      event: \"#event:order_paid\"\n+      properties:\n+        - property: \"#property:order_id\"\n+          required: false\n+        - property: \"#property:total\"\n+          required: true\n+        - property: \"#property:currency\"\n+          required: true"
	}, {
		"scenario": "required-json-schema",
		"format": "json-schema",
		"shows": "In JSON Schema: a new event lacks one required property, makes an object around another optional, allows null in a third and has no type for a fourth.",
		"policy": "required:\n  - events: [Order *]\n    properties:\n      order_id: string\n      total: number\n  - events: [Order Paid]\n    properties:\n      customer.tier: string\n      paid_at: string\n      channel: string",
		"diff": "# schemas/order_paid.json\n@@ -0,0 +1,12 @@\n+{\n+  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n+  \"$id\": \"https://schemas.example.com/order-paid/1.0.0\",\n+  \"title\": \"Order Paid\",\n+  \"type\": \"object\",\n+  \"properties\": {\n+    \"order_id\": { \"type\": [\"string\", \"null\"] },\n+    \"customer\": { \"type\": \"object\", \"properties\": { \"tier\": { \"type\": \"string\" } }, \"required\": [\"tier\"] },\n+    \"channel\": {}\n+  },\n+  \"required\": [\"order_id\", \"channel\"]\n+}"
	}],
	"required/section-optional": [{
		"scenario": "required-section-optional",
		"format": "rudderstack",
		"shows": "The policy requires properties, and messages may come without their data: one notice for the plan.",
		"policy": "required:\n  - types: [track]\n    properties:\n      order_id: string\n      total: number\n      currency: string",
		"diff": "# plan.yaml\n@@ -13,2 +13,22 @@\n         - property: \"#property:order_id\"\n           required: true\n+    - type: event_rule\n+      id: order_placed_rule\n+      event: \"#event:order_placed\"\n+      properties:\n+        - property: \"#property:order_id\"\n+          required: true\n+        - property: \"#property:total\"\n+          required: true\n+        - property: \"#property:currency\"\n+          required: true\n+    - type: event_rule\n+      id: order_paid_rule\n+      event: \"#event:order_paid\"\n+      properties:\n+        - property: \"#property:order_id\"\n+          required: true\n+        - property: \"#property:total\"\n+          required: true\n+        - property: \"#property:currency\"\n+          required: true"
	}],
	"required/undeclared": [{
		"scenario": "required-undeclared",
		"format": "json-schema",
		"shows": "A required name that nothing describes: a warning on its entry in the list.",
		"diff": "# schemas/order_placed.json\n@@ -9,4 +9,4 @@\n     \"status\": { \"type\": \"string\", \"enum\": [\"open\", \"paid\"] }\n   },\n-  \"required\": [\"order_id\"]\n+  \"required\": [\"order_id\", \"orderTotal\"]\n }"
	}],
	"required/variant-optional": [{
		"scenario": "required-variant-optional",
		"format": "rudderstack",
		"shows": "All cases of a new event have a property, and one of them makes it optional: a notice on that line.",
		"diff": "# plan.yaml\n@@ -16,2 +16,28 @@\n         - property: \"#property:currency\"\n           required: true\n+    - type: event_rule\n+      id: order_placed_rule\n+      event: \"#event:order_placed\"\n+      properties:\n+        - property: \"#property:order_id\"\n+          required: true\n+        - property: \"#property:total\"\n+          required: true\n+        - property: \"#property:currency\"\n+          required: true\n+        - property: \"#property:method\"\n+          required: true\n+      variants:\n+        - type: discriminator\n+          discriminator: \"#property:method\"\n+          cases:\n+            - display_name: Card\n+              match: [card]\n+              properties:\n+                - property: \"#property:reason\"\n+                  required: true\n+            - display_name: Wallet\n+              match: [wallet]\n+              properties:\n+                - property: \"#property:reason\"\n+                  required: false"
	}, {
		"scenario": "json-schema-variant-optional",
		"format": "json-schema",
		"shows": "All cases of a new event have a property, and one of them makes it optional: a notice on that line.",
		"diff": "# schemas/parcel.json\n@@ -0,0 +1,13 @@\n+{\n+  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n+  \"$id\": \"https://schemas.example.test/parcel\",\n+  \"title\": \"Parcel Sent\",\n+  \"oneOf\": [\n+    {\"properties\": {\"kind\": {\"const\": \"gift\"}, \"sender\": {\"type\": \"string\"}}, \"required\": [\"kind\", \"sender\"]},\n+    {\"properties\": {\"kind\": {\"const\": \"sale\"}, \"sender\": {\"type\": \"string\"}}, \"required\": [\"kind\"]}\n+  ],\n+  \"type\": \"object\",\n+  \"properties\": {\n+    \"kind\": {\"type\": \"string\", \"enum\": [\"gift\", \"sale\"]}\n+  }\n+}"
	}],
	"required/wrong-type": [{
		"scenario": "required-wrong-type",
		"format": "rudderstack",
		"shows": "A new event takes the required name from another definition, with another type: an error on that definition.",
		"policy": "required:\n  - types: [track]\n    properties:\n      order_id: string\n      total: number\n      currency: string",
		"diff": "# plan.yaml\n@@ -16,2 +16,12 @@\n         - property: \"#property:currency\"\n           required: true\n+    - type: event_rule\n+      id: order_paid_rule\n+      event: \"#event:order_paid\"\n+      properties:\n+        - property: \"#property:order_number\"\n+          required: true\n+        - property: \"#property:total\"\n+          required: true\n+        - property: \"#property:currency\"\n+          required: true"
	}, {
		"scenario": "required-json-schema",
		"format": "json-schema",
		"shows": "In JSON Schema: a new event lacks one required property, makes an object around another optional, allows null in a third and has no type for a fourth.",
		"policy": "required:\n  - events: [Order *]\n    properties:\n      order_id: string\n      total: number\n  - events: [Order Paid]\n    properties:\n      customer.tier: string\n      paid_at: string\n      channel: string",
		"diff": "# schemas/order_paid.json\n@@ -0,0 +1,12 @@\n+{\n+  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n+  \"$id\": \"https://schemas.example.com/order-paid/1.0.0\",\n+  \"title\": \"Order Paid\",\n+  \"type\": \"object\",\n+  \"properties\": {\n+    \"order_id\": { \"type\": [\"string\", \"null\"] },\n+    \"customer\": { \"type\": \"object\", \"properties\": { \"tier\": { \"type\": \"string\" } }, \"required\": [\"tier\"] },\n+    \"channel\": {}\n+  },\n+  \"required\": [\"order_id\", \"channel\"]\n+}"
	}],
	"transformation/reads-changed": [{
		"scenario": "transformation-property-removed",
		"format": "rudderstack",
		"shows": "A removed property is read by two transformations, one in the YAML and one in Python: one warning that names both.",
		"diff": "# plan.yaml\n@@ -17,4 +17,2 @@\n         - property: \"#property:currency\"\n           required: true\n-        - property: \"#property:coupon\"\n-          required: false"
	}],
	"transformation/tests-outdated": [{
		"scenario": "transformation-tests-outdated",
		"format": "rudderstack",
		"shows": "An event gets another name, and the events with which a transformation is tested keep the old one; the property whose new name one of them has is not told.",
		"diff": "# events.yaml\n@@ -5,5 +5,5 @@\n   events:\n     - id: order_placed\n-      name: Order Placed\n+      name: Order Completed\n       event_type: track\n       description: Customer placed an order\n# properties.yaml\n@@ -5,4 +5,4 @@\n   properties:\n     - id: order_total\n-      name: order_total\n+      name: order_value\n       type: number\n# transformations/tests/orders/one.json\n@@ -3,5 +3,5 @@\n   \"event\": \"Order Placed\",\n   \"properties\": {\n-    \"order_total\": 12.5\n+    \"order_value\": 12.5\n   }\n }"
	}],
	"transformation/unreadable-code": [{
		"scenario": "transformation-unreadable-code",
		"format": "rudderstack",
		"shows": "The code of one transformation is no JavaScript: a notice on its line, and the other one is still looked at.",
		"diff": "# properties.yaml\n@@ -8,5 +8,5 @@\n       type: string\n     - id: total\n-      name: total\n+      name: amount\n       type: number\n     - id: currency"
	}],
	"version/bump": [{
		"scenario": "version-published",
		"format": "json-schema",
		"shows": "A version that is new beside the others is compared with the one before it; the file that it was made from tells it once, and says too little.",
		"diff": "# jsonschema/shop/order/1.1.0.yaml\n@@ -0,0 +1,11 @@\n+$schema: https://json-schema.org/draft-07/schema#\n+$id: /shop/order/1.1.0\n+title: shop/order\n+description: An order was placed\n+type: object\n+properties:\n+  order_id:\n+    type: string\n+  total:\n+    type: number\n+required: [order_id, total]\n# jsonschema/shop/order/current.yaml\n@@ -1,4 +1,4 @@\n $schema: https://json-schema.org/draft-07/schema#\n-$id: /shop/order/1.0.0\n+$id: /shop/order/1.1.0\n title: shop/order\n description: An order was placed\n@@ -9,3 +9,3 @@\n   total:\n     type: number\n-required: [order_id]\n+required: [order_id, total]"
	}],
	"version/edited": [{
		"scenario": "version-edited",
		"format": "json-schema",
		"shows": "A published version that says something else, and one that is deleted.",
		"diff": "# jsonschema/shop/order/1.0.0.yaml\n@@ -8,3 +8,3 @@\n     type: string\n   total:\n-    type: number\n+    type: string\n# jsonschema/shop/order/1.1.0.yaml\n@@ -1,12 +0,0 @@\n-$schema: https://json-schema.org/draft-07/schema#\n-$id: /shop/order/1.1.0\n-title: shop/order\n-description: An order was placed\n-type: object\n-properties:\n-  order_id:\n-    type: string\n-  total:\n-    type: number\n-  note:\n-    type: string"
	}],
	"version/gap": [{
		"scenario": "version-gap",
		"format": "json-schema",
		"shows": "A version that leaves one out.",
		"diff": "# schemas/com.example/order/jsonschema/1-0-2\n@@ -0,0 +1,10 @@\n+{\n+  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n+  \"$id\": \"https://schemas.example.test/com.example/order/jsonschema/1-0-2\",\n+  \"title\": \"order\",\n+  \"type\": \"object\",\n+  \"properties\": {\n+    \"order_id\": {\"type\": \"string\"},\n+    \"coupon\": {\"type\": \"string\"}\n+  }\n+}"
	}],
	"version/removed": [{
		"scenario": "version-edited",
		"format": "json-schema",
		"shows": "A published version that says something else, and one that is deleted.",
		"diff": "# jsonschema/shop/order/1.0.0.yaml\n@@ -8,3 +8,3 @@\n     type: string\n   total:\n-    type: number\n+    type: string\n# jsonschema/shop/order/1.1.0.yaml\n@@ -1,12 +0,0 @@\n-$schema: https://json-schema.org/draft-07/schema#\n-$id: /shop/order/1.1.0\n-title: shop/order\n-description: An order was placed\n-type: object\n-properties:\n-  order_id:\n-    type: string\n-  total:\n-    type: number\n-  note:\n-    type: string"
	}],
	"waiver/expired": [{
		"scenario": "waivers-audited",
		"format": "rudderstack",
		"shows": "Waivers that expired, end too late, are for everything or for nothing are findings on their lines.",
		"diff": "# properties.yaml\n@@ -6,5 +6,5 @@\n     - id: total\n       name: total\n-      type: number\n+      type: string\n     - id: coupon\n       name: coupon\n# schema-gate.waivers.yml\n@@ -9,2 +9,14 @@\n     owner: shop-team\n     expires: 2025-06-30\n+  - fingerprint: '00000000000b'\n+    reason: Not found by anybody\n+    owner: shop-team\n+    expires: 2026-02-15\n+  - fingerprint: '00000000000c'\n+    reason: For the next decade\n+    owner: shop-team\n+    expires: 2036-01-01\n+  - rules: [\"*\"]\n+    reason: Do not bother us\n+    owner: shop-team\n+    expires: 2026-02-15"
	}],
	"waiver/too-broad": [{
		"scenario": "waivers-audited",
		"format": "rudderstack",
		"shows": "Waivers that expired, end too late, are for everything or for nothing are findings on their lines.",
		"diff": "# properties.yaml\n@@ -6,5 +6,5 @@\n     - id: total\n       name: total\n-      type: number\n+      type: string\n     - id: coupon\n       name: coupon\n# schema-gate.waivers.yml\n@@ -9,2 +9,14 @@\n     owner: shop-team\n     expires: 2025-06-30\n+  - fingerprint: '00000000000b'\n+    reason: Not found by anybody\n+    owner: shop-team\n+    expires: 2026-02-15\n+  - fingerprint: '00000000000c'\n+    reason: For the next decade\n+    owner: shop-team\n+    expires: 2036-01-01\n+  - rules: [\"*\"]\n+    reason: Do not bother us\n+    owner: shop-team\n+    expires: 2026-02-15"
	}],
	"waiver/too-long": [{
		"scenario": "waivers-audited",
		"format": "rudderstack",
		"shows": "Waivers that expired, end too late, are for everything or for nothing are findings on their lines.",
		"diff": "# properties.yaml\n@@ -6,5 +6,5 @@\n     - id: total\n       name: total\n-      type: number\n+      type: string\n     - id: coupon\n       name: coupon\n# schema-gate.waivers.yml\n@@ -9,2 +9,14 @@\n     owner: shop-team\n     expires: 2025-06-30\n+  - fingerprint: '00000000000b'\n+    reason: Not found by anybody\n+    owner: shop-team\n+    expires: 2026-02-15\n+  - fingerprint: '00000000000c'\n+    reason: For the next decade\n+    owner: shop-team\n+    expires: 2036-01-01\n+  - rules: [\"*\"]\n+    reason: Do not bother us\n+    owner: shop-team\n+    expires: 2026-02-15"
	}],
	"waiver/unused": [{
		"scenario": "waivers-audited",
		"format": "rudderstack",
		"shows": "Waivers that expired, end too late, are for everything or for nothing are findings on their lines.",
		"diff": "# properties.yaml\n@@ -6,5 +6,5 @@\n     - id: total\n       name: total\n-      type: number\n+      type: string\n     - id: coupon\n       name: coupon\n# schema-gate.waivers.yml\n@@ -9,2 +9,14 @@\n     owner: shop-team\n     expires: 2025-06-30\n+  - fingerprint: '00000000000b'\n+    reason: Not found by anybody\n+    owner: shop-team\n+    expires: 2026-02-15\n+  - fingerprint: '00000000000c'\n+    reason: For the next decade\n+    owner: shop-team\n+    expires: 2036-01-01\n+  - rules: [\"*\"]\n+    reason: Do not bother us\n+    owner: shop-team\n+    expires: 2026-02-15"
	}],
	"warehouse/column-collision": [{
		"scenario": "rudderstack-warehouse-names",
		"format": "rudderstack",
		"shows": "New properties that share a column with another, whose column the loader keeps, which SQL reserves, or that have no name in ASCII; what was so before is not told.",
		"policy": "version: 1\ndestinations:\n  bq: {warehouse: bigquery}\n  lake: {warehouse: databricks, events: [Order *]}\n  snow: {warehouse: snowflake, types: [track]}\n  ads: {}\n  refunds: {warehouse: postgres, events: [Refund *]}",
		"diff": "# plan.yaml\n@@ -14,2 +14,6 @@\n         - {property: \"#property:sku\"}\n         - {property: \"#property:shop_sku\"}\n+        - {property: \"#property:shop_sku_2\"}\n+        - {property: \"#property:message_id\"}\n+        - {property: \"#property:user\"}\n+        - {property: \"#property:price_ja\"}\n# properties.yaml\n@@ -8,2 +8,6 @@\n     - {id: sku, name: sku, type: string}\n     - {id: shop_sku, name: \"shop sku\", type: string}\n+    - {id: shop_sku_2, name: shopSku, type: integer}\n+    - {id: message_id, name: id, type: string}\n+    - {id: user, name: user, type: string}\n+    - {id: price_ja, name: \"価格\", type: number}"
	}, {
		"scenario": "json-schema-warehouse-names",
		"format": "json-schema",
		"shows": "Properties that share a column in Redshift and Postgres, or only where Postgres cuts their names, and names that the loader or SQL keeps.",
		"policy": "version: 1\ndestinations:\n  pg: {warehouse: postgres}\n  rs: {warehouse: redshift}",
		"diff": "# schemas/order_placed.json\n@@ -7,5 +7,14 @@\n     \"order_id\": {\"type\": \"string\"},\n     \"user_email\": {\"type\": \"string\"},\n-    \"the_name_of_the_shop_in_which_the_customer_picked_up_the_parcel_on_a_monday\": {\"type\": \"boolean\"}\n+    \"the_name_of_the_shop_in_which_the_customer_picked_up_the_parcel_on_a_monday\": {\"type\": \"boolean\"},\n+    \"user\": {\n+      \"type\": \"object\",\n+      \"properties\": {\n+        \"email\": {\"type\": \"string\"}\n+      }\n+    },\n+    \"the_name_of_the_shop_in_which_the_customer_picked_up_the_parcel_on_a_friday\": {\"type\": \"boolean\"},\n+    \"timestamp\": {\"type\": \"string\"},\n+    \"offset\": {\"type\": \"integer\"}\n   }\n }"
	}],
	"warehouse/column-reserved": [{
		"scenario": "rudderstack-warehouse-names",
		"format": "rudderstack",
		"shows": "New properties that share a column with another, whose column the loader keeps, which SQL reserves, or that have no name in ASCII; what was so before is not told.",
		"policy": "version: 1\ndestinations:\n  bq: {warehouse: bigquery}\n  lake: {warehouse: databricks, events: [Order *]}\n  snow: {warehouse: snowflake, types: [track]}\n  ads: {}\n  refunds: {warehouse: postgres, events: [Refund *]}",
		"diff": "# plan.yaml\n@@ -14,2 +14,6 @@\n         - {property: \"#property:sku\"}\n         - {property: \"#property:shop_sku\"}\n+        - {property: \"#property:shop_sku_2\"}\n+        - {property: \"#property:message_id\"}\n+        - {property: \"#property:user\"}\n+        - {property: \"#property:price_ja\"}\n# properties.yaml\n@@ -8,2 +8,6 @@\n     - {id: sku, name: sku, type: string}\n     - {id: shop_sku, name: \"shop sku\", type: string}\n+    - {id: shop_sku_2, name: shopSku, type: integer}\n+    - {id: message_id, name: id, type: string}\n+    - {id: user, name: user, type: string}\n+    - {id: price_ja, name: \"価格\", type: number}"
	}, {
		"scenario": "json-schema-warehouse-names",
		"format": "json-schema",
		"shows": "Properties that share a column in Redshift and Postgres, or only where Postgres cuts their names, and names that the loader or SQL keeps.",
		"policy": "version: 1\ndestinations:\n  pg: {warehouse: postgres}\n  rs: {warehouse: redshift}",
		"diff": "# schemas/order_placed.json\n@@ -7,5 +7,14 @@\n     \"order_id\": {\"type\": \"string\"},\n     \"user_email\": {\"type\": \"string\"},\n-    \"the_name_of_the_shop_in_which_the_customer_picked_up_the_parcel_on_a_monday\": {\"type\": \"boolean\"}\n+    \"the_name_of_the_shop_in_which_the_customer_picked_up_the_parcel_on_a_monday\": {\"type\": \"boolean\"},\n+    \"user\": {\n+      \"type\": \"object\",\n+      \"properties\": {\n+        \"email\": {\"type\": \"string\"}\n+      }\n+    },\n+    \"the_name_of_the_shop_in_which_the_customer_picked_up_the_parcel_on_a_friday\": {\"type\": \"boolean\"},\n+    \"timestamp\": {\"type\": \"string\"},\n+    \"offset\": {\"type\": \"integer\"}\n   }\n }"
	}],
	"warehouse/column-retyped": [{
		"scenario": "rudderstack-warehouse-column-retyped",
		"format": "rudderstack",
		"shows": "What a change of types does to the columns of three warehouses: values are discarded or go elsewhere, also where a property got another name of the same column.",
		"policy": "version: 1\ndestinations:\n  bq: {warehouse: bigquery}\n  lake: {warehouse: databricks, events: [Order *]}\n  snow: {warehouse: snowflake, types: [track]}\n  ads: {}\n  refunds: {warehouse: postgres, events: [Refund *]}",
		"diff": "# properties.yaml\n@@ -5,11 +5,11 @@\n   properties:\n     - {id: order_id, name: order_id, type: string}\n-    - {id: total, name: total, type: integer}\n-    - {id: gift, name: gift, type: boolean}\n-    - {id: ship_to, name: ship_to, type: string}\n-    - {id: note, name: note, type: string}\n-    - {id: placed_on, name: placed_on, type: string, config: {format: date-time}}\n-    - {id: discount, name: discount, type: number}\n-    - {id: lines, name: lines, type: integer}\n-    - {id: timestamp, name: timestamp, type: integer}\n-    - {id: cart_size, name: cartSize, type: integer}\n+    - {id: total, name: total, type: string}\n+    - {id: gift, name: gift, types: [boolean, \"null\"]}\n+    - {id: ship_to, name: ship_to, type: object}\n+    - {id: note, name: note, type: integer}\n+    - {id: placed_on, name: placed_on, type: string}\n+    - {id: discount, name: discount, type: integer}\n+    - {id: lines, name: lines, type: array}\n+    - {id: timestamp, name: timestamp, type: string}\n+    - {id: cart_size, name: cart_size, type: string}"
	}, {
		"scenario": "json-schema-warehouse-column-retyped",
		"format": "json-schema",
		"shows": "A shared definition that does not fit the columns of two properties is one finding; what is in a list is stored with the list.",
		"policy": "version: 1\ndestinations:\n  pg: {warehouse: postgres}\n  rs: {warehouse: redshift}",
		"diff": "# schemas/order_placed.json\n@@ -5,5 +5,5 @@\n   \"type\": \"object\",\n   \"$defs\": {\n-    \"money\": {\"type\": \"integer\"}\n+    \"money\": {\"type\": \"string\"}\n   },\n   \"properties\": {\n@@ -13,10 +13,10 @@\n       \"type\": \"object\",\n       \"properties\": {\n-        \"cart_id\": {\"type\": \"integer\"}\n+        \"cart_id\": {\"type\": \"string\"}\n       }\n     },\n     \"lines\": {\n       \"type\": \"array\",\n-      \"items\": {\"type\": \"integer\"}\n+      \"items\": {\"type\": \"string\"}\n     }\n   }"
	}],
	"warehouse/too-many-columns": [{
		"scenario": "json-schema-warehouse-too-many-columns",
		"format": "json-schema",
		"shows": "One property more than older versions of the loader take.",
		"policy": "version: 1\ndestinations:\n  bq: {warehouse: bigquery}",
		"diff": "# schemas/survey_sent.json\n@@ -204,5 +204,6 @@\n     \"answer_198\": {\"type\": \"boolean\"},\n     \"answer_199\": {\"type\": \"boolean\"},\n-    \"answer_200\": {\"type\": \"boolean\"}\n+    \"answer_200\": {\"type\": \"boolean\"},\n+    \"answer_201\": {\"type\": \"boolean\"}\n   }\n }"
	}]
};
// src/cli/rule-examples.ts
const FORMAT_TITLES = {
	rudderstack: "RudderStack",
	"json-schema": "JSON Schema"
};
function examplesOf(id) {
	const found = new Map(Object.entries(rule_examples_default)).get(id);
	return Array.isArray(found) ? found : [];
}
// src/cli/rule-page.ts
const SEVERITY_COLOURS = {
	error: "red",
	warning: "yellow",
	notice: "cyan",
	off: "dim"
};
function ruleList(rules, options) {
	const paint = painter(options.color);
	const width = Math.max(...rules.map(({ id }) => id.length));
	return `${rules.map(({ id, defaultSeverity, title }) => {
		const severity = paint(SEVERITY_COLOURS[defaultSeverity], defaultSeverity.padEnd(7));
		return `${paint("bold", id.padEnd(width))}  ${severity}  ${title}`;
	}).join("\n")}\n`;
}
function rulePage(rule, options) {
	const paint = painter(options.color);
	const audiences = rule.audiences.length === 0 ? "" : ` for ${rule.audiences.join(" and ")}`;
	const opposite = "rule" in rule.twin ? rule.twin.rule : `none: ${rule.twin.none}`;
	return [
		`${paint("bold", rule.id)}: ${rule.title}`,
		`${paint(SEVERITY_COLOURS[rule.defaultSeverity], rule.defaultSeverity)} by default${audiences}${presetsOf(rule)}`,
		...section("What it finds", prose(rule.what, options), paint),
		...section("Why it matters", prose(rule.why, options), paint),
		...section("How to fix it", prose(rule.fix, options), paint),
		...section("Before", indented(rule.example.before), paint),
		...section("After", indented(rule.example.after), paint),
		...examplesOf(rule.id).flatMap((example) => exampleLines(example, options, paint)),
		...section("In schema-gate.yml", ["  rules:", `    ${rule.id}: ${rule.defaultSeverity}  # or error, warning, notice, off`], paint),
		...section("The opposite change", prose(opposite, options), paint),
		""
	].join("\n");
}
function presetsOf({ presets = {} }) {
	return Object.entries(presets).map(([preset, severity]) => `; ${severity} in the preset ${preset}`).join("");
}
function section(title, lines, paint) {
	return [
		"",
		paint("bold", title),
		...lines
	];
}
function prose(text, { width }) {
	return indented(wrapAnsi(text, Math.max(20, width - 2), { trim: true }));
}
function indented(text) {
	return text.trimEnd().split("\n").map((line) => `  ${line}`);
}
const DIFF_COLOURS = {
	"+": "green",
	"-": "red",
	"@": "cyan",
	"#": "bold"
};
function exampleLines({ format, shows, policy, diff }, options, paint) {
	const coloured = diff.split("\n").map((line) => {
		const colour = DIFF_COLOURS[line.slice(0, 1)];
		return colour === void 0 ? line : paint(colour, line);
	});
	return [
		...section(`A change that it reports, in ${FORMAT_TITLES[format]}`, prose(shows, options), paint),
		...policy === void 0 ? [] : ["", ...indented(`# schema-gate.yml\n${policy}`)],
		"",
		...indented(coloured.join("\n"))
	];
}
// src/cli/explain.ts
const HELP$2 = `
A finding is explained from the report given, one that was saved by
check --format json, else from a check of your work tree.

For an event it lists who gets it: the destinations that the plans themselves
send it to (RudderStack's connections, Segment's subscriptions), and those that
the policy names under destinations.

Examples:
  $ schema-gate explain                                         all rules
  $ schema-gate explain compat/type-changed                     one rule: what, why, how to fix it
  $ schema-gate explain 1f2e3d4c5b6a --report report.json       one finding
  $ schema-gate explain --event "Order Placed"                  who gets this event, and which fields
  $ schema-gate explain --event "Order Placed" --head-dir new/ --format json

Exit codes:
  0  explained
  2  no such rule, finding or event; the call or the configuration is wrong
  3  could not be evaluated`;
function explainCommand(context) {
	return new Command("explain").summary("all rules, a rule, finding or event").description("Without an argument lists all rules; with a rule id prints its page; with the fingerprint of a finding explains that finding; with --event says who gets it.").argument("[rule-or-fingerprint]", "a rule id (family/name), or the 12 digits that a report shows as id").option("--report <file>", "the JSON report that holds the finding (default: a check of your work tree)").addOption(baseOption().conflicts("report")).addOption(new Option("--event <name>", "who gets the events of this name, and how").conflicts(["report", "base"])).option("--head-dir <dir>", "with --event: read this folder, without Git (default: your work tree)").option("--config <file>", "with --event: the policy file, from the root of what is read").addOption(choiceOption("--format <format>", "with --event: how to print it", ["text", "json"])).addHelpText("after", HELP$2).action((name, options) => explain(name, options, context));
}
async function explain(name, options, context) {
	const { terminal, exit } = context;
	if (options.event !== void 0) return explainEvent(name, options.event, options, context);
	if ([
		"headDir",
		"config",
		"format"
	].find((option) => options[option] !== void 0) !== void 0) throw new CallError("--head-dir, --config and --format need --event.", EVENT_EXAMPLE);
	if (name === void 0 && options.report !== void 0) throw new CallError("--report needs the fingerprint of a finding.", "For example: schema-gate explain 1f2e3d4c5b6a --report report.json");
	const text = name === void 0 ? ruleList(metas(), terminal) : pageOf(name, options, terminal);
	exit(0);
	await terminal.print(text);
}
const EVENT_EXAMPLE = "For example: schema-gate explain --event \"Order Placed\"";
async function explainEvent(name, event, options, { terminal, exit }) {
	if (name !== void 0) throw new CallError("--event takes no rule or finding beside it.", EVENT_EXAMPLE);
	const { headDir, config, format } = options;
	const found = receiversOf(headDir === void 0 ? workTree() : folderAt(headDir), event, config === void 0 ? {} : { config });
	if (!found.ok) throw asError(found.failure);
	exit(0);
	await terminal.print(format === "json" ? `${printJson(receiversJson(found.value), 2)}\n` : receiversText(found.value, terminal.color));
}
function metas() {
	return rules.map(({ meta }) => meta);
}
function pageOf(name, options, terminal) {
	if (options.report !== void 0 || /^[\da-f]{12}$/.test(name)) return findingPage(name, options.report === void 0 ? workTreeReport(options.base === void 0 ? {} : { base: options.base }) : readReport(options.report), terminal);
	const rule = metas().find(({ id }) => id === name);
	if (rule !== void 0) return rulePage(rule, terminal);
	const ids = metas().map(({ id }) => id);
	throw new CallError(`There is no rule "${name}".`, `${didYouMean(name, ids, "rules")} \`schema-gate explain\` lists all rules.`);
}
function workTreeReport(options = {}) {
	const { report } = judge(options);
	const [failure] = report.failures;
	if (failure === void 0) return report;
	throw asError(failure);
}
function findingPage(fingerprint, report, terminal) {
	const all = [
		...report.findings,
		...report.waived,
		...report.debt
	];
	const finding = all.find((candidate) => candidate.fingerprint === fingerprint);
	if (finding === void 0) throw new CallError(`The report has no finding ${fingerprint}.`, knownFindings(all, fingerprint));
	const rule = metas().find(({ id }) => id === finding.rule);
	const failOn = report.findings.includes(finding) ? report.failOn : "never";
	const alone = {
		...report,
		failOn,
		findings: [finding],
		waived: [],
		debt: [],
		files: {
			...report.files,
			left: []
		}
	};
	return `${renderText(alone, {
		color: terminal.color,
		width: terminal.width
	})}${rule === void 0 ? "" : `\n${rulePage(rule, terminal)}`}`;
}
function knownFindings(findings, fingerprint) {
	return didYouMean(fingerprint, findings.map((finding) => finding.fingerprint), "findings");
}
// src/policy/waiver-text.ts
var import_dist = require_dist();
const HEADER = `# Findings that may pass for a while, each with a reason, an owner and a last day. What stands here on the branch that
# is merged into counts. \`schema-gate waive FINGERPRINT\` adds an entry.
`;
function itemText(entry, about, indent) {
	const lines = (0, import_dist.stringify)(entry, { lineWidth: 0 }).trimEnd().split("\n");
	return [...about === "" ? [] : [`${indent}# ${foreign(about, 160)}`], ...lines.map((line, index) => `${indent}${index === 0 ? "- " : "  "}${line}`)].map((line) => `${line}\n`).join("");
}
function isNode(value) {
	return typeof value === "object" && value !== null && "range" in value;
}
function endOf(node) {
	if ((0, import_dist.isMap)(node)) {
		const last = node.items.at(-1);
		const inner = [last?.value, last?.key].find(isNode);
		return inner === void 0 || node.flow === true ? node.range?.[1] ?? 0 : endOf(inner);
	}
	if ((0, import_dist.isSeq)(node)) {
		const inner = node.items.at(-1);
		return !isNode(inner) || node.flow === true ? node.range?.[1] ?? 0 : endOf(inner);
	}
	return node.range?.[1] ?? 0;
}
function nextLine(text, end) {
	const trimmed = end - (/\s*$/.exec(text.slice(0, end))?.[0].length ?? 0);
	const at = text.indexOf("\n", trimmed);
	return at < 0 ? text.length : at + 1;
}
const withLineEnd = (text) => text === "" || text.endsWith("\n") ? text : `${text}\n`;
function lineStart(text, offset) {
	return text.lastIndexOf("\n", offset - 1) + 1;
}
function blockItems(text, list) {
	if (!(0, import_dist.isSeq)(list) || list.flow === true) return [];
	const token = list.srcToken;
	return list.items.flatMap((item, index) => {
		if (!isNode(item) || token?.type !== "block-seq") return [];
		const dash = token.items[index]?.start.find(({ type }) => type === "seq-item-ind");
		return dash === void 0 ? [] : [{
			node: item,
			start: lineStart(text, dash.offset),
			end: nextLine(text, endOf(item))
		}];
	});
}
function fingerprintIn(item) {
	return (0, import_dist.isMap)(item) ? item.get("fingerprint") : void 0;
}
function withWaiver(text, entry, about) {
	if (text === null) return `${HEADER}waivers:\n${itemText(entry, about, "  ")}`;
	const document = (0, import_dist.parseDocument)(text, { keepSourceTokens: true });
	const { contents } = document;
	if (contents === null || (0, import_dist.isScalar)(contents) && contents.value === null) return `${withLineEnd(text)}waivers:\n${itemText(entry, about, "  ")}`;
	const list = (0, import_dist.isMap)(contents) ? contents.get("waivers", true) : void 0;
	if ((0, import_dist.isMap)(contents) && contents.flow !== true && list === void 0) return `${withLineEnd(text)}waivers:\n${itemText(entry, about, "  ")}`;
	const items = isNode(list) ? blockItems(text, list) : [];
	const last = items.at(-1);
	if (last !== void 0) {
		const indent = /^[^\S\n]*/.exec(text.slice(last.start))?.[0] ?? "";
		const same = items.find(({ node }) => fingerprintIn(node) === entry.fingerprint);
		if (same !== void 0) return `${text.slice(0, same.start)}${itemText(entry, "", indent)}${text.slice(same.end)}`;
		return `${withLineEnd(text.slice(0, last.end))}${itemText(entry, about, indent)}${text.slice(last.end)}`;
	}
	const isJson = (0, import_dist.isMap)(contents) && contents.flow === true;
	const made = document.createNode(entry);
	if ((0, import_dist.isSeq)(list)) {
		list.items = list.items.filter((item) => !isNode(item) || fingerprintIn(item) !== entry.fingerprint);
		if (!isJson) list.flow = false;
		list.add(made);
	} else document.set("waivers", document.createNode([made]));
	return document.toString({
		lineWidth: 0,
		...isJson && {
			defaultStringType: "QUOTE_DOUBLE",
			defaultKeyType: "QUOTE_DOUBLE"
		}
	});
}
// src/cli/waive.ts
const HELP$1 = `
It writes an entry into the waiver file of your work tree (waivers.file of the
policy; schema-gate.waivers.yml beside it), for you to commit. An entry that is
there for the same finding is replaced. Waivers count once they are in the base,
or at once where the policy says waivers.from-head: true.

Examples:
  $ schema-gate waive 1f2e3d4c5b6a --reason "Nobody reads it" --owner shop-team --expires 2026-03-31
  $ schema-gate waive 1f2e3d4c5b6a --report report.json --reason "..." --owner me --expires 2026-03-31

Exit codes:
  0  written
  2  no such finding, a day too far away, or a waiver file that is not valid`;
function waiveCommand(context) {
	return new Command("waive").summary("let a finding pass for a while").description("Records that a finding may pass until a day: with a reason, and somebody who answers for it.").argument("<fingerprint>", "the 12 digits that a report shows as id").requiredOption("--reason <text>", "why it may pass, for whoever reads it in half a year").requiredOption("--owner <name>", "who answers for it: a person or a team").requiredOption("--expires <YYYY-MM-DD>", "the last day on which it counts", dayArgument).option("--ticket <url>", "the ticket in which the work is planned").option("--report <file>", "the JSON report that holds the finding (default: a check of your work tree)").addOption(baseOption().conflicts("report")).addOption(configOption()).addOption(dateOption()).addHelpText("after", HELP$1).action((fingerprint, options) => waive(fingerprint, options, context));
}
async function waive(fingerprint, options, { terminal, exit }) {
	const { expires, reason, owner, ticket } = options;
	const judged = {
		...options.base !== void 0 && { base: options.base },
		...options.config !== void 0 && { config: options.config },
		...options.date !== void 0 && { date: options.date }
	};
	const request = gateRequest(judged);
	if (!request.revisions.ok) throw asError(request.revisions.failure);
	const chosen = choosePolicy(request.revisions.value, request);
	if (!chosen.ok) throw asError(chosen.failure);
	const { waivers } = chosen.value.policy;
	checkDay(expires, request.date, waivers);
	const finding = findingOf(options.report === void 0 ? workTreeReport(judged) : readReport(options.report), fingerprint);
	const entry = {
		fingerprint,
		reason,
		owner,
		...ticket !== void 0 && { ticket },
		expires
	};
	const line = write(waivers.file, entry, finding);
	exit(0);
	const what = [finding.rule, subject(finding)].filter((part) => part !== "").join(" ");
	const counts = waivers.fromHead ? "It counts with the change that holds it." : "It counts once it is in the base: merge it before the change that needs it.";
	await terminal.print(`Waived until ${expires}: ${finding.severity} ${what}\n  ${finding.message}\nWritten to ${waivers.file}:${line}. ${counts}\n`);
}
function checkDay(expires, date, { maxDays }) {
	const last = dayAfter(date, maxDays);
	if (expires < date) throw new CallError(`--expires ${expires} has passed.`, `Give a day between ${date} and ${last}.`);
	if (expires > last) throw new CallError(`--expires ${expires} is more than ${maxDays} days away.`, `Give a day between ${date} and ${last}; the policy sets the limit (waivers.max-days).`);
}
function findingOf(report, fingerprint) {
	const known = [...report.findings, ...report.waived];
	const finding = known.find((candidate) => candidate.fingerprint === fingerprint);
	if (finding !== void 0 && finding.rule.startsWith("waiver/")) throw new CallError(`${fingerprint} is about a waiver itself.`, "Correct or remove that waiver.");
	if (finding !== void 0) return finding;
	if (report.debt.some((candidate) => candidate.fingerprint === fingerprint)) throw new CallError(`${fingerprint} was there before this change: it blocks nobody.`, "It needs no waiver.");
	throw new CallError(`The report has no finding ${fingerprint}.`, didYouMean(fingerprint, known.map((candidate) => candidate.fingerprint), "findings"));
}
function write(file, entry, finding) {
	const repository = openRepository(process.cwd(), {
		network: { addresses: [] },
		trustOwner: false
	});
	if (!repository.ok) throw asError(repository.failure);
	const target = path.join(repository.value.root, file);
	const text = textOf(target, file);
	const about = [finding.rule, subject(finding)].filter((part) => part !== "").join(": ");
	if (text !== null) waiversIn(file, text);
	const made = withWaiver(text, entry, about);
	const written = waiversIn(file, made).find(({ fingerprint }) => fingerprint === entry.fingerprint);
	if (written === void 0) throw new CallError(`${file} is written in a way that takes no further entry.`, "Add the entry by hand.");
	try {
		writeFileSync(target, made);
	} catch (error) {
		throw new CallError(`Cannot write ${file}: ${error instanceof Error ? error.message : String(error)}.`, "Check the folder.", { cause: error });
	}
	return written.location.line;
}
function textOf(target, file) {
	const facts = lstatSync(target, { throwIfNoEntry: false });
	if (facts === void 0) return null;
	if (!facts.isFile()) throw new CallError(`${file} is no plain file.`, "Make it one, or name another under waivers.file in the policy.");
	return readFileSync(target, "utf8");
}
function waiversIn(file, text) {
	const loaded = loadWaivers(file, new TextEncoder().encode(text), rules.map(({ meta }) => meta.id));
	if (!loaded.ok) throw asError(loaded.failure);
	return loaded.value;
}
// src/cli/program.ts
const HELP = `
Start here:
  $ schema-gate demo                            see the gate judge a small plan
  $ schema-gate check                           your work tree against origin's default branch
  $ schema-gate compare old.json new.json       two JSON Schemas
  $ schema-gate classify                        what it takes for personal data
  $ schema-gate explain                         all rules
  $ schema-gate waive 1f2e3d4c5b6a ...          let a finding pass for a while

Exit codes:
  0  passed
  1  blocked by findings
  2  the call or the configuration is wrong
  3  could not be evaluated (never a pass)`;
function program(context) {
	const { terminal } = context;
	const command = new Command("schema-gate").description("Stops a bad customer-data change before it merges: proves who breaks, and shows the event that breaks.").version(VERSION, "-V, --version", "print the version").helpOption("-h, --help", "print this help").helpCommand("help [command]", "print the help of a command").configureHelp({ helpWidth: terminal.width }).configureOutput({ writeErr: (text) => terminal.talk(text.trimEnd()) }).showHelpAfterError("Run with --help to see how it is used.").exitOverride().addHelpText("after", HELP);
	for (const make of [
		demoCommand,
		checkCommand,
		compareCommand,
		classifyCommand,
		explainCommand,
		waiveCommand
	]) command.addCommand(make(context).copyInheritedSettings(command));
	return command;
}
// src/cli/terminal.ts
const MAX_WIDTH = 100;
const DEFAULT_WIDTH = 80;
function wantsColor(environment, isTerminal) {
	const { FORCE_COLOR: force, NO_COLOR: refuse, TERM: term } = environment;
	if (force !== void 0 && force !== "") return force !== "0" && force !== "false";
	if (refuse !== void 0 && refuse !== "") return false;
	return isTerminal && term !== "dumb";
}
function processTerminal() {
	const { stdout, stderr } = process;
	stdout.on("error", endOnLostOutput);
	stderr.on("error", endOnLostOutput);
	return {
		color: wantsColor(process.env, stdout.isTTY),
		width: Math.min(stdout.columns ?? DEFAULT_WIDTH, MAX_WIDTH),
		columns: stdout.isTTY ? stdout.columns : null,
		print: (text) => new Promise((resolve) => {
			if (stdout.write(text)) resolve();
			else stdout.once("drain", resolve);
		}),
		talk: (text) => {
			const lines = visibleLines(text, text.length).split("\n").map(inert);
			stderr.write(`${lines.join("\n")}\n`);
		}
	};
}
function endOnLostOutput(error) {
	if (error.code === "EPIPE") process.exit();
	process.stderr.write(`error: The output could not be written: ${error.message}\n`);
	process.exit(3);
}
// src/cli.ts
function exitCodeOf(error, terminal) {
	if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
	if (error instanceof CallError) {
		terminal.talk(`error: ${error.message}\n${error.hint}`);
		return 2;
	}
	terminal.talk(`error: The evaluation could not be finished: ${causes(error)}`);
	return 3;
}
function causes(error) {
	if (!(error instanceof Error)) return String(error);
	const described = `${error.name}: ${error.message}`;
	return error.cause === void 0 ? described : `${described}\n  caused by ${causes(error.cause)}`;
}
const terminal = processTerminal();
const exit = (code) => {
	process.exitCode = code;
};
try {
	await program({
		terminal,
		exit
	}).parseAsync();
} catch (error) {
	exit(exitCodeOf(error, terminal));
}
export {};
