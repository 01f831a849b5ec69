/** A share from 0 to 1 for a sentence: `60 %`. */
export function formatPercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
