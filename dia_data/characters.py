"""Properties of characters that Python's `unicodedata` does not know."""

import re

DEFAULT_IGNORABLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
"""First and last of each run of code points with the property Default_Ignorable_Code_Point (Unicode 14 to 16).

These, and no others, may be left out without a trace: a program that cannot show them shows nothing. The category Cf is
something else: characters such as U+06DD belong to it and are printed.
"""

_IGNORABLE = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in DEFAULT_IGNORABLE)}]")


def is_ignorable(character: str) -> bool:
    """Whether a program that cannot show the character shows nothing in its place."""
    return _IGNORABLE.fullmatch(character) is not None


def remove_ignorable(text: str) -> str:
    """The text without the characters that may be left out without a trace."""
    return _IGNORABLE.sub("", text)
