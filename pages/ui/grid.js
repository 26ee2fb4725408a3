// A sheet that is filled in as in a spreadsheet. Nothing is sent while somebody types; what is typed is kept in this
// browser until it is saved or discarded, and is sent whole when “Check” is pressed.

const PREFIX = "dia.draft."
const FILLED = "dia.workbook"
const MOST_OFFERED = 5
const LARGEST_FILE = 2_000_000
const TICKED = "x" // how a ticked box is told, here and in workbooks
const LONG = ["names", "named numbers", "long text"]

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

class Grid {
  forgotten = new Set()
  corrected = new Set() // rows that were changed after they were refused
  open = new Set()

  constructor(root) {
    this.root = root
    root.addEventListener("input", (event) => this.#hear(event))
    root.addEventListener("keydown", (event) => this.#press(event))
    root.addEventListener("paste", (event) => this.#paste(event))
    root.addEventListener("dragover", (event) => {
      event.preventDefault()
      root.classList.add("over")
    })
    root.addEventListener("dragleave", () => root.classList.remove("over"))
    root.addEventListener("drop", (event) => this.#dropFile(event))
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
      this.open = new Set([data.groups.map(([group]) => group).find((group) => data.rows.some((row) => row.group === group))])
    }
    if (data.gone && !this.forgotten.has(data.gone)) {
      this.forgotten.add(data.gone)
      if (before) this.#drop()
    }
    if (data.fill && sessionStorage.getItem(FILLED) !== data.fill.mark) {
      // Once, also where the sheet is left and opened again: by then it may be discarded or typed over.
      sessionStorage.setItem(FILLED, data.fill.mark)
      this.#takeOver(data.fill.cells)
    }
    const drawn = JSON.stringify([data.id, data.columns, data.rows.map(({ problems, offers, ...row }) => row)])
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
    this.at = this.author = this.reason = undefined
    try {
      const draft = JSON.parse(localStorage.getItem(PREFIX + this.data.id))
      if (!draft?.cells) return
      this.cells = new Map(Object.entries(draft.cells).filter(([, cell]) => cell?.values))
      this.at = draft.at
      this.author = draft.author
      this.reason = draft.reason
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
        localStorage.setItem(PREFIX + this.data.id, JSON.stringify({ at: this.at, author: this.author, reason: this.reason, cells }))
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
    this.reason = ""
    localStorage.removeItem(PREFIX + this.data.id)
    this.drawn = ""
  }

  // What a workbook says, that was filled in elsewhere: each row with what stood in the record when it was made.
  #takeOver(cells) {
    for (const [key, { values, base }] of Object.entries(cells)) {
      const row = this.#row(key)
      if (!row) continue
      this.cells.set(key, { values: { ...row.holds, ...values }, base })
      this.open.add(row.group)
    }
    this.#keep()
    this.drawn = ""
  }

  #row(key) {
    return this.data.rows.find((row) => row.key === key)
  }

  #cell(row) {
    return this.cells.get(row.key) ?? { values: { ...row.holds }, base: row.stands }
  }

  #changes(row, cell = row && this.#cell(row)) {
    if (!row) return []
    return Object.entries(cell.values).filter(([column, text]) => text.trim() !== (row.holds[column] ?? "").trim())
  }

  #isChanged(row, cell) {
    return this.#changes(row, cell).length > 0
  }

  #set(row, column, text) {
    this.cells.set(row.key, { values: { ...this.#cell(row).values, [column]: text }, base: row.stands })
  }

  #check() {
    const changed = this.data.rows.filter((row) => this.#isChanged(row))
    const rows = changed.map((row) => ({ key: row.key, ...this.#cell(row).values }))
    this.send("check", { rows, author: this.name.value, reason: this.why?.value ?? "" })
  }

  // What is seen

  #draw() {
    const focused = this.#focused()
    const key = focused?.closest?.("tr")?.dataset.key
    const column = focused?.dataset?.column
    const caret = [focused?.selectionStart, focused?.selectionEnd]
    this.message = make("p", { className: "message", role: "status" })
    this.table = make("table", {}, this.#drawHead())
    for (const [group, title] of this.data.groups) this.#drawGroup(group, title)
    this.root.replaceChildren(this.table, this.message, this.#drawFoot())
    this.#mark()
    this.#tell()
    const again = key && this.root.querySelector(`tr[data-key="${CSS.escape(key)}"] [data-column="${column}"]`)
    again?.focus()
    if (again && column === "value") again.setSelectionRange(...caret)
  }

  #drawHead() {
    const heads = [this.data.heading, ...this.data.columns.map(({ heading }) => heading)]
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
    const head = group === this.data.groups[0][0] ? `${title}: ${rows.length}` : button
    const span = this.data.columns.length + 1
    const body = make("tbody", {}, make("tr", { className: "group" }, make("th", { colSpan: span, scope: "colgroup" }, head)))
    body.dataset.group = group
    let before
    for (const row of isOpen ? rows : []) {
      body.append(this.#drawRow(row, row.name === before))
      before = row.name
    }
    this.table.append(body)
  }

  #drawRow(row, isRepeated) {
    const label = [row.name, row.place].filter(Boolean).join(", ")
    const name = make("span", { className: isRepeated ? "name again" : "name", textContent: row.name, title: row.help })
    const place = make("span", { className: "place", textContent: row.place })
    const head = make("th", { scope: "row" }, name, place, make("span", { className: "why", textContent: row.why }))
    const cells = this.data.columns.map((column) => this.#drawCell(row, column, label))
    const first = cells[this.data.columns.findIndex(({ takes }) => takes)]
    const standing = make("div", { className: "standing", textContent: row.stands && `${this.data.said}: ${row.stands}` })
    first.append(
      make("div", { className: "offers" }), standing, make("div", { className: "problems", role: "status" }),
    )
    const found = make("tr", {}, head, ...cells)
    found.dataset.key = row.key
    return found
  }

  #drawCell(row, column, label) {
    if (!column.takes) {
      const one = make("td", { className: "read", textContent: row.shows[column.key] ?? "" })
      one.dataset.head = column.heading
      return one
    }
    const takes = row.takes[column.key] ?? column.takes
    const told = this.#fields().length > 1 && column.key !== this.#fields()[0] ? `${column.heading}: ${label}` : label
    const field = takes === "box" ? this.#drawBox(row, column, told) : this.#drawField(row, column, takes, told)
    field.dataset.column = column.key
    const texts = this.data.columns.filter((one) => one.takes && one.takes !== "box")
    const one = make("td", { className: takes === "box" ? "tick" : texts.length > 1 ? "value" : "value only" })
    if (texts.length > 1 && takes !== "box") one.dataset.head = column.heading
    one.append(takes === "box" ? make("label", {}, field, make("span", { textContent: column.heading })) : field)
    return one
  }

  #drawBox(row, column, label) {
    const checked = !!this.#cell(row).values[column.key]
    return make("input", { type: "checkbox", checked, "aria-label": label })
  }

  #drawField(row, column, takes, label) {
    const text = this.#cell(row).values[column.key] ?? ""
    const isLong = LONG.includes(takes)
    const field = make(isLong ? "textarea" : "input", {
      value: text, autocomplete: "off", spellcheck: false, "aria-label": label,
      placeholder: row.hints[column.key] ?? column.hint ?? "",
    })
    if (isLong) field.rows = Math.max(1, text.split("\n").length)
    else if (takes === "number") field.inputMode = "decimal"
    return field
  }

  // The columns that are filled in, from left to right.
  #fields() {
    return this.data.columns.filter(({ takes }) => takes).map(({ key }) => key)
  }

  #drawFoot() {
    this.discard = make("button", { type: "button", textContent: "Discard draft" })
    this.discard.onclick = () => {
      this.#drop()
      this.#keep()
      this.#draw()
    }
    this.name = make("input", { value: this.author ?? this.data.author, "aria-label": "Your name", autocomplete: "name" })
    this.name.placeholder = "Your name"
    this.why = this.data.reason && make("input", { value: this.reason ?? "", "aria-label": "Reason", autocomplete: "off" })
    if (this.why) Object.assign(this.why, { placeholder: this.data.reason, className: "wide" })
    const check = make("button", { type: "button", className: "first", textContent: "Check" })
    check.onclick = () => this.#check()
    const parts = [
      this.data.rest && this.#drawRest(this.data.rest), this.why, this.name, check, this.discard, this.#drawFile(),
    ]
    return make("div", { className: "foot" }, ...parts.filter(Boolean))
  }

  #drawFile() {
    const file = make("input", { type: "file", accept: ".xlsx,.ods", hidden: true, "aria-label": "Workbook that was filled in" })
    file.onchange = () => this.#sendFile(file.files[0])
    const button = make("button", { type: "button", textContent: "Fill in from a workbook" })
    button.onclick = () => file.click()
    button.append(file)
    return button
  }

  #dropFile(event) {
    event.preventDefault()
    this.root.classList.remove("over")
    if (event.dataTransfer?.files.length) this.#sendFile(event.dataTransfer.files[0])
  }

  #sendFile(file) {
    const reader = new FileReader()
    reader.onload = () => this.send("file", { name: file.name, content: reader.result.split(",")[1] ?? "" })
    if (file.size > LARGEST_FILE) this.message.textContent = `${file.name} is larger than 2 MB, which no sheet is.`
    else reader.readAsDataURL(file)
  }

  #drawRest({ column, text, help }) {
    const rest = make("button", { type: "button", textContent: text, title: help })
    rest.onclick = () => {
      for (const row of this.data.rows)
        if (row.group === this.data.groups[0][0] && !Object.values(this.#cell(row).values).some((one) => one.trim()))
          this.#set(row, column, TICKED)
      this.#keep()
      this.#draw()
    }
    return rest
  }

  #mark() {
    for (const element of this.root.querySelectorAll("tr[data-key]")) this.#markRow(element)
  }

  // What is wrong with a row, and which known name a typed one may be.
  #markRow(element) {
    const row = this.#row(element.dataset.key)
    const cell = this.#cell(row)
    const isOver = this.#isChanged(row, cell) && cell.base !== row.stands
    const news = isOver ? [`Changed meanwhile: ${row.stands || "taken back"}. Compare before you save.`] : []
    this.#showProblems(element, [...(this.corrected.has(row) ? [] : row.problems), ...news])
    const lines = (cell.values[this.#fields()[0]] ?? "").split("\n").map((line) => line.trim())
    const offers = row.offers.filter(({ typed }) => lines.some((line) => line.startsWith(typed)))
    this.#showOffers(
      element,
      offers.map(({ typed, known }) => [`Use “${known}”`, () => this.#replace(row, element, typed, known)]),
    )
  }

  #showProblems(element, problems) {
    const [field, place] = [element.querySelector("[data-column]"), element.querySelector(".problems")]
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
    if (!this.message) return // a workbook may come before the sheet is drawn
    const typed = this.data.rows.filter((row) => this.#isChanged(row)).length
    const kept = this.unkept ? "This browser cannot keep a draft: save before you leave" : `Draft kept in this browser, ${clock(this.at)}`
    const changed = typed ? `${typed} ${typed === 1 ? "line" : "lines"} filled in. ${kept}` : ""
    const said = [this.data.total && this.#sum(this.data.total), changed].filter(Boolean).join(" · ")
    if (this.message.textContent !== said) this.message.textContent = said
    this.discard.hidden = !typed
  }

  #sum({ column, without, text }) {
    const cells = this.data.rows.map((row) => this.#cell(row).values).filter((values) => !values[without])
    const numbers = cells.map((values) => Number(values[column].replace(",", ".")))
    return `${numbers.filter(Number.isFinite).reduce((all, one) => all + one, 0)} ${text}`
  }

  // What is typed, pressed and pasted

  #hear({ target }) {
    if (target === this.name || target === this.why) {
      if (target === this.name) this.author = target.value
      else this.reason = target.value
      if (this.cells.size) this.#keep()
      return
    }
    const element = target.closest("tr[data-key]")
    if (!element) return
    const row = this.#row(element.dataset.key)
    this.#set(row, target.dataset.column, target.type !== "checkbox" ? target.value : target.checked ? TICKED : "")
    if (target.tagName === "TEXTAREA") {
      target.rows = Math.max(1, target.value.split("\n").length)
      if (this.#takes(row, target) !== "long text") this.#suggest(row, element, target)
    }
    this.corrected.add(row)
    this.#showProblems(element, [])
    this.#keep()
  }

  #takes(row, field) {
    const { column } = field.dataset
    return row.takes[column] ?? this.data.columns.find(({ key }) => key === column).takes
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
      const more = this.#takes(row, field) === "names" ? "\n" : ": "
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
    const field = element.querySelector("[data-column]")
    const lines = field.value.split("\n")
    field.value = lines.map((line) => (line.trim().startsWith(typed) ? line.replace(typed, name) : line)).join("\n")
    field.focus()
    field.dispatchEvent(new Event("input", { bubbles: true }))
    this.#showOffers(element, [])
  }

  #press(event) {
    const { target, key } = event
    if (key === "Enter" && (event.ctrlKey || event.metaKey || (target === this.name || target === this.why))) {
      event.preventDefault()
      this.#check()
      return
    }
    if (!target.dataset?.column || event.altKey || event.ctrlKey || event.metaKey) return
    if (this.#pressOffers(event)) return
    const isText = target.type !== "checkbox"
    const isLong = target.tagName === "TEXTAREA"
    const [start, end] = isText ? [target.selectionStart, target.selectionEnd] : [0, 0]
    const isFirst = !isLong || !target.value.slice(0, start).includes("\n")
    const isLast = !isLong || !target.value.slice(end).includes("\n")
    const isEmptyLine = isLong && isLast && /(^|\n)[^\S\n]*$/.test(target.value.slice(0, end))
    const moves = {
      ArrowUp: isFirst && [-1, target.dataset.column],
      ArrowDown: isLast && [1, target.dataset.column],
      Enter: (!isLong || isEmptyLine || event.shiftKey) && [event.shiftKey ? -1 : 1, target.dataset.column],
      ArrowRight: (!isText || (start === end && end === target.value.length)) && this.#beside(target, 1),
      ArrowLeft: (!isText || (start === end && start === 0)) && this.#beside(target, -1),
    }
    if (!moves[key]) return
    event.preventDefault()
    this.#move(target.closest("tr"), ...moves[key])
  }

  // The next field of the same row.
  #beside(target, step) {
    const fields = this.#fields()
    const column = fields[fields.indexOf(target.dataset.column) + step]
    return column && [0, column]
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
    if (field?.select && field.type !== "checkbox") field.select()
    field?.scrollIntoView({ block: "nearest" })
  }

  #paste(event) {
    const { target } = event
    const typed = event.clipboardData?.getData("text") ?? ""
    if (!target.dataset?.column || target.type === "checkbox" || !/[\n\t]/.test(typed.trimEnd())) return
    const isNames = target.tagName === "TEXTAREA" && !typed.includes("\t")
    if (isNames && !typed.includes('"')) return // names, one per line
    event.preventDefault()
    const block = readBlock(typed)
    const rows = [...this.root.querySelectorAll("tr[data-key]")]
    const places = rows.slice(rows.indexOf(target.closest("tr")))
    const columns = this.data.columns.filter(({ takes }) => takes && takes !== "box").map(({ key }) => key)
    const from = columns.slice(columns.indexOf(target.dataset.column))
    const why = this.#explainMisfit(block, places, from)
    if (why) this.#showProblems(target.closest("tr"), [`Nothing was pasted: the block has ${why}`])
    else this.#fillIn(block, places, from)
  }

  #explainMisfit(block, places, columns) {
    const widest = Math.max(...block.map((cells) => cells.length))
    const [high, left] = [block.length, places.length].map((number) => number.toLocaleString("en-GB"))
    if (widest > columns.length)
      return columns.length === 1
        ? `${widest} columns, and from here one takes values. Copy that column alone.`
        : `${widest} columns, and from here ${columns.length} take values. Begin further left, or copy fewer.`
    return block.length > places.length
      ? `${high} rows, and ${left} are left from here. Begin further up, or copy fewer.`
      : ""
  }

  #fillIn(block, places, columns) {
    for (const [place, cells] of block.entries())
      for (const [at, text] of cells.entries())
        if (text.trim()) this.#set(this.#row(places[place].dataset.key), columns[at], text.trim())
    this.#keep()
    this.#draw()
  }

  #focused() {
    return this.root.getRootNode().activeElement
  }
}

const grids = new WeakMap()

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector("[data-grid]")
  if (!grids.has(root)) grids.set(root, new Grid(root))
  grids.get(root).follow(data, setTriggerValue)
}
