"""What was measured, set against what it is compared with: one row of the table each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

HEADINGS = ("what", "median", "least – most", "beside", "ratio", "goal", "holds")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Times (in seconds) of one thing and of its peer, and the goal: at most `ratio` × the peer's median + `plus`.

    A goal in seconds has no peer: `peer` is empty, and `plus` is the goal.
    """

    what: str
    times: Sequence[float]
    peer_name: str = "the goal"
    peer: Sequence[float] = ()
    ratio: float = 0
    plus: float = 0

    def holds(self) -> bool:
        """Whether the goal is reached."""
        return self.strain() <= 1

    def strain(self) -> float:
        """How much of what the goal allows is used: 1 is all."""
        allowed = (self.ratio * median(self.peer) if self.peer else 0) + self.plus
        return median(self.times) / allowed

    def row(self) -> tuple[str, ...]:
        """The finding as text, in the order of `HEADINGS`."""
        beside = median(self.peer) if self.peer else self.plus
        return (
            self.what,
            _amount(median(self.times)),
            f"{_amount(min(self.times))} – {_amount(max(self.times))}",
            f"{self.peer_name} {_amount(beside)}",
            f"{median(self.times) / beside:.2f}",
            self._goal(),
            "yes" if self.holds() else "NO",
        )

    def _goal(self) -> str:
        if not self.peer:
            return f"≤ {_amount(self.plus)}"
        return f"≤ {self.ratio:g} ×" + (f" + {_amount(self.plus)}" if self.plus else "")


def _amount(seconds: float) -> str:
    """Seconds from one second on, below it milliseconds: `2.31 s`, `48 ms`, `1.6 ms`."""
    if seconds >= 1:
        return f"{seconds:.3g} s"
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2g} ms"


def p95(times: Sequence[float]) -> float:
    """What 95 of 100 times stay below; two times are needed at least."""
    return quantiles(times, n=20)[-1]


def table(findings: Iterable[Finding]) -> str:
    """The findings as a table of text, with columns as wide as they must be."""
    lines = [HEADINGS, *(finding.row() for finding in findings)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
