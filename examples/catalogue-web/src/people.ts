/** What a window shows of whoever sits before it. */
export interface Person {
  readonly name: string;
  /** Dark enough for white letters on it. */
  readonly color: string;
  readonly colorLight: string;
}

const NAME = 'catalogue.name';
const NAMES = ['Ella', 'Miles', 'Nina', 'Thelonious', 'Astrud', 'Django', 'Etta', 'Sidney', 'Mary Lou', 'Chet'];
const HUES = [18, 150, 210, 265, 320, 45, 185, 95];

/** The name given here once, or one that is made up. */
export function ownName(): string {
  const known = localStorage.getItem(NAME);
  return known ?? (NAMES[Math.floor(Math.random() * NAMES.length)] as string);
}

export function keepName(name: string): void {
  localStorage.setItem(NAME, name);
}

export function person(name: string): Person {
  let sum = 0;
  for (const letter of name) {
    sum = (sum * 31 + letter.codePointAt(0)!) % 1_000_003;
  }
  const hue = HUES[sum % HUES.length];
  return { name, color: `hsl(${hue} 62% 32%)`, colorLight: `hsl(${hue} 70% 50% / 0.28)` };
}
