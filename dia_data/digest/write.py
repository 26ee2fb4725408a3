"""The page of a partner as HTML and as plain text. What members typed stays text in both."""

import re
import textwrap
from collections.abc import Iterable, Iterator
from html import escape

from dia_data.digest.page import Line, Page, Part, resolve_view
from dia_data.papers import brand
from dia_data.papers.layout import strip_control_chars

WIDTH = 76
"""Characters of a line of plain text, as mail has them."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Whatever stands in the file, a browser that reads it asks no other host."""

STYLE = f"""
:root {{ color-scheme: light dark; }}
body {{ margin: 0; padding: 0 16px 24px; background: #FFFFFF; color: {brand.TEXT};
  font: 16px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }}
main {{ max-width: 680px; margin: 0 auto; }}
.brand {{ color: {brand.PURPLE_DARK}; font-weight: 700; margin: 20px 0 8px; }}
.synthetic {{ background: #FFF3C4; color: {brand.TEXT}; font-weight: 700; padding: 6px 12px; margin: 12px 0; }}
h1 {{ color: {brand.PURPLE_DARK}; font-size: 1.5rem; line-height: 1.25; margin: 12px 0 4px; }}
h2 {{ color: {brand.PURPLE_DARK}; font-size: 1.2rem; margin: 32px 0 8px; padding-bottom: 4px;
  border-bottom: 2px solid {brand.PURPLE_DARK}; }}
h3 {{ font-size: 1rem; margin: 18px 0 4px; }}
p, ul {{ margin: 4px 0; }}
ul {{ padding-left: 22px; }}
li {{ margin: 2px 0; }}
a {{ color: {brand.PURPLE_DARK}; }}
.soft {{ color: #5D5768; font-size: 0.9rem; }}
@media (prefers-color-scheme: dark) {{
  body {{ background: #17141C; color: #EFECF4; }}
  .brand, h1, h2, a {{ color: #C9A3EA; }}
  h2 {{ border-color: #C9A3EA; }}
  .soft {{ color: #B5AEC2; }}
}}
"""


def write_html(page: Page, *, base: str = "") -> str:
    """The page as one HTML document that loads nothing; links lead to the dashboard at `base`, if it is given."""
    marked = f'<p class="synthetic">{brand.SYNTHETIC}</p>' if page.is_demonstration else ""
    sections = "".join(
        f"<h2>{_escape(section.title)}</h2>" + "".join(_write_part(part, page, base) for part in section.parts)
        for section in page.sections
    )
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_escape(page.subject)}</title><style>{STYLE}</style></head><body><main>"
        f'<p class="brand">{brand.NAME}</p>{marked}<h1>{_escape(page.headline)}</h1>'
        f'<p class="soft">{_escape(page.known)}</p>{sections}</main></body></html>\n'
    )


def _write_part(part: Part, page: Page, base: str) -> str:
    lines = "".join(f'<li dir="auto">{_write_line(line, page, base)}</li>' for line in part.lines)
    return "".join(
        [
            f"<h3>{_escape(part.title)}</h3>",
            f"<p>{_escape(part.sentence)}</p>" if part.sentence else "",
            f"<ul>{lines}</ul>" if lines else "",
            f'<p class="soft">On the dashboard: {_link(part.place, part.view, page, base)}</p>' if part.place else "",
        ]
    )


def _write_line(line: Line, page: Page, base: str) -> str:
    """The line with its name as a link; all of it where it has none."""
    before, name, after = line.text.partition(line.name) if line.name else ("", line.text, "")
    return f"{_escape(before)}{_link(name, line.view, page, base)}{_escape(after)}"


def _link(text: str, view: str | None, page: Page, base: str) -> str:
    """The text, as a link where its view has an address."""
    address = resolve_view(view, base=base, is_demonstration=page.is_demonstration)
    return f'<a href="{escape(address)}">{_escape(text)}</a>' if address else _escape(text)


def _escape(text: str) -> str:
    return escape(_BREAKS.sub(" ", strip_control_chars(text)))


_BREAKS = re.compile(r"\s+")


def flatten(text: str) -> str:
    """The text on one line, as files can hold it: no line break of a member looks like a line of ours."""
    return _BREAKS.sub(" ", strip_control_chars(text)).strip()


def write_text(page: Page, *, base: str = "") -> str:
    """The page as plain text; the addresses of views follow where there is a `base`."""
    return "\n".join(_list_text(page, base)) + "\n"


def _list_text(page: Page, base: str) -> Iterator[str]:
    yield brand.NAME
    if page.is_demonstration:
        yield from _wrap(brand.SYNTHETIC.upper())
    yield ""
    yield from _wrap(flatten(page.headline))
    yield page.known
    for section in page.sections:
        title = flatten(section.title)
        yield from ("", "", *_wrap(title), "=" * min(len(title), WIDTH))
        for part in section.parts:
            yield from _list_part(part, page, base)


def _list_part(part: Part, page: Page, base: str) -> Iterator[str]:
    yield from ("", *_wrap(flatten(part.title)))
    if part.sentence:
        yield from _wrap(flatten(part.sentence))
    yield from _list_lines(part.lines)
    if part.place:
        address = resolve_view(part.view, base=base, is_demonstration=page.is_demonstration)
        yield from _wrap(f"On the dashboard: {flatten(part.place)}")
        yield from [address] if address else []


def _list_lines(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        yield from _wrap(flatten(line.text), first="- ", others="  ")


def _wrap(text: str, *, first: str = "", others: str = "") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )
