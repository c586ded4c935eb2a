/** Keeps texts from everybody who does not hold its key. */
export interface Seal {
  /** The text under seal, `seal:…`; the same text twice gives two seals that nobody can tell to be of one text. */
  close(text: string): string;
  /** What was sealed. Throws for what this key did not seal. */
  open(sealed: string): string;
  /** A name that stands for a text without telling it: always the same one, and not to be found by trying texts. */
  nameOf(text: string): string;
}
