import { Worker, workerData } from "node:worker_threads";
// src/jsonschema/oracle/worker.ts
function watch({ port, counter, stopped, memoryMb }) {
	const start = {
		role: "work",
		port,
		counter
	};
	const worker = new Worker(new URL(import.meta.url), {
		workerData: start,
		transferList: [port],
		env: {},
		execArgv: [],
		stdout: true,
		stderr: true,
		resourceLimits: {
			maxOldGenerationSizeMb: memoryMb,
			maxYoungGenerationSizeMb: 32
		}
	});
	worker.on("error", () => void 0);
	worker.on("exit", () => {
		Atomics.store(stopped, 0, 1);
		signal(counter);
	});
}
async function work({ port, counter }) {
	const { replyTo } = await import("./oracle-jobs.js");
	port.on("message", (job) => {
		replyTo(job).then((reply) => {
			port.postMessage(reply);
			signal(counter);
		});
	});
	signal(counter);
}
function signal(counter) {
	Atomics.add(counter, 0, 1);
	Atomics.notify(counter, 0);
}
function isStart(value) {
	return typeof value === "object" && value !== null && "role" in value && (value.role === "watch" || value.role === "work");
}
const start = workerData;
if (!isStart(start)) throw new TypeError("this file runs as a thread of the gate only");
if (start.role === "watch") watch(start);
else await work(start);
export {};
