// A button that copies the address of the view that is seen: filters, selection and date all stand in it.

const SAID_FOR = 2500

export default function ({ parentElement }) {
  const button = parentElement.querySelector("button")
  const said = parentElement.querySelector("[role=status]")
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(location.href)
      said.textContent = "Copied"
    } catch {
      // Browsers give the clipboard to pages of https and of this computer alone: then the reader copies it.
      prompt("Copy this link", location.href)
    }
    setTimeout(() => (said.textContent = ""), SAID_FOR)
  }
}
