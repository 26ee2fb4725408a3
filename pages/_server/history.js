// A change of page is one entry of the browser's history, and so is what is opened or closed; any other choice replaces
// what the entry says. Streamlit makes an entry of each message of its server instead: several for one change of page,
// the first of them on the page that is left.
{
  const OPENS = {
    kpis: ["kpi"],
    roadmap: ["focus", "tie"],
    record: ["batch"],
    meeting: ["present"],
    markets: ["market"],
    trends: ["trend", "industry"],
    partners: ["profile"],
    cooperation: ["pair"],
    swot: ["point"],
    sources: ["cell"],
  }
  const make = { push: history.pushState.bind(history), replace: history.replaceState.bind(history) }

  let hasActed = false // the reader, since the last entry was made: without that nothing is one
  let left // what this entry said before messages changed it: true of an entry that is left for another page

  function note(acted) {
    hasActed = acted
    left = undefined
  }
  // Escape closes what is opened, or a list of the filter bar, in which nothing is chosen by it.
  const isChoice = ({ key }) => key !== "Escape" || document.querySelector("[data-testid=stDialog]")
  const act = (event) => isChoice(event) && note(true)
  for (const kind of ["pointerdown", "keydown", "click"]) window.addEventListener(kind, act, true)
  window.addEventListener("popstate", () => note(false), true)

  const opened = ({ pathname, searchParams }) => {
    const names = OPENS[pathname.split("/").at(-1)] ?? []
    return names.flatMap((name) => [name, ...searchParams.getAll(name)]).join("\n")
  }

  function write(state, title, address, isMessage) {
    const [here, there] = [new URL(location.href), new URL(address ?? "", location.href)]
    const changesPage = here.pathname !== there.pathname
    if (changesPage && left) make.replace(history.state, "", left)
    const isEntry = hasActed && (changesPage || opened(here) !== opened(there))
    make[isEntry ? "push" : "replace"](state, title, there.href)
    if (isEntry || changesPage || !isMessage) note(false)
    else left ??= here.href
  }

  history.pushState = (state, title, address) => write(state, title, address, true)
  history.replaceState = (state, title, address) => write(state, title, address, false)
}
