"""The parts of a paper: each table and chart below a heading, so that readers find it in the list of headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dia_data.papers.paper import Block, Chart, Grid, Heading

TABLE = "Table"
"""What a table is called below a chart under the heading that has its title."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading and what stands below it until the next; without a heading its title is empty."""

    title: str
    blocks: Sequence[Block]


def add_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with a heading before each table and chart, unless the heading above says just the same."""
    heading, before = Heading(text="", level=0), False
    for block in blocks:
        if isinstance(block, Heading):
            heading, before = block, False
        elif isinstance(block, Grid | Chart):
            name = name_below(heading.text, block) or (TABLE if before else "")
            if name:
                yield Heading(text=name, level=heading.level + 1)
            before = True
        yield block


def name_below(heading: str, block: Grid | Chart) -> str:
    """What a table or chart is called below a heading: its title without what the heading says already."""
    if block.title == heading:
        return ""
    return block.title.removesuffix(f": {heading}") if heading else block.title


def split_sections(blocks: Sequence[Block]) -> list[Section]:
    """The blocks by headings; of what stands below none each table and chart is a section of its own."""
    sections: list[tuple[str, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading):
            sections.append((block.text, []))
            continue
        if not sections or (not sections[-1][0] and isinstance(block, Grid | Chart)):
            sections.append(("", []))
        sections[-1][1].append(block)
    return [Section(title=title, blocks=of_title) for title, of_title in sections if of_title]
