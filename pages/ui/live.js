// One connection of this window to the stream of changes; it is open while the window is seen. It tells what follows
// that something was recorded or that a new day began, and any page that the server was away: a new server knows no part
// of it, nor its filters.
// A hidden window holds none, since a browser allows six to one server; seen again, it learns at once what it missed.

const FIRST_WAIT = 250
const LONGEST_WAIT = 10_000
const LONGEST_WAIT_REFUSED = 60_000 // the server has as many listeners as it can serve
const SILENCE = 40_000 // the server speaks every 15 s
const UNANSWERED = 4_000
const LONGEST_UNANSWERED = 60_000

class Changes {
  followers = new Map()
  marks = new Map()
  failures = 0
  repeats = 0

  constructor() {
    document.addEventListener("visibilitychange", () => this.#see())
    window.addEventListener("online", () => this.#settle())
    window.addEventListener("offline", () => this.#lose())
  }

  follow(element, { url, revision, day }, send) {
    const known = this.followers.get(element)
    this.followers.set(element, { drawn: { revision, day }, asked: known?.asked, send })
    this.#use(url)
    this.#tell()
    this.#judge()
  }

  leave(element) {
    this.followers.delete(element)
    this.#settle()
  }

  // Each time the whole page is drawn, `run` is another one: what a lost connection left undone is done then.
  show(element, { run, url }, draw, send) {
    if (this.marks.get(element)?.run !== run) this.#settled()
    this.marks.set(element, { run, draw, send })
    this.#use(url)
    this.#judge()
  }

  hide(element) {
    this.marks.delete(element)
    this.#settle()
  }

  get wanted() {
    return this.following || this.marks.size > 0
  }

  get following() {
    return this.followers.size > 0
  }

  get behind() {
    return this.returned || [...this.followers.values()].some(({ drawn }) => this.#isOld(drawn))
  }

  // A clock may go back, and the day with it.
  #isOld({ revision, day }) {
    return revision < this.revision || (this.day !== undefined && day !== this.day)
  }

  // Whether the server was away is not known of the time when nobody looked.
  #see() {
    if (document.hidden) this.hidden = Date.now()
    else this.returned ||= Date.now() - this.hidden > SILENCE
    this.#settle()
  }

  #use(url) {
    if (this.url !== url) this.#close()
    this.url = url
    this.#settle()
  }

  #settle() {
    clearTimeout(this.retry)
    if (!this.wanted || document.hidden) this.#close()
    else if (!this.source) this.#open()
    this.#draw()
  }

  #open() {
    const source = new EventSource(this.url)
    source.onmessage = ({ data, lastEventId }) => this.#hear(Number(data), lastEventId || undefined)
    source.onerror = () => this.#lose(source.readyState === EventSource.CLOSED)
    this.source = source
    this.#watch()
  }

  #close() {
    clearTimeout(this.silence)
    this.source?.close()
    this.source = undefined
    this.revision = undefined
    this.day = undefined
  }

  #hear(revision, day) {
    this.failures = 0
    this.revision = revision
    this.day = day
    this.#watch()
    this.#tell()
    this.#judge()
  }

  #watch() {
    clearTimeout(this.silence)
    this.silence = setTimeout(() => this.#lose(), SILENCE)
  }

  // A stream that the server refuses is closed by the browser; of one that breaks off it waits to open it again.
  #lose(refused = false) {
    if (!this.source) return
    this.#close()
    this.refused = refused
    this.returned = true
    this.lost ??= this.current ?? new Date()
    // Not all at the same moment: a server that has just started has enough to do.
    const longest = refused ? LONGEST_WAIT_REFUSED : LONGEST_WAIT
    const wait = Math.min(FIRST_WAIT * 2 ** this.failures++, longest) * (0.5 + Math.random())
    clearTimeout(this.retry)
    this.retry = setTimeout(() => this.#settle(), wait)
    this.#draw()
  }

  // A server that has come back may be a new one, which does not know the parts of this page: they are drawn with the
  // whole page then. So they are where a part does not answer, as Streamlit's own connection was lost meanwhile.
  // One part is asked at a time: of two that ask at once Streamlit draws the first alone.
  #tell() {
    if (this.returned) this.#repeat()
    const behind = [...this.followers.values()].filter(({ drawn }) => this.#isOld(drawn))
    if (!behind.length || this.returned || behind.some(({ asked, drawn }) => asked === name(drawn))) return
    const next = behind.reduce((one, other) => (other.drawn.revision < one.drawn.revision ? other : one))
    next.asked = name(next.drawn)
    next.send(name(this))
    this.unanswered ??= setTimeout(() => this.#repeat(), UNANSWERED)
  }

  #repeat() {
    clearTimeout(this.unanswered)
    this.unanswered = undefined
    if (!this.source || !this.behind) return
    this.lost ??= this.current ?? new Date()
    for (const { send } of this.marks.values()) send()
    const wait = Math.min(UNANSWERED * 2 ** this.repeats++, LONGEST_UNANSWERED)
    this.unanswered = setTimeout(() => this.#repeat(), wait)
    this.#draw()
  }

  #settled() {
    clearTimeout(this.unanswered)
    this.unanswered = undefined
    this.returned = this.source ? false : this.returned
    this.repeats = 0
  }

  // The figures are those of this moment when all that follows has drawn the newest revision, and not before.
  #judge() {
    if (this.revision !== undefined && !this.behind) {
      this.#settled()
      this.lost = undefined
      this.current = new Date()
    }
    this.#draw()
  }

  #draw() {
    for (const { draw } of this.marks.values()) draw(this)
  }
}

// Asked once to draw anew, a part is not asked again before it has drawn something else.
function name({ revision, day }) {
  return `${revision} ${day}`
}

const NAME = Symbol.for("dia.changes")
const changes = (window[NAME] ??= new Changes())

function words({ following, lost, refused, revision }) {
  if (!following) return ["", ""]
  if (lost) {
    const time = lost.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })
    return ["lost", `${refused ? "not live" : "connection lost"} – figures from ${time}`]
  }
  return revision === undefined ? ["", ""] : ["live", "live"]
}

// A text is written only where it changes: a screen reader says it each time.
function write(status, state) {
  const [dot, text] = [status.querySelector("[data-dot]"), status.querySelector("[data-text]")]
  const [kind, said] = words(state)
  status.hidden = !said
  if (text.textContent !== said) text.textContent = said
  dot.dataset.dot = kind
}

export default function ({ data, parentElement, setTriggerValue }) {
  const status = parentElement.querySelector("[role=status]")
  if (status) {
    const send = () => setTriggerValue("again", Date.now())
    changes.show(parentElement, data, (state) => write(status, state), send)
    return () => changes.hide(parentElement)
  }
  changes.follow(parentElement, data, (revision) => setTriggerValue("revision", revision))
  return () => changes.leave(parentElement)
}
