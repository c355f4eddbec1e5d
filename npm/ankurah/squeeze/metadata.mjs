// Tells the runtime of classes only what anything asks for.
//
// The compiler tells what each class is called, is below, implements, and how it is initialized. A class has what it is below by
// itself, most have no name that is used, and most interfaces are asked for by nothing: no `instanceof` names them. Classes of which
// nothing is left to tell get what the runtime keeps of them when it asks.
import { INTERFACE } from './program.mjs';
import { isCall, literal, name, visit } from './tree.mjs';

/** What the runtime asks of modifiers: whether it is an interface, or an enum. */
const ASKED_FOR = INTERFACE | 65_536;

const isTold = ({ expression }) => isCall(expression, '$rt_metadata');

/** The classes that a program names beside what the runtime is told, and the enums, whose constants may be asked for. */
function named({ tree, classes }) {
  const declarations = new Set([...classes.values()].map(({ statement }) => statement));
  const found = new Set();
  const enums = new Set();
  for (const statement of tree.body) {
    if (isTold(statement) || declarations.has(statement)) {
      continue;
    }
    const into = isCall(statement.expression, '$rt_enumConstantsMetadata') ? enums : found;
    visit(statement, (node) => {
      if (node.type === 'Identifier' && classes.has(node.name)) {
        into.add(node.name);
      }
    });
  }
  for (const { said } of classes.values()) {
    visit(said.outer, (node) => {
      if (node.type === 'Identifier') {
        found.add(node.name);
      }
    });
  }
  return { found, enums };
}

/** The interfaces to tell of a class: in place of one that nothing asks for, those that it extends. */
function implemented({ said }, classes, found) {
  const all = said.interfaces.elements.map((one) => classes.get(one.name));
  return [...new Set(all.flatMap((one) => (found.has(one.name) ? [one.name] : implemented(one, classes, found))))];
}

/** Rewrites what the runtime is told, and takes the interfaces out that nothing asks for. */
export function tellLess(program) {
  const { tree, classes } = program;
  const { found, enums } = named(program);
  const [entries, implementing] = [[], []];
  for (const one of classes.values()) {
    if (one.isInterface && !found.has(one.name)) {
      continue;
    }
    const { said } = one;
    const interfaces = { type: 'ArrayExpression', elements: implemented(one, classes, found).map(name) };
    const modifiers = said.modifiers.value & ASKED_FOR;
    const isNamed = said.folder !== undefined;
    if (isNamed || modifiers !== 0 || said.outer.value !== 0 || enums.has(one.name) || one.parent === undefined) {
      const called = isNamed ? [said.name, said.folder] : [said.name];
      entries.push(name(one.name), ...called, interfaces, literal(modifiers), said.outer, enums.has(one.name) ? said.initializer : literal(0));
    } else if (interfaces.elements.length > 0) {
      implementing.push(name(one.name), interfaces);
    }
  }
  const [first, ...others] = tree.body.filter(isTold);
  first.expression.arguments = [entries, implementing].map((elements) => ({ type: 'ArrayExpression', elements }));
  const gone = new Set(others);
  for (const one of [...classes.values()].filter(({ isInterface, name: key }) => isInterface && !found.has(key))) {
    classes.delete(one.name);
    gone.add(one.statement);
  }
  tree.body = tree.body.filter((one) => !gone.has(one));
}
