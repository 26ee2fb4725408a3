// The controls of the presentation: which item is shown, the next and the one before by button and by key, and a timer
// that counts in this browser. The time spent on an item outlives a reload of the page.

const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }
const TYPING = "input, textarea, select, [contenteditable=true], [role=listbox], [role=dialog], [role=radiogroup]"
const SECOND = 1000
const UNANSWERED = 800
const MOST_ASKED = 12

const stages = new WeakMap()

function clock(seconds) {
  const two = (number) => String(Math.floor(number)).padStart(2, "0")
  return `${two(seconds / 60)}:${two(seconds % 60)}`
}

function spent(name) {
  return Number(sessionStorage.getItem(name)) || 0
}

function count(timer, { item, minutes }) {
  const name = `dia.meeting.${item}`
  let last = Date.now()
  const show = () => {
    const now = Date.now()
    sessionStorage.setItem(name, spent(name) + (now - last) / SECOND)
    last = now
    const [used, planned] = [spent(name), minutes * 60]
    timer.dataset.over = used > planned
    timer.textContent = used > planned ? `${clock(used - planned)} over time` : `${clock(used)} of ${clock(planned)}`
  }
  show()
  return setInterval(show, SECOND)
}

// Streamlit's own embedded mode has no menu. The page takes note of an address that was changed here as of one that
// somebody went back to. Every size of the page follows that of the root.
function goOnStage(type) {
  const address = new URL(location.href)
  if (address.searchParams.get("present") !== "1") return
  document.documentElement.style.fontSize = `${type}px`
  if (address.searchParams.get("embed") === "true") return
  address.searchParams.set("embed", "true")
  history.replaceState(null, "", address)
  dispatchEvent(new PopStateEvent("popstate"))
}

function leaveStage() {
  document.documentElement.style.fontSize = ""
}

export default function ({ data, parentElement, setTriggerValue }) {
  stages.get(parentElement)?.leave()
  goOnStage(data.type)
  const known = stages.get(parentElement)?.wanted
  // Who presses a key several times goes on from where they want to be, not from what the server has drawn so far.
  const stage = { wanted: known && known.asked && known.place !== data.place ? known : { place: data.place, asked: 0 } }
  const find = (name) => parentElement.querySelector(`[data-${name}]`)

  // A run of the page that ends just then can swallow the wish: it is said again until it is drawn.
  const ask = () => {
    clearTimeout(stage.unanswered)
    if (stage.wanted.asked >= MOST_ASKED) stage.wanted = { place: data.place, asked: 0 }
    if (stage.wanted.place === data.place) return
    stage.wanted.asked += 1
    setTriggerValue("place", stage.wanted.place)
    stage.unanswered = setTimeout(ask, UNANSWERED)
  }
  const turn = (step) => {
    const place = Math.min(Math.max(stage.wanted.place + step, 1), data.places)
    if (place === stage.wanted.place) return
    stage.wanted = { place, asked: 0 }
    ask()
  }
  const pressed = (event) => {
    const step = STEPS[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return
    event.preventDefault()
    turn(step)
  }

  find("place").textContent = `${data.place} / ${data.places}`
  find("back").disabled = data.place === 1
  find("on").disabled = data.place === data.places
  find("back").onclick = () => turn(-1)
  find("on").onclick = () => turn(1)
  document.addEventListener("keydown", pressed)
  const ticking = count(find("timer"), data)
  if (stage.wanted.asked) stage.unanswered = setTimeout(ask, UNANSWERED)
  stage.leave = () => {
    clearTimeout(stage.unanswered)
    document.removeEventListener("keydown", pressed)
    clearInterval(ticking)
  }
  stages.set(parentElement, stage)
  return () => {
    stage.leave()
    stages.delete(parentElement)
    leaveStage()
  }
}
