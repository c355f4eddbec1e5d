// Asks a policy file who may do what, without a server: for tests. The rules are evaluated by the same code as at the server.
import { InvalidError, typed } from './errors.js';

/** A value of a row or a claim. A row stands for a reference to it, a Date for an instant, a bigint for an int of 64 bits. */
export type PolicyValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | PolicyRow
  | readonly PolicyValue[]
  | { readonly [name: string]: unknown };

/** Who asks: the id, the roles, and whatever else the policy may see of a token. */
export interface Claims {
  readonly id?: string;
  readonly roles?: readonly string[];
  readonly [claim: string]: PolicyValue | undefined;
}

/** A row that is made up. */
export class PolicyRow {
  /** @internal */
  constructor(
    /** @internal */ readonly owner: Policy,
    readonly collection: string,
    readonly values: Readonly<Record<string, PolicyValue>>,
  ) {}
}

/** What one rule said. */
export interface Verdict {
  readonly rule: string;
  readonly condition: string;
  readonly outcome: 'allows' | 'is_false' | 'is_unknown' | 'other_role';
  /** What stood at the paths of the condition, as JSON. */
  readonly values: Readonly<Record<string, string>>;
}

/** Why something is allowed, or not. */
export interface Explanation {
  readonly allowed: boolean;
  readonly what: string;
  /** The names of the rules that allow it; empty if it is refused. */
  readonly allowing: readonly string[];
  /** Each of them has to be allowed; in each, one rule that allows is enough. */
  readonly steps: readonly { readonly place: string; readonly allowed: boolean; readonly verdicts: readonly Verdict[] }[];
  /** In words, a line for each rule. */
  readonly text: string;
}

type Ask = (policy: string, question: string) => string | Error;
type Action = 'read' | 'create' | 'update' | 'delete' | 'erase';

/** The rules of a policy file. */
export class Policy {
  /** Differs for every other text. */
  readonly version: string;

  private constructor(
    private readonly ask: Ask,
    private readonly text: string,
  ) {
    this.version = (JSON.parse(this.answer('')) as { version: string }).version;
  }

  /** Reads a policy. Rejects with `policy.invalid` and the place, if not all of it is understood. */
  static async parse(text: string): Promise<Policy> {
    const { ask } = await import('./policy-core.mjs');
    return new Policy(ask, text);
  }

  /** A row to ask about, or to refer to from another. */
  row(collection: string, values: Readonly<Record<string, PolicyValue>>): PolicyRow {
    return new PolicyRow(this, collection, { ...values });
  }

  read(as: Claims, row: PolicyRow): Explanation {
    return this.explain('read', as, row);
  }

  create(as: Claims, row: PolicyRow): Explanation {
    return this.explain('create', as, row);
  }

  /** A null in the changes clears. */
  update(as: Claims, before: PolicyRow, changes: Readonly<Record<string, PolicyValue>>): Explanation {
    return this.explain('update', as, before, changes);
  }

  delete(as: Claims, row: PolicyRow): Explanation {
    return this.explain('delete', as, row);
  }

  erase(as: Claims, row: PolicyRow): Explanation {
    return this.explain('erase', as, row);
  }

  private explain(
    action: Action,
    as: Claims,
    row: PolicyRow,
    changes: Readonly<Record<string, PolicyValue>> = {},
  ): Explanation {
    const rows: unknown[] = [];
    const known = new Map<PolicyRow, number>();
    const at = (one: PolicyRow): number => {
      let index = known.get(one);
      if (index === undefined) {
        if (one.owner !== this) throw new InvalidError('policy.question', 'the row was made for another policy');
        const values = members(one.values, at);
        index = rows.push({ collection: one.collection, values }) - 1;
        known.set(one, index);
      }
      return index;
    };
    const question = { action, row: at(row), as: members(as, at), changes: members(changes, at), rows };
    return JSON.parse(this.answer(JSON.stringify(question))) as Explanation;
  }

  private answer(question: string): string {
    const answer = this.ask(this.text, question);
    if (typeof answer !== 'string') throw typed(answer);
    return answer;
  }
}

function members(values: Readonly<Record<string, unknown>>, at: (row: PolicyRow) => number): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) written[name] = encode(value, at);
  }
  return written;
}

function encode(value: unknown, at: (row: PolicyRow) => number): unknown {
  if (value instanceof PolicyRow) return { $row: at(value) };
  if (value instanceof Date) return { $instant: String(BigInt(value.getTime()) * 1000n) };
  if (typeof value === 'bigint') return { $int: String(value) };
  if (Array.isArray(value)) return value.map((item) => encode(item, at));
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new InvalidError('policy.question', `${value} is no value`);
  }
  return typeof value === 'object' && value !== null ? { $json: value } : value;
}
