// For whom a member reports is remembered in this browser: asked once, it is known on the next visit too.

const NAME = "dia.reporter"

function read() {
  try {
    return localStorage.getItem(NAME)
  } catch {
    return null
  }
}

function keep(partner) {
  try {
    if (partner) localStorage.setItem(NAME, partner)
    else localStorage.removeItem(NAME)
  } catch {
    // The browser keeps nothing: then it is asked again.
  }
}

export default function ({ data, setTriggerValue }) {
  if (data.isChosen) keep(data.partner)
  else if (read()) setTriggerValue("partner", read())
}
