import type { Contract } from './contract.ts';

/** The built-in contracts. */
export const PACKS: readonly Contract[] = [];
