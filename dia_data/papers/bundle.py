"""All papers of a meeting in one ZIP: minutes, briefing and workbook, each in the kinds of file it is wanted in."""

import io
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from itertools import chain

from dia_data.papers.paper import Block, Chart, Grid, Paper

CONTENTS = (
    ("minutes", "docx"),
    ("minutes", "pdf"),
    ("briefing", "pptx"),
    ("briefing", "pdf"),
    ("briefing", "html"),
    ("workbook", "xlsx"),
)
"""Which paper is in the ZIP as which kind of file."""

MIME = "application/zip"

_reading = threading.Lock()

Told = Callable[[int, int, str], None]


def write(papers: Mapping[str, Paper], *, told: Told | None = None) -> bytes:
    """The ZIP of `minutes` and `briefing`; one that is not among `papers` is left out.

    `told` is called before each file with how many are done, how many there are, and the name of the next one. What it
    raises ends the work: that is how it is cancelled.
    """
    made = {**papers, "workbook": build_workbook(papers)} if papers else {}
    wanted = [(name, kind) for name, kind in CONTENTS if name in made]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for done, (name, kind) in enumerate(wanted):
            if told:
                told(done, len(wanted), f"{name}.{kind}")
            archive.writestr(name_file(made[name], name, kind), load_writer(kind)(made[name]))
    return stream.getvalue()


def load_writer(kind: str) -> Callable[[Paper], bytes]:
    """The function that writes a paper as `docx`, `pptx`, `xlsx`, `pdf` or `html`.

    The module is read when it is first wanted: those of office files take a second.
    """
    # Two threads that read packages which import themselves in a circle would each find the other's half done.
    with _reading:
        found: Callable[[Paper], bytes] = import_module(f"dia_data.papers.{kind}").write
    return found


def name_file(paper: Paper, name: str, kind: str) -> str:
    """`dia-briefing-2021-06-30.pptx`; that of a paper from the demonstration begins with it."""
    before = "demonstration-" if paper.is_demonstration else ""
    return f"{before}dia-{name}-{paper.as_of:%Y-%m-%d}.{kind}"


def build_workbook(papers: Mapping[str, Paper]) -> Paper:
    """Every table and chart of the papers as one paper; what stands in several of them stands there once."""
    first = next(iter(papers.values()))
    return Paper(
        title="Workbook",
        subtitle=", ".join(paper.title for paper in papers.values()),
        as_of=first.as_of,
        workspace=first.workspace,
        filters=first.filters,
        is_demonstration=first.is_demonstration,
        blocks=list(_list_tables(papers)),
        sources=list(dict.fromkeys(chain.from_iterable(paper.sources for paper in papers.values()))),
    )


def _list_tables(papers: Mapping[str, Paper]) -> Iterator[Block]:
    seen: set[str] = set()
    for paper in papers.values():
        for block in chain[Grid | Chart](paper.grids, paper.charts):
            if block.title not in seen:
                seen.add(block.title)
                yield block
