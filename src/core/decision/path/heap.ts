/** Gives out what comes first, whatever the order in which it was put in. */
export interface Heap<Value> {
  push(value: Value): void
  pop(): Value | undefined
}

export function createHeap<Value>(isBefore: (a: Value, b: Value) => boolean): Heap<Value> {
  const held: Value[] = []
  const at = (index: number) => held[index] as Value
  const swap = (a: number, b: number) => {
    const kept = at(a)
    held[a] = at(b)
    held[b] = kept
  }
  return {
    push(value) {
      held.push(value)
      for (let child = held.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1
        if (!isBefore(at(child), at(parent))) break
        swap(child, parent)
        child = parent
      }
    },
    pop() {
      const first = held[0]
      const last = held.pop()
      if (held.length === 0 || last === undefined) return first
      held[0] = last
      for (let parent = 0; ; ) {
        let least = parent
        for (const child of [2 * parent + 1, 2 * parent + 2])
          if (child < held.length && isBefore(at(child), at(least))) least = child
        if (least === parent) return first
        swap(parent, least)
        parent = least
      }
    },
  }
}
