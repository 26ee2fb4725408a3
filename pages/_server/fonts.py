"""Cut a variable font down to some characters, under a name of our own.

The fonts in `pages/ui/brand/fonts` were made with it, by `python -m pages._server.fonts FONT NAME RANGES OUT`: the two
of text from Source Sans VF as Streamlit ships it, the two of headings from Figtree of @fontsource-variable/figtree
5.3.0. The licence asks that what was changed has another name. `RANGES` are those in `.streamlit/config.toml`.
"""

import sys

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FEATURES = ["kern", "liga", "tnum", "lnum", "mark", "mkmk", "ccmp", "locl"]
NAMES = (1, 3, 4, 6, 16, 25)
"""What a font says of its own name."""


def cut_font(source: str, name: str, ranges: str, target: str) -> None:
    """Write the characters in `ranges` (`U+0020-017F, U+0192`) of a font as WOFF2."""
    font = TTFont(source)
    subsetter = Subsetter(Options(layout_features=FEATURES))
    subsetter.populate(unicodes=[code for part in ranges.split(",") for code in _list_codes(part.strip())])
    subsetter.subset(font)
    for record in list(font["name"].names):
        if record.nameID in NAMES:
            font["name"].setName(
                name.replace(" ", "") if record.nameID in (6, 25) else name, record.nameID, 3, 1, 0x409
            )
    font.flavor = "woff2"
    font.save(target)


def _list_codes(part: str) -> range:
    first, _, last = part.removeprefix("U+").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


if __name__ == "__main__":
    cut_font(*sys.argv[1:])
