/** A line, or that it is longer than allowed (its text is not kept). */
export type Line = { readonly ok: true; readonly text: string } | { readonly ok: false };

/**
 * The lines of a stream of bytes, one at a time, in constant memory. Only a line feed ends a line: U+2028 inside a JSON string does not,
 * as it would for node:readline. Invalid UTF-8 becomes U+FFFD.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const take = (): Line => {
    const line: Line = size > maxBytes ? { ok: false } : { ok: true, text: Buffer.concat(parts).toString('utf8') };
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
