import { styleText } from 'node:util';

/** Prints a text in a style where the terminal takes colours, else plainly. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

export function painter(color: boolean): Paint {
  return (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
}
