// Whether the window is as narrow as a phone, or as a usual screen enlarged to 200 %; the page learns it when that is not
// what it was drawn for. There the menu of pages lies over the page: it closes as soon as one is chosen, which Streamlit
// leaves to the reader.

const phone = matchMedia("(max-width: 699px)")
const LINK = "[data-testid=stSidebarNavLink]"
const CLOSE = "[data-testid=stSidebarCollapseButton] button"

const closeMenu = ({ target }) => {
  // After Streamlit has heard of the choice: the link is in what closes.
  if (phone.matches && target.closest?.(LINK)) setTimeout(() => document.querySelector(CLOSE)?.click())
}

export default function ({ data, setTriggerValue }) {
  const tell = () => {
    if (phone.matches !== data.isPhone) setTriggerValue("width", phone.matches)
  }
  tell()
  phone.addEventListener("change", tell)
  document.addEventListener("click", closeMenu)
  return () => {
    phone.removeEventListener("change", tell)
    document.removeEventListener("click", closeMenu)
  }
}
