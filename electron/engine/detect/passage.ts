import { Letters } from './letters.ts';
import type { StemSet } from './stem-set.ts';
import { type Quantity, quantitiesIn, type Sentence, sentencesOf } from './text-units.ts';
import { fingerprintsOf, stemsOf, type Words, wordsOf } from './words.ts';

/** A text with what the functions make of it, each made once, when first asked for. */
export class Passage {
  readonly text: string;
  #letters: Letters | undefined;
  #words: Words | undefined;
  #stems: StemSet | undefined;
  #sentences: readonly Sentence[] | undefined;
  #quantities: readonly Quantity[] | undefined;
  #fingerprints: ReadonlyMap<number, number> | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get letters(): Letters {
    this.#letters ??= new Letters(this.text);
    return this.#letters;
  }

  get words(): Words {
    this.#words ??= wordsOf(this.text);
    return this.#words;
  }

  /** Hashes of its distinct words. */
  get stems(): StemSet {
    this.#stems ??= stemsOf(this.text);
    return this.#stems;
  }

  get sentences(): readonly Sentence[] {
    this.#sentences ??= sentencesOf(this.text);
    return this.#sentences;
  }

  get quantities(): readonly Quantity[] {
    this.#quantities ??= quantitiesIn(this.text);
    return this.#quantities;
  }

  /** Hash of each run of words, with the index of its first word. */
  get fingerprints(): ReadonlyMap<number, number> {
    this.#fingerprints ??= fingerprintsOf(this.words);
    return this.#fingerprints;
  }
}
