"""Each share on screen and in papers says of what it is: of the countries named, or of those who answered."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import docx
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dia_data.papers import bundle
from pages.ui import exports
from pages.ui.survey.text import DEPENDS_ON
from tests.pages.conftest import Opened
from tests.pages.every_word import nodes

FILTERS: tuple[Mapping[str, Any], ...] = (
    {},
    {"country": "UK"},
    {"country": ["Italy", "China"]},
    {"country": "Brazil", "partner": "BNPT"},
)
ADDRESSES = [
    *((page, {}) for page in ("briefing", "markets", "cooperation", "partners")),
    ("briefing", {"details": "true"}),
    ("markets", {"market": "Italy"}),
    *(("survey", {"theme": theme}) for theme in DEPENDS_ON),
]
"""Pages that tell shares of the survey, each with what opens all that they say."""

OF_SMES = re.compile(
    r"""
    \d\ %\ (?:of\ )?(?:all\ )?(?:\w+\ ){0,4}SMEs?\b(?!\ that\ answered)  # 12 % of SMEs, 12 % of ICT SMEs
    | \d\ %\ (?:have|want|wish|need|seek|look)\b                         # 12 % have business there
    | \bSMEs\ (?:with|that\ wish|wish|have|want)\b                       # SMEs wish 12 %
    | (?<!\d)%\ of\ (?:ICT\ |production\ )?SMEs\b(?!\ that\ answered)
    """,
    re.VERBOSE,
)
"""What tells a share of the countries named, or of those who answered, as one of all SMEs."""

NOT_OF_SMES = ("not of SMEs",)
"""What a sentence says of its share must not be taken for the share itself."""

UP_TO = re.compile(r"up to \d+ days|at most \d+ days")


def sentences(app: AppTest) -> Iterator[str]:
    """All that the page says: text, figures, heads and cells of tables, and what stands for charts and maps."""
    for node in nodes(app._tree):
        said = [getattr(node, name, None) for name in ("value", "label", "help")]
        said += [getattr(getattr(node, "proto", None), name, None) for name in ("label", "help", "alt", "body", "spec")]
        yield from (one for one in said if isinstance(one, str))
        table = said[0]
        if isinstance(table, pd.DataFrame):
            yield from map(str, [*table.columns, *table.index, *table.to_numpy().ravel()])


def papers(app: AppTest) -> Iterator[str]:
    """The text of the page as a document."""
    parts = app.session_state[exports.CARDS]
    cards = [card for part in parts.values() for card in part.cards.values()]
    blocks = [block for card in cards for block in exports._list_blocks(card, "http://localhost/page")]
    paper = exports.Paper(title="Page", as_of=exports.get_today(), workspace="consortium", blocks=blocks)
    body = docx.Document(io.BytesIO(bundle.load_writer("docx")(paper))).element.body
    yield from ("".join(part.itertext()) for part in body)


def plain(sentence: str) -> str:
    said = sentence.replace("\\", "").replace("\u00a0", " ").replace("*", "")
    for words in NOT_OF_SMES:
        said = said.replace(words, "")
    return said


@pytest.mark.parametrize("chosen", FILTERS, ids=str)
@pytest.mark.parametrize(("page", "address"), ADDRESSES, ids=str)
def test_no_share_of_mentions_is_told_as_one_of_smes(
    opened: Opened, page: str, address: Mapping[str, str], chosen: Mapping[str, Any]
):
    app = opened(page, **{**address, **chosen})
    said = [plain(one) for one in [*sentences(app), *papers(app)]]
    assert any(said)
    assert [one for one in said if OF_SMES.search(one)] == []
    assert [one for one in said if UP_TO.search(one)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "Germany: 9 % have business there",
        "SMEs with business there, %",
        "SMEs wish 12 %, have 13 %",
        "13 % have, 12 % want",
        "64.6 % of SMEs: information",
        "≈ 90 % of ICT SMEs",
        "% of SMEs; several answers possible",
    ],
)
def test_what_was_told_of_smes_would_be_found(wrong: str):
    assert OF_SMES.search(wrong)
