"""A line with emphasis, written once: as markdown on the screen, and as plain text in a file."""

from dataclasses import dataclass

from pages.ui.markdown import escape_markdown, escape_user_text


@dataclass(frozen=True, kw_only=True)
class Run:
    """Some text in one look; `is_typed`: by a member. An icon stands on the screen alone."""

    text: str = ""
    is_bold: bool = False
    is_typed: bool = False
    colour: str = ""
    icon: str = ""

    @property
    def markdown(self) -> str:
        """As markdown."""
        if self.icon:
            return self.icon
        text = escape_user_text(self.text) if self.is_typed else escape_markdown(self.text)
        text = f"**{text}**" if self.is_bold else text
        return f":{self.colour}[{text}]" if self.colour else text


@dataclass(frozen=True)
class RichText:
    """A line of runs; `is_point`: one of a list."""

    runs: tuple[Run, ...]
    is_point: bool = False

    @property
    def markdown(self) -> str:
        """As markdown, without the sign of a list."""
        return "".join(run.markdown for run in self.runs)

    @property
    def plain(self) -> str:
        """As text."""
        return " ".join("".join(run.text for run in self.runs).split())


def compose(*parts: str | Run, is_point: bool = False) -> RichText:
    """A line of texts and runs."""
    runs = tuple(part if isinstance(part, Run) else Run(text=part) for part in parts)
    return RichText(runs, is_point)


def make_bold(text: str) -> Run:
    """Text that stands out."""
    return Run(text=text, is_bold=True)


def mark_typed(text: str) -> Run:
    """Text that a member typed."""
    return Run(text=text, is_typed=True)
