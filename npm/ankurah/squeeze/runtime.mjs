// Functions of the compiler's runtime that make classes, for classes as JavaScript has them.
import { INTERFACE } from './program.mjs';
import { parsed } from './tree.mjs';

const INSTEAD = `
let ankurahKnown = new Map();
let $rt_metadata = (data, implementing) => {
  for (let i = 0; i < data.length;) {
    let cls = data[i++];
    let m = cls[$rt_meta] = $rt_newClassMetadata();
    m.name = data[i++] || null;
    if (m.name !== null) {
      let folder = data[i++];
      if (folder >= 0) {
        m.name = $rt_packageData[folder] + m.name;
      }
    }
    m.binaryName = 'L' + m.name + ';';
    m.superinterfaces = data[i++];
    m.modifiers = data[i++];
    m.parent = m.modifiers & ${INTERFACE} || cls === $rt_objcls() ? null : Object.getPrototypeOf(cls);
    let outer = data[i++];
    if (outer !== 0) {
      m.enclosingClass = outer[0] || null;
      m.declaringClass = outer[1] || null;
      m.simpleName = outer[2] || null;
    }
    let clinit = data[i++];
    m.clinit = clinit === 0 ? () => {} : () => {
      m.clinit = () => {};
      clinit();
    };
  }
  for (let i = 0; i < implementing.length; i += 2) {
    implementing[i][$rt_meta].superinterfaces = implementing[i + 1];
  }
};
let $rt_arraycls = (cls) => {
  let result = cls[$rt_meta].arrayType;
  if (result === null) {
    result = class extends $rt_objcls() {
      constructor(data) {
        super();
        this.data = data;
      }
      toString() {
        return '[' + Array.from(this.data, String).join(', ') + ']';
      }
      $clone0() {
        return new this.constructor(this.data.slice());
      }
    };
    result.prototype.type = cls;
    let name = '[' + cls[$rt_meta].binaryName;
    result[$rt_meta] = $rt_newClassMetadata({ name: name, binaryName: name, parent: $rt_objcls(), itemType: cls });
    cls[$rt_meta].arrayType = result;
  }
  return result;
};
`;

/** What the class that all are below has, for classes of which the runtime is told nothing. */
const DESCRIBING = `
class Described {
  static get [$rt_meta]() {
    let known = ankurahKnown.get(this);
    if (known === undefined) {
      ankurahKnown.set(this, known = $rt_newClassMetadata({ parent: Object.getPrototypeOf(this) }));
    }
    return known;
  }
  static set [$rt_meta](value) {
    ankurahKnown.set(this, value);
  }
}
`;

export const describing = () => parsed(DESCRIBING).body[0].body.body;

/** Puts them in place of what the compiler wrote. */
export function replaceRuntime(tree) {
  const declared = ({ declarations }) => declarations?.[0].id.name;
  const instead = new Map(parsed(INSTEAD).body.map((one) => [declared(one), one]));
  const known = new Set(tree.body.map(declared));
  const added = [...instead.values()].filter((one) => !known.has(declared(one)));
  tree.body = [...added, ...tree.body.map((one) => instead.get(declared(one)) ?? one)];
}
