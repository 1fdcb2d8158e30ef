/** The list of the package alone: its functions need packages that may not be shipped. */
declare module 'currency-codes/data.js' {
  import type { CurrencyCodeRecord } from 'currency-codes';
  const records: readonly CurrencyCodeRecord[];
  export default records;
}
