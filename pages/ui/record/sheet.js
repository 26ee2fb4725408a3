// A quarter on one sheet: typed as into a spreadsheet. Nothing is sent while somebody types; what is typed is kept in
// this browser until it is saved or discarded, and is sent whole when “Check” is pressed.

const PREFIX = "dia.draft."
const MOST_OFFERED = 5
const GROUPS = [
  ["due", "Due"],
  ["reported", "Reported"],
  ["other", "Not due"],
]
const NOTHING = "Nothing to report"

const fold = (text) => text.normalize("NFKC").toLowerCase()
const clock = (moment) => new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties)
  for (const [name, value] of Object.entries(properties)) if (name.includes("-")) element.setAttribute(name, value)
  element.append(...children)
  return element
}

// A block as spreadsheets copy it: rows by line ends, cells by tabs; a cell with line ends in it stands in quotes.
function readBlock(text) {
  const rows = [[""]]
  let quoted = false
  const clean = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "")
  for (let at = 0; at < clean.length; at++) {
    const [sign, cells] = [clean[at], rows.at(-1)]
    const begins = cells.at(-1) === ""
    if (sign === '"' && (quoted || begins)) {
      if (quoted && clean[at + 1] === '"') cells[cells.length - 1] += clean[++at]
      else quoted = !quoted
    } else if (sign === "\t" && !quoted) cells.push("")
    else if (sign === "\n" && !quoted) rows.push([""])
    else cells[cells.length - 1] += sign
  }
  return rows
}

class Sheet {
  forgotten = new Set()
  corrected = new Set() // rows that were changed after they were refused
  open = new Set(["due"])

  constructor(root) {
    this.root = root
    root.addEventListener("input", (event) => this.#hear(event))
    root.addEventListener("keydown", (event) => this.#press(event))
    root.addEventListener("paste", (event) => this.#paste(event))
    root.addEventListener("focusout", ({ target }) => setTimeout(() => this.#closeOffers(target), 150))
    addEventListener("storage", ({ key }) => {
      if (key !== PREFIX + this.data?.id || root.contains(this.#focused())) return
      this.#read()
      this.#draw()
    })
  }

  follow(data, send) {
    this.send = send
    const [other, before] = [this.data?.id !== data.id, this.data]
    this.data = data
    this.told = false
    this.corrected.clear()
    if (other) {
      this.#read()
      this.open = new Set([data.rows.some((row) => row.group === "due") ? "due" : "reported"])
    }
    if (data.gone && !this.forgotten.has(data.gone)) {
      this.forgotten.add(data.gone)
      if (before) this.#drop()
    }
    const drawn = JSON.stringify([data.id, data.by, data.rows.map(({ problems, offers, ...row }) => row)])
    const wrong = data.rows.filter((row) => row.problems.length)
    const closed = wrong.filter((row) => !this.open.has(row.group))
    for (const row of closed) this.open.add(row.group)
    if (drawn !== this.drawn || other || closed.length) this.#draw()
    else this.#mark()
    this.drawn = drawn
    const problems = JSON.stringify(wrong.map((row) => row.problems))
    if (wrong.length && problems !== this.problems) this.root.querySelector("[aria-invalid=true]")?.focus()
    this.problems = problems
  }

  // What is typed

  #read() {
    this.cells = new Map()
    this.at = undefined
    this.author = undefined
    try {
      const draft = JSON.parse(localStorage.getItem(PREFIX + this.data.id))
      if (!draft?.cells) return
      this.cells = new Map(Object.entries(draft.cells))
      this.at = draft.at
      this.author = draft.author
    } catch {
      // The browser keeps nothing, or something else stands there: the sheet begins empty.
    }
  }

  #keep() {
    const cells = Object.fromEntries([...this.cells].filter(([key, cell]) => this.#isChanged(this.#row(key), cell)))
    this.at = Date.now()
    this.unkept = false
    try {
      if (Object.keys(cells).length)
        localStorage.setItem(PREFIX + this.data.id, JSON.stringify({ at: this.at, author: this.author, cells }))
      else localStorage.removeItem(PREFIX + this.data.id)
    } catch {
      this.unkept = true
    }
    this.#tell()
    if (!this.data.isChecked || this.told) return
    this.told = true
    this.send("edited", true)
  }

  #drop() {
    this.cells = new Map()
    this.at = undefined
    localStorage.removeItem(PREFIX + this.data.id)
    this.drawn = ""
  }

  #row(key) {
    return this.data.rows.find((row) => `${row.kpi}|${row.scope}` === key)
  }

  #cell(row) {
    return this.cells.get(`${row.kpi}|${row.scope}`) ?? { text: row.filled, nothing: row.nothing, base: row.reported }
  }

  #isChanged(row, cell = row && this.#cell(row)) {
    return !!row && (cell.text.trim() !== row.filled.trim() || cell.nothing !== row.nothing)
  }

  #set(row, change) {
    this.cells.set(`${row.kpi}|${row.scope}`, { ...this.#cell(row), ...change })
  }

  #check() {
    const changed = this.data.rows.filter((row) => this.#isChanged(row))
    const rows = changed.map((row) => {
      const { text, nothing } = this.#cell(row)
      return { kpi_id: row.kpi, scope_key: row.scope, text, is_nothing: nothing }
    })
    this.send("check", { rows, author: this.name.value })
  }

  // What is seen

  #draw() {
    const focused = this.#focused()
    const key = focused?.closest?.("tr")?.dataset.key
    const column = focused?.dataset?.column
    const caret = [focused?.selectionStart, focused?.selectionEnd]
    this.message = make("p", { className: "message", role: "status" })
    this.table = make("table", {}, this.#drawHead())
    for (const [group, title] of GROUPS) this.#drawGroup(group, title)
    this.root.replaceChildren(this.table, this.message, this.#drawFoot())
    this.#mark()
    this.#tell()
    const again = key && this.root.querySelector(`tr[data-key="${CSS.escape(key)}"] [data-column="${column}"]`)
    again?.focus()
    if (again && column === "value") again.setSelectionRange(...caret)
  }

  #drawHead() {
    const heads = ["KPI", "Last report", "All partners so far", `Expected by ${this.data.by}`, "This quarter", NOTHING]
    return make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col", textContent: text }))))
  }

  #drawGroup(group, title) {
    const rows = this.data.rows.filter((row) => row.group === group)
    if (!rows.length) return
    const isOpen = this.open.has(group)
    const button = make("button", {
      type: "button", className: "fold", textContent: `${isOpen ? "Hide" : "Show"} ${rows.length} ${title.toLowerCase()}`,
      "aria-expanded": String(isOpen),
    })
    button.onclick = () => {
      if (isOpen) this.open.delete(group)
      else this.open.add(group)
      this.#draw()
      this.root.querySelector(`tbody[data-group="${group}"] .fold`)?.focus()
    }
    const head = group === "due" ? `${title}: ${rows.length}` : button
    const body = make("tbody", {}, make("tr", { className: "group" }, make("th", { colSpan: 6, scope: "colgroup" }, head)))
    body.dataset.group = group
    let before
    for (const row of isOpen ? rows : []) {
      body.append(this.#drawRow(row, row.kpi === before))
      before = row.kpi
    }
    this.table.append(body)
  }

  #drawRow(row, isRepeated) {
    const label = [row.name, row.place].filter(Boolean).join(", ")
    const cell = this.#cell(row)
    const isLong = row.takes !== "number"
    const field = make(isLong ? "textarea" : "input", {
      value: cell.text, autocomplete: "off", spellcheck: false, "aria-label": label,
      placeholder: { number: row.unit, names: "One name per line", "named numbers": "Name: number" }[row.takes],
    })
    field.dataset.column = "value"
    if (isLong) field.rows = Math.max(1, cell.text.split("\n").length)
    else field.inputMode = "decimal"
    const box = make("input", { type: "checkbox", checked: cell.nothing, "aria-label": `${NOTHING}: ${label}` })
    box.dataset.column = "nothing"
    const name = make("span", { className: isRepeated ? "name again" : "name", textContent: row.name, title: row.help })
    const place = make("span", { className: "place", textContent: row.place })
    const standing = make("div", { className: "standing", textContent: row.reported && `Reported: ${row.reported}` })
    const cells = [
      make("th", { scope: "row" }, name, place, make("span", { className: "why", textContent: row.why })),
      ...[["Last report", row.last], ["All partners so far", row.soFar], [`Expected by ${this.data.by}`, row.expected]].map(
        ([head, text]) => {
          const one = make("td", { textContent: text })
          one.dataset.head = head
          return one
        },
      ),
      make("td", { className: "value" }, field, make("div", { className: "offers" }), standing,
        make("div", { className: "problems", role: "status" })),
      make("td", { className: "nothing" }, make("label", {}, box, make("span", { textContent: NOTHING }))),
    ]
    const found = make("tr", {}, ...cells)
    found.dataset.key = `${row.kpi}|${row.scope}`
    return found
  }

  #drawFoot() {
    const rest = make("button", { type: "button", textContent: "Nothing else to report" })
    rest.title = "Answers “Nothing to report” in each row above that is due and still empty"
    rest.onclick = () => {
      for (const row of this.data.rows)
        if (row.group === "due" && !this.#cell(row).text.trim()) this.#set(row, { nothing: true, base: row.reported })
      this.#keep()
      this.#draw()
    }
    this.discard = make("button", { type: "button", textContent: "Discard draft" })
    this.discard.onclick = () => {
      this.#drop()
      this.#keep()
      this.#draw()
    }
    this.name = make("input", { value: this.author ?? this.data.author, "aria-label": "Your name", autocomplete: "name" })
    this.name.placeholder = "Your name"
    const check = make("button", { type: "button", className: "first", textContent: "Check" })
    check.onclick = () => this.#check()
    return make("div", { className: "foot" }, rest, this.name, check, this.discard)
  }

  #mark() {
    for (const element of this.root.querySelectorAll("tr[data-key]")) this.#markRow(element)
  }

  // What is wrong with a row, and which known name a typed one may be.
  #markRow(element) {
    const row = this.#row(element.dataset.key)
    const cell = this.#cell(row)
    const isOver = this.#isChanged(row, cell) && cell.base !== row.reported
    const news = isOver ? [`Reported meanwhile: ${row.reported || "taken back"}. Compare before you save.`] : []
    this.#showProblems(element, [...(this.corrected.has(row) ? [] : row.problems), ...news])
    const lines = cell.text.split("\n").map((line) => line.trim())
    const offers = row.offers.filter(({ typed }) => lines.some((line) => line.startsWith(typed)))
    this.#showOffers(
      element,
      offers.map(({ typed, known }) => [`Use “${known}”`, () => this.#replace(row, element, typed, known)]),
    )
  }

  #showProblems(element, problems) {
    const [field, place] = [element.querySelector("[data-column=value]"), element.querySelector(".problems")]
    place.replaceChildren(...problems.map((text) => make("p", { textContent: text })))
    place.id = `problems-${element.dataset.key}`
    if (problems.length) field.setAttribute("aria-describedby", place.id)
    else field.removeAttribute("aria-describedby")
    field.setAttribute("aria-invalid", String(problems.length > 0))
  }

  #showOffers(element, offers) {
    const place = element.querySelector(".offers")
    place.replaceChildren(
      ...offers.map(([text, choose]) => {
        const button = make("button", { type: "button", textContent: text })
        button.onclick = choose
        return button
      }),
    )
  }

  #tell() {
    const typed = this.data.rows.filter((row) => this.#isChanged(row)).length
    const kept = this.unkept ? "This browser cannot keep a draft: save before you leave" : `Draft kept in this browser, ${clock(this.at)}`
    const said = typed ? `${typed} ${typed === 1 ? "line" : "lines"} filled in. ${kept}` : ""
    if (this.message.textContent !== said) this.message.textContent = said
    this.discard.hidden = !typed
  }

  // What is typed, pressed and pasted

  #hear({ target }) {
    if (target === this.name) {
      this.author = target.value
      if (this.cells.size) this.#keep()
      return
    }
    const element = target.closest("tr[data-key]")
    if (!element) return
    const row = this.#row(element.dataset.key)
    if (target.type === "checkbox") this.#set(row, { nothing: target.checked, base: row.reported })
    else {
      this.#set(row, { text: target.value, base: row.reported })
      if (target.tagName === "TEXTAREA") {
        target.rows = Math.max(1, target.value.split("\n").length)
        this.#suggest(row, element, target)
      }
    }
    this.corrected.add(row)
    this.#showProblems(element, [])
    this.#keep()
  }

  #suggest(row, element, field) {
    const [from, to] = this.#findLine(field)
    const line = field.value.slice(from, to).split(":")[0].trim()
    const there = new Set(field.value.split("\n").map((one) => fold(one.split(":")[0].trim())))
    const wanted = fold(line)
    const found =
      line.length < 2 ? [] : this.data.known.filter((name) => fold(name).includes(wanted) && !there.has(fold(name)))
    this.active = -1
    const choose = (name) => () => {
      const more = row.takes === "names" ? "\n" : ": "
      field.setRangeText(name + more, from, to, "end")
      field.focus()
      field.dispatchEvent(new Event("input", { bubbles: true }))
    }
    this.#showOffers(element, found.slice(0, MOST_OFFERED).map((name) => [name, choose(name)]))
  }

  #findLine(field) {
    const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1
    const end = field.value.indexOf("\n", field.selectionStart)
    return [from, end < 0 ? field.value.length : end]
  }

  #closeOffers(target) {
    const element = target.closest?.("tr[data-key]")
    if (!element || element.contains(this.#focused())) return
    this.#markRow(element)
  }

  #replace(row, element, typed, name) {
    const lines = this.#cell(row).text.split("\n")
    const text = lines.map((line) => (line.trim().startsWith(typed) ? line.replace(typed, name) : line)).join("\n")
    const field = element.querySelector("[data-column=value]")
    field.value = text
    field.focus()
    field.dispatchEvent(new Event("input", { bubbles: true }))
    this.#showOffers(element, [])
  }

  #press(event) {
    const { target, key } = event
    if (key === "Enter" && (event.ctrlKey || event.metaKey || target === this.name)) {
      event.preventDefault()
      this.#check()
      return
    }
    if (!target.dataset?.column || event.altKey || event.ctrlKey || event.metaKey) return
    if (this.#pressOffers(event)) return
    const isText = target.dataset.column === "value"
    const isLong = target.tagName === "TEXTAREA"
    const [start, end] = isText ? [target.selectionStart, target.selectionEnd] : [0, 0]
    const isFirst = !isLong || !target.value.slice(0, start).includes("\n")
    const isLast = !isLong || !target.value.slice(end).includes("\n")
    const isEmptyLine = isLong && isLast && /(^|\n)[^\S\n]*$/.test(target.value.slice(0, end))
    const moves = {
      ArrowUp: isFirst && [-1, target.dataset.column],
      ArrowDown: isLast && [1, target.dataset.column],
      Enter: (!isLong || isEmptyLine || event.shiftKey) && [event.shiftKey ? -1 : 1, target.dataset.column],
      ArrowRight: isText && start === end && end === target.value.length && [0, "nothing"],
      ArrowLeft: !isText && [0, "value"],
    }
    if (!moves[key]) return
    event.preventDefault()
    this.#move(target.closest("tr"), ...moves[key])
  }

  // In a list of suggestions the arrows choose and Enter takes; Escape closes it.
  #pressOffers(event) {
    const buttons = [...event.target.closest("tr").querySelectorAll(".offers button")]
    if (!buttons.length || event.target.tagName !== "TEXTAREA") return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && (step > 0 || this.active >= 0)) this.active = Math.min(this.active + step, buttons.length - 1)
    else if (event.key === "Enter" && this.active >= 0) buttons[this.active].click()
    else if (event.key === "Escape") this.#showOffers(event.target.closest("tr"), [])
    else return false
    event.preventDefault()
    for (const [place, button] of buttons.entries()) button.classList.toggle("active", place === this.active)
    return true
  }

  #move(from, step, column) {
    const rows = [...this.root.querySelectorAll("tr[data-key]")]
    const field = rows[rows.indexOf(from) + step]?.querySelector(`[data-column=${column}]`)
    field?.focus()
    if (field?.select && column === "value" && step) field.select()
    field?.scrollIntoView({ block: "nearest" })
  }

  #paste(event) {
    const { target } = event
    const typed = event.clipboardData?.getData("text") ?? ""
    if (target.dataset?.column !== "value" || !/[\n\t]/.test(typed.trimEnd())) return
    const isNames = target.tagName === "TEXTAREA" && !typed.includes("\t")
    if (isNames && !typed.includes('"')) return // names, one per line
    event.preventDefault()
    const block = readBlock(typed)
    const rows = [...this.root.querySelectorAll("tr[data-key]")]
    const places = rows.slice(rows.indexOf(target.closest("tr")))
    const widest = Math.max(...block.map((cells) => cells.length))
    const refuse = (why) => this.#showProblems(target.closest("tr"), [`Nothing was pasted: the block has ${why}`])
    const [high, left] = [block.length, places.length].map((number) => number.toLocaleString("en-GB"))
    if (widest > 1) {
      refuse(`${widest} columns, and this sheet takes one. Copy the column of this quarter alone.`)
      return
    }
    if (block.length > places.length) {
      refuse(`${high} rows, and ${left} are left from here. Begin further up, or copy fewer.`)
      return
    }
    block.forEach(([text], place) => {
      if (!text.trim()) return
      const row = this.#row(places[place].dataset.key)
      this.#set(row, { text: text.trim(), base: row.reported })
    })
    this.#keep()
    this.#draw()
  }

  #focused() {
    return this.root.getRootNode().activeElement
  }
}

const sheets = new WeakMap()

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector("[data-sheet]")
  if (!sheets.has(root)) sheets.set(root, new Sheet(root))
  sheets.get(root).follow(data, setTriggerValue)
}
