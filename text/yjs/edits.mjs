// Random edits of what stands in a document beside its texts: maps, arrays, XML, documents in documents. The seed decides all.
import * as Y from 'yjs'

const KEYS = ['a', 'b', 'ключ', '']

/** The types that are edited here. */
export function besides(doc) {
  return [doc.getMap('map'), doc.getArray('array'), doc.getXmlFragment('xml')]
}

export function editBeside(doc, seed) {
  const dice = new Dice(seed)
  const [map, array, xml] = besides(doc)
  doc.transact(() => {
    for (let i = dice.below(3); i >= 0; i--) {
      switch (dice.below(3)) {
        case 0: return editMap(map, dice, 0)
        case 1: return editArray(array, dice, 0)
        default: return editXml(xml, dice, 0)
      }
    }
  })
}

/** What an editor of rich text does: elements with attributes, and formatted text in them. */
export function editElements(doc, seed) {
  const dice = new Dice(seed)
  doc.transact(() => {
    for (let i = dice.below(3); i >= 0; i--) editElement(besides(doc)[2], dice, 0)
  }, 'mine')
}

function editElement(parent, dice, depth) {
  const at = dice.below(parent.length + 1)
  if (at < parent.length) {
    const child = parent.get(at)
    switch (dice.below(6)) {
      case 0: return parent.delete(at, 1 + dice.below(Math.min(2, parent.length - at)))
      case 1: case 2: case 3: return child instanceof Y.XmlText ? editText(child, dice) : editElement(child, dice, depth + 1)
      case 4: if (child instanceof Y.XmlElement) return setAttribute(child, dice)
    }
  }
  if (depth > 4) return
  const element = new Y.XmlElement(dice.of(['paragraph', 'heading', 'list']))
  element.insert(0, [new Y.XmlText(dice.word())])
  parent.insert(at, [dice.below(3) === 0 && depth > 0 ? new Y.XmlText(dice.word()) : element])
}

function setAttribute(element, dice) {
  const name = dice.of(['level', 'src', 'marks'])
  if (dice.below(4) === 0) element.removeAttribute(name)
  else element.setAttribute(name, dice.of([1, 'word', true, null, { deep: [1, 'x'] }]))
}

/** The text in it, a line for each element that has some of its own. */
export function linesOf(xml) {
  const lines = ['']
  const walk = type => {
    for (const child of type.toArray()) {
      if (child instanceof Y.XmlText) lines[lines.length - 1] += child.toDelta().map(({ insert }) => typeof insert === 'string' ? insert : '').join('')
      else {
        lines.push('')
        walk(child)
        lines.push('')
      }
    }
  }
  walk(xml)
  return lines.filter(line => line !== '').join('\n')
}

function editMap(map, dice, depth) {
  const key = dice.of(KEYS)
  const inside = map.get(key)
  if (editInside(inside, dice, depth)) return
  if (dice.below(4) === 0) map.delete(key)
  else map.set(key, value(dice, depth))
}

function editArray(array, dice, depth) {
  const at = dice.below(array.length + 1)
  if (at < array.length) {
    if (editInside(array.get(at), dice, depth)) return
    if (dice.below(3) === 0) return array.delete(at, 1 + dice.below(Math.min(3, array.length - at)))
  }
  array.insert(at, Array.from({ length: 1 + dice.below(3) }, () => element(dice, depth)))
}

function editXml(xml, dice, depth) {
  const at = dice.below(xml.length + 1)
  if (at < xml.length) {
    if (editInside(xml.get(at), dice, depth)) return
    if (dice.below(3) === 0) return xml.delete(at, 1)
  }
  switch (dice.below(3)) {
    case 0: return xml.insert(at, [new Y.XmlText(dice.word())])
    case 1: return xml.insert(at, [new Y.XmlHook(dice.of(KEYS))])
    default: return xml.insert(at, [new Y.XmlElement(dice.of(['p', 'h1', 'é']))])
  }
}

/** Edits a type that was met, now and then. */
function editInside(type, dice, depth) {
  if (!(type instanceof Y.AbstractType) || depth > 3 || dice.below(3) === 0) return false
  if (type instanceof Y.Text) editText(type, dice)
  else if (type instanceof Y.Array) editArray(type, dice, depth + 1)
  else if (type instanceof Y.Map) editMap(type, dice, depth + 1)
  else if (type instanceof Y.XmlElement && dice.below(2) === 0) type.setAttribute(dice.of(KEYS), dice.word())
  else if (type instanceof Y.XmlFragment) editXml(type, dice, depth + 1)
  else return false
  return true
}

/** Cuts no surrogate pair. */
function editText(text, dice) {
  const units = text.toString()
  const at = whole(units, dice.below(units.length + 1))
  const end = whole(units, Math.min(units.length, at + 2))
  switch (at < end ? dice.below(4) : 3) {
    case 0: return text.delete(at, end - at)
    case 1: return text.format(at, end - at, { [dice.of(KEYS)]: dice.below(2) === 0 ? null : dice.below(3) })
    default: return text.insert(at, dice.word())
  }
}

/** The place itself, or the one before it if it lies inside a surrogate pair. */
function whole(units, at) {
  return units.codePointAt(at - 1) > 0xffff ? at - 1 : at
}

/** A Y.Array takes these two only inside something. */
function element(dice, depth) {
  const one = value(dice, depth)
  return one === undefined || typeof one === 'bigint' ? [one] : one
}

function value(dice, depth) {
  switch (dice.below(depth > 2 ? 13 : 19)) {
    case 0: return null
    case 1: return undefined
    case 2: return true
    case 3: return false
    case 4: return dice.below(200) - 100
    case 5: return dice.below(2 ** 31) * 2 ** 15
    case 6: return dice.below(1000) / 8
    case 7: return dice.below(2 ** 31) * Math.PI
    case 8: return BigInt(dice.below(2 ** 31)) * -123456789n
    case 9: return dice.word()
    case 10: return { k: dice.below(9), [dice.of(KEYS)]: [dice.word(), null, { deep: dice.below(2 ** 31) / 7 }] }
    case 11: return [dice.below(9), dice.word(), undefined, true]
    case 12: return new Uint8Array([dice.below(256), 0, 255])
    case 13: return new Y.Map([[dice.of(KEYS), dice.below(9)]])
    case 14: return Y.Array.from([dice.below(9), dice.word()])
    case 15: return new Y.Text(dice.word())
    case 16: return new Y.XmlElement('div')
    case 17: return new Y.XmlFragment()
    default: return new Y.Doc({ guid: `doc-${dice.below(1000)}`, autoLoad: dice.below(2) === 0, meta: dice.below(2) === 0 ? { m: 1 } : undefined })
  }
}

class Dice {
  #state

  constructor(seed) {
    this.#state = seed >>> 0
  }

  /** From 0, below the bound. */
  below(bound) {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 * bound)
  }

  of(list) {
    return list[this.below(list.length)]
  }

  word() {
    return ['', 'x', 'hello', 'grüße', '日本', '🙂', 'a🇩🇪b'][this.below(7)]
  }
}
