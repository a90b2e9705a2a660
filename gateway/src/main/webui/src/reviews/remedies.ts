/** `freight-subsidy` on the wire. */
const wordOf = (name: string) => name.toUpperCase().replaceAll('-', '_');

/** The remedies of one alternative in a line. */
export function offered(
  remedies: readonly { what: string; amount?: string | null; share?: number | null }[],
  word: (group: string, name: string) => string,
  share: (value: number) => string,
): string {
  return remedies
    .map((remedy) => [word('remedy', wordOf(remedy.what)), remedy.amount ?? '', remedy.share ? share(remedy.share) : ''].filter(Boolean).join(' '))
    .join(' + ');
}
