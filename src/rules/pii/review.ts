/** Words that people write where an address is still to come. */
const PLACEHOLDER = /\b(?:todo|tbd|fixme|xxx+)\b/i;

/** Whether a text is the address of a review: an http(s) URL, no placeholder (as Glean's `data_reviews` demands). */
export function isReview(text: string): boolean {
  return !PLACEHOLDER.test(text) && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
