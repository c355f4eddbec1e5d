// Has all records compared by one function, which reads the fields that an object has. The compiler says of those that derive it
// (`HostRecords`), each in a method of its own; here they get it from the class that all records are below.
import { asMemberCall, isCall, name, parsed, rewrite, statements } from './tree.mjs';

const BASE = 'jl_Record';
const DERIVED = { $equals: 'awir_HostRecords_equal', $hashCode: 'awir_HostRecords_hash' };
const TEXT = 'awir_HostRecords_text';
const OWN = [`${BASE}_equals`, `${BASE}_hashCode`];
const INSTEAD = `
let ankurahNoFields;
let ankurahFields = (object) => {
  ankurahNoFields ??= Object.keys(new jl_Object());
  return Object.keys(object).filter((key) => !ankurahNoFields.includes(key));
};
let ankurahIsObject = (value) => typeof value === 'object' && value !== null;
let ankurahText = (mark, value) => mark === 'Z' ? value ? 'true' : 'false'
  : mark === 'C' ? String.fromCharCode(value)
  : mark === 'D' && Number.isInteger(value) ? value + '.0'
  : ankurahIsObject(value) ? $rt_ustr(value.$toString()) : String(value);
let ${TEXT} = (shape, record) => {
  let [called, ...names] = $rt_ustr(shape).split(';');
  let fields = ankurahFields(record);
  return $rt_str(called + '[' + names.map((key, i) => {
    let mark = key[0] < 'a' ? key[0] : '';
    return key.slice(mark.length) + '=' + ankurahText(mark, record[fields[i]]);
  }).join(', ') + ']');
};
let ankurahHash = (value) => typeof value === 'bigint'
  ? Number(BigInt.asIntN(32, value ^ value >> BigInt(32)))
  : ankurahIsObject(value) ? value.$hashCode() : value | 0;
let ${OWN[0]} = ($this, $other) => $this === $other || ankurahIsObject($other) && $this.constructor === $other.constructor
  && ankurahFields($this).every((key) => {
    let one = $this[key];
    let other = $other[key];
    return Object.is(one, other) || ankurahIsObject(one) && one.$equals(other);
  }) ? 1 : 0;
let ${OWN[1]} = ($this) => ankurahFields($this).reduce((hash, key) => Math.imul(hash, 31) + ankurahHash($this[key]) | 0, 0);
`;

/** Whether all that a method does is to call this function with what it was given. */
const gives = ({ node }, called) => {
  const [{ argument } = {}] = statements(node).body;
  return isCall(argument, called) && argument.arguments.every((one, i) => one.name === node.params[i].name);
};

/** Rewrites a program; gives it back. */
export function withRecords(program) {
  const { tree, classes, functions } = program;
  const base = classes.get(BASE);
  if (!functions.has(DERIVED.$equals)) {
    return program;
  }
  const gone = new Map();
  for (const one of base.below) {
    for (const [key, called] of Object.entries(DERIVED)) {
      const { behind } = one.virtual.get(key) ?? {};
      if (behind !== undefined && behind.values === 0 && gives(behind, called)) {
        one.virtual.delete(key);
        functions.delete(behind.name);
        gone.set(behind.name, key);
      }
    }
  }
  Object.values(DERIVED).forEach((called) => functions.delete(called));
  let others = 0;
  rewrite(tree, (node) => {
    const key = isCall(node) ? gone.get(node.callee.name) : undefined;
    const own = isCall(node) ? Object.values(DERIVED).indexOf(node.callee.name) : -1;
    others += own < 0 ? 0 : 1;
    return key !== undefined
      ? asMemberCall(node, key)
      : own < 0 ? undefined : { ...node, callee: name(OWN[own]) };
  });
  const added = parsed(INSTEAD).body;
  const isGone = (key) => gone.has(key) || key === TEXT || Object.values(DERIVED).includes(key);
  tree.body = [...tree.body.filter(({ declarations }) => !isGone(declarations?.[0].id.name)), ...added];
  Object.keys(DERIVED).forEach((key, i) => {
    const statement = added.find(({ declarations }) => declarations[0].id.name === OWN[i]);
    const [{ id, init: node }] = statement.declarations;
    const behind = { name: id.name, node, statement, calls: others, values: 0, virtual: [{ one: base, name: key }] };
    functions.set(id.name, behind);
    base.virtual.set(key, { behind, arity: 1 - i });
  });
  return program;
}
