"""Streamlit's icon font cut down to the icons that are named somewhere: some 11 KB of 375.

Every visitor loads that font, and an icon is a word that the font draws as one sign. A word it does not know stays
a word, so the cut font is for those icons alone that are known when it is made (`assets.py` sees to that).
"""

import io
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont


def cut_down(font: Path, names: Collection[str]) -> bytes:
    """The font (WOFF2) with no icon but those named; what it does not have is left out."""
    cut = TTFont(font)
    for ligatures, first, words in _list_ligatures(cut):
        ligatures[first] = [ligature for word, ligature in words if word in names]
    keeping = Subsetter(Options(layout_features=["*"]))
    keeping.populate(text="".join(sorted({letter for name in names for letter in name})))
    keeping.subset(cut)
    return _write_woff2(cut)


def list_icons(font: Path) -> frozenset[str]:
    """The icons that a font has."""
    return frozenset(word for _, _, words in _list_ligatures(TTFont(font)) for word, _ in words)


def _list_ligatures(font: TTFont) -> Iterator[tuple[dict[str, Any], str, list[tuple[str, Any]]]]:
    """Each table of ligatures and first glyph in it, and the words that begin so, with the ligature of each."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            ligatures = table.ExtSubTable.ligatures
            for first in list(ligatures):
                spelled = (([first, *ligature.Component], ligature) for ligature in ligatures[first])
                yield ligatures, first, [("".join(map(letters.__getitem__, glyphs)), one) for glyphs, one in spelled]


def _write_woff2(font: TTFont) -> bytes:
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()
