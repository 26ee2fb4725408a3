// The bar over an item: what can be done, by button and by key, and the way to the view.

const TYPING = "input, textarea, select, [contenteditable=true], [role=listbox], [role=dialog]"

const bars = new WeakMap()

function button({ name, label, key }, act) {
  const made = document.createElement("button")
  made.textContent = label
  if (key) made.title = `Key ${key.toUpperCase()}`
  made.onclick = () => act(name)
  return made
}

function way({ label, address }) {
  const made = document.createElement("a")
  made.textContent = label
  made.href = address
  made.target = "_blank"
  made.rel = "noopener"
  return made
}

// The page takes note of the new address as of one that somebody went back to.
function leaving({ label, query }) {
  return button({ label }, () => {
    history.pushState(null, "", `${location.pathname}?${query}`)
    dispatchEvent(new PopStateEvent("popstate"))
  })
}

export default function ({ data, parentElement, setTriggerValue }) {
  bars.get(parentElement)?.()
  const act = (name) => setTriggerValue("action", name)
  const toolbar = parentElement.querySelector("[data-toolbar]")
  const described = JSON.stringify([data.actions, data.leave, data.view])
  if (toolbar.dataset.described !== described) {
    toolbar.dataset.described = described
    const actions = data.actions.map((one) => button(one, act))
    toolbar.replaceChildren(...actions, leaving(data.leave), ...(data.view ? [way(data.view)] : []))
  }

  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return
    const found = data.actions.find(({ key }) => key && key === event.key.toLowerCase())
    if (!found || document.querySelector("[role=dialog]")) return
    event.preventDefault()
    act(found.name)
  }
  document.addEventListener("keydown", pressed)
  const leave = () => document.removeEventListener("keydown", pressed)
  bars.set(parentElement, leave)
  return leave
}
