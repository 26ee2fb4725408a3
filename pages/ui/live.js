// One connection of this window to the stream of changes; it is open while something follows and the window is seen.
// A hidden window holds none, since a browser allows six to one server; seen again, it learns at once what it missed.

const FIRST_WAIT = 250
const LONGEST_WAIT = 10_000
const SILENCE = 40_000 // the server speaks every 15 s
const UNANSWERED = 5_000

class Changes {
  followers = new Map()
  marks = new Set()
  failures = 0

  constructor() {
    document.addEventListener("visibilitychange", () => this.#settle())
    window.addEventListener("online", () => this.#settle())
    window.addEventListener("offline", () => this.#lose())
  }

  follow(element, { url, revision }, send) {
    const known = this.followers.get(element)
    const drawn = revision
    this.followers.set(element, known?.drawn === drawn ? { ...known, send } : { drawn, send })
    if (this.url !== url) this.#close()
    this.url = url
    this.#settle()
    this.#tell()
    this.#judge()
  }

  leave(element) {
    this.followers.delete(element)
    this.#settle()
  }

  show(mark) {
    this.marks.add(mark)
    mark(this)
  }

  hide(mark) {
    this.marks.delete(mark)
  }

  get wanted() {
    return this.followers.size > 0
  }

  #settle() {
    clearTimeout(this.retry)
    if (!this.wanted || document.hidden) this.#close()
    else if (!this.source) this.#open()
    this.#draw()
  }

  #open() {
    const source = new EventSource(this.url)
    source.onmessage = ({ data }) => this.#hear(Number(data))
    source.onerror = () => this.#lose()
    this.source = source
    this.#watch()
  }

  #close() {
    clearTimeout(this.watch)
    this.source?.close()
    this.source = undefined
    this.revision = undefined
  }

  #hear(revision) {
    this.failures = 0
    this.revision = revision
    this.#watch()
    this.#tell()
    this.#judge()
  }

  // The figures are those of this moment when all that follows has drawn the newest revision, and not before.
  #judge() {
    const drawn = [...this.followers.values()].every((follower) => follower.drawn >= this.revision)
    if (drawn) {
      this.lost = undefined
      this.current = new Date()
    }
    this.#draw()
  }

  #watch() {
    clearTimeout(this.watch)
    this.watch = setTimeout(() => this.#lose(), SILENCE)
  }

  #lose() {
    if (!this.source) return
    this.#close()
    this.lost ??= this.current ?? new Date()
    // Not all at the same moment: a server that has just started has enough to do.
    const wait = Math.min(FIRST_WAIT * 2 ** this.failures++, LONGEST_WAIT) * (0.5 + Math.random())
    clearTimeout(this.retry)
    this.retry = setTimeout(() => this.#settle(), wait)
    this.#draw()
  }

  // What was asked for and did not come (Streamlit's own connection was lost as well) is asked for again.
  #tell() {
    const now = Date.now()
    for (const follower of this.followers.values()) {
      const old = this.revision > follower.drawn
      const asked = follower.asked === this.revision
      if (!old || (asked && now - follower.askedAt < UNANSWERED)) continue
      if (asked) this.lost ??= this.current ?? new Date()
      follower.asked = this.revision
      follower.askedAt = now
      follower.send(this.revision)
    }
  }

  #draw() {
    for (const mark of this.marks) mark(this)
  }
}

const NAME = Symbol.for("dia.changes")
const changes = (window[NAME] ??= new Changes())
const marks = new WeakMap()

function words({ wanted, lost, revision }) {
  if (!wanted) return ["", ""]
  if (lost) {
    const time = lost.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })
    return ["lost", `connection lost – figures from ${time}`]
  }
  return revision === undefined ? ["", ""] : ["live", "live"]
}

// A text is written only where it changes: a screen reader says it each time.
function drawn(status) {
  const [dot, text] = [status.querySelector("[data-dot]"), status.querySelector("[data-text]")]
  return (state) => {
    const [kind, said] = words(state)
    if (text.textContent !== said) text.textContent = said
    dot.dataset.dot = kind
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const status = parentElement.querySelector("[role=status]")
  if (!status) {
    changes.follow(parentElement, data, (revision) => setTriggerValue("revision", revision))
    return () => changes.leave(parentElement)
  }
  if (!marks.has(parentElement)) marks.set(parentElement, drawn(status))
  const mark = marks.get(parentElement)
  changes.show(mark)
  return () => {
    changes.hide(mark)
    marks.delete(parentElement)
  }
}
