// What is typed into a form is kept in this browser until it is saved or discarded: over a change of tab or quarter, a
// reload, and a restart of the server. Streamlit sends nothing of a form before its button is pressed, so only the
// browser can. All windows share the one draft of a form: the newest text wins.

const PREFIX = "dia.draft."
const TYPED = "input:not([type=checkbox]):not([type=radio]):not([role=combobox]), textarea"
const CHOSEN = "[role=radio], input[type=radio], input[type=checkbox]"
const EVENTS = ["input", "change", "click", "keyup", "focusout"]

function read(id) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + id)) ?? undefined
  } catch {
    return undefined
  }
}

function same(one, other) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => one[name] === other[name])
}

function time(moment) {
  const [then, now] = [new Date(moment), new Date()]
  const hour = then.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })
  if (then.toDateString() === now.toDateString()) return hour
  return `${then.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" })}, ${hour}`
}

// A field as Streamlit draws it: what is typed in it, or which of its choices is chosen.
class Field {
  constructor(key) {
    const box = document.querySelector(`.st-key-${CSS.escape(key.trim().replace(/[^a-zA-Z0-9_-]/g, "-"))}`)
    this.typed = box?.querySelector(TYPED)
    this.choices = this.typed ? [] : [...(box?.querySelectorAll(CHOSEN) ?? [])]
    this.element = this.typed ?? this.choices[0]
  }

  get value() {
    if (this.typed) return this.typed.value
    const chosen = this.choices.map((one) => one.checked ?? one.getAttribute("aria-checked") === "true")
    return chosen.flatMap((is, place) => (is ? [place] : [])).join()
  }

  // As if it were typed: React listens to these events, and Streamlit takes over what a field holds when it is left.
  set value(text) {
    if (text === this.value) return
    if (!this.typed) {
      const [before, after] = [this.value, text].map((one) => new Set(one.split(",").filter(Boolean)))
      for (const [place, one] of this.choices.entries()) {
        if (before.has(String(place)) !== after.has(String(place)) && (after.size || before.size)) one.click()
        if (this.value === text) return
      }
      return
    }
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(this.typed), "value").set.call(this.typed, text)
    this.typed.dispatchEvent(new Event("input", { bubbles: true }))
    this.typed.dispatchEvent(new FocusEvent("focusout", { bubbles: true }))
  }
}

class Drafts {
  forms = new Map()
  blanks = new WeakMap() // what a field held when it was drawn, by its element
  forgotten = new Set()

  constructor() {
    for (const type of EVENTS) document.addEventListener(type, () => setTimeout(() => this.#keepAll()), true)
    addEventListener("storage", ({ key, oldValue }) => this.#hear(key, oldValue))
    addEventListener("beforeunload", (event) => {
      this.#keepAll()
      if (this.unkept) event.preventDefault()
    })
    new MutationObserver(() => this.#fillAll()).observe(document.body, { childList: true, subtree: true })
  }

  follow(element, { id, fields, gone }, draw) {
    for (const [of, mark] of Object.entries(gone)) this.#forget(of, mark)
    if (!id) return
    const before = this.forms.get(element)
    const form = before?.id === id ? Object.assign(before, { fields, draw }) : { id, fields, draw, state: "" }
    this.forms.set(element, form)
    this.#fill(form)
    this.#draw(form)
  }

  leave(element) {
    this.forms.delete(element)
  }

  discard(element) {
    const form = this.forms.get(element)
    localStorage.removeItem(PREFIX + form.id)
    this.#empty(form)
    this.#draw(form, "")
  }

  // Each saving is marked by the server, and heard of by every form that is drawn later: it is done once.
  #forget(id, mark) {
    if (this.forgotten.has(mark)) return
    this.forgotten.add(mark)
    localStorage.removeItem(PREFIX + id)
    for (const form of this.forms.values()) if (form.id === id) this.#draw(form, "")
  }

  #found(form) {
    const found = Object.entries(form.fields).map(([name, key]) => [name, new Field(key)])
    return found.filter(([, field]) => field.element)
  }

  #fillAll() {
    for (const form of this.forms.values()) this.#fill(form)
  }

  // Fields that are new on the page take what the draft says.
  #fill(form) {
    const fresh = this.#found(form).filter(([, { element }]) => !this.blanks.has(element))
    if (!fresh.length) return
    for (const [, field] of fresh) this.blanks.set(field.element, field.value)
    const draft = read(form.id)
    const wanted = fresh.filter(([name, field]) => draft && name in draft.texts && draft.texts[name] !== field.value)
    for (const [name, field] of wanted) field.value = draft.texts[name]
    if (!wanted.length) return
    const changed = wanted.some(([name, { element }]) => draft.blanks[name] !== this.blanks.get(element))
    const news = changed ? ". What is recorded has changed since: compare before you save" : ""
    this.#draw(form, `Draft from ${time(draft.at)} restored${news}`)
  }

  #keepAll() {
    this.#fillAll()
    for (const form of this.forms.values()) this.#keep(form)
  }

  #keep(form) {
    const before = read(form.id) ?? { texts: {}, blanks: {} }
    const [texts, blanks] = [{ ...before.texts }, { ...before.blanks }]
    for (const [name, field] of this.#found(form)) {
      delete texts[name]
      const blank = this.blanks.get(field.element)
      if (field.value !== blank) [texts[name], blanks[name]] = [field.value, blanks[name] ?? blank]
    }
    if (same(texts, before.texts)) return
    const draft = { at: Date.now(), texts, blanks }
    try {
      if (Object.keys(texts).length) localStorage.setItem(PREFIX + form.id, JSON.stringify(draft))
      else localStorage.removeItem(PREFIX + form.id)
      this.unkept = false
      this.#draw(form, Object.keys(texts).length ? `Draft kept in this browser, ${time(draft.at)}` : "")
    } catch {
      this.unkept = true // the browser keeps nothing, or has no room: then it asks before the page is left
      this.#draw(form, "This browser cannot keep a draft: save before you leave")
    }
  }

  #empty(form) {
    for (const [, field] of this.#found(form)) field.value = this.blanks.get(field.element) ?? field.value
  }

  // Another window typed, saved or discarded.
  #hear(key, old) {
    for (const form of this.forms.values()) {
      if (PREFIX + form.id !== key) continue
      const draft = read(form.id)
      if (!draft && old === null) continue
      for (const [name, field] of this.#found(form)) {
        field.value = draft?.texts[name] ?? this.blanks.get(field.element) ?? field.value
      }
      this.#draw(form, draft ? `Typed in another window, ${time(draft.at)}` : "Saved or discarded in another window")
    }
  }

  #draw(form, state = form.state) {
    form.state = state
    form.draw(state, read(form.id) !== undefined)
  }
}

const NAME = Symbol.for("dia.drafts")
const drafts = (window[NAME] ??= new Drafts())

export default function ({ data, parentElement }) {
  const status = parentElement.querySelector("[role=status]")
  const discard = parentElement.querySelector("button")
  discard.onclick = () => drafts.discard(parentElement)
  drafts.follow(parentElement, data, (state, isKept) => {
    if (status.textContent !== state) status.textContent = state
    status.parentElement.hidden = !state
    discard.hidden = !isKept
  })
  return () => drafts.leave(parentElement)
}
