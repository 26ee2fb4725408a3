"""Text for markdown elements that show it as text: what markdown would act on is escaped."""

import re


def escape_markdown(text: str) -> str:
    """Text for a markdown element that shows it as text: signs that markdown would act on are escaped."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~$:\-])", r"\\\1", text)


JOINER = "\u2060"
"""A sign without width: what it parts, markdown no longer recognises as one."""

TURNED_INTO_SOMETHING = re.compile(r"(?<=:)(?=[a-z/])|(?<=@)(?=\w)|(?<=www)(?=\.)|(?<=-)(?=[->])|(?<=[<>~])(?=[-=])")
"""Where icons, links, dashes and arrows would come from, escaped or not."""

FIRST_STRONG, POP = "\u2068", "\u2069"
"""Between them text runs in its own direction and leaves the direction of what follows alone."""

DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that force a direction upon what follows them."""


def escape_user_text(text: str) -> str:
    """What a member typed, for a markdown element: one line that reads as typed.

    Beyond `escape_markdown`, nothing turns into a list, a link, an icon, an arrow or a character reference, and text
    that runs from right to left does not turn what stands beside it.
    """
    one_line = DIRECTIONS.sub("", " ".join(text.split()))
    parted = TURNED_INTO_SOMETHING.sub(JOINER, one_line)
    return f"{FIRST_STRONG}{escape_markdown(parted).replace('&', '&amp;')}{POP}"
