// Whether the window is as narrow as a phone; the page learns it when that is not what it was drawn for.

const phone = matchMedia("(max-width: 639px)")

export default function ({ data, setTriggerValue }) {
  const tell = () => {
    if (phone.matches !== data.isPhone) setTriggerValue("width", phone.matches)
  }
  tell()
  phone.addEventListener("change", tell)
  return () => phone.removeEventListener("change", tell)
}
