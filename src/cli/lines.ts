import { createReadStream } from 'node:fs';
import process from 'node:process';
import { printJson, type Json } from '../jsonschema/index.ts';
import { unreadableFile } from './schema-file.ts';

/** A line, or why it has no text: it is longer than allowed, or not UTF-8. */
export type Line = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: 'too-long' | 'not-utf8' };

/**
 * The lines of a stream of bytes, one at a time, in constant memory. Only a line feed ends a line: U+2028 inside a JSON string does not,
 * as it would for node:readline. A byte order mark stays in the text.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const take = (): Line => {
    const line: Line = size > maxBytes ? { ok: false, problem: 'too-long' } : decoded(Buffer.concat(parts));
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

const LINE_FEED = 0x0a;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes that are no UTF-8 are not replaced: two different texts would become the same one. */
function decoded(bytes: Uint8Array): Line {
  try {
    return { ok: true, text: UTF8.decode(bytes) };
  } catch {
    return { ok: false, problem: 'not-utf8' };
  }
}

/** Answers every line of a file that is not blank by one line of JSON, in order, in constant memory. `file` is a path, or `-` for stdin. */
export async function* answerLines(file: string, maxBytes: number, answer: (line: Line) => Json): AsyncGenerator<string> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  try {
    for await (const line of linesOf(input, maxBytes)) {
      if (line.ok && line.text.trim() === '') continue;
      yield `${printJson(answer(line))}\n`;
    }
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? unreadableFile(file, error) : error;
  }
}
