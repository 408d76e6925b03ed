"""What a benchmark found, and the table that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing and what it is held against.

    With a ``floor`` the ratio of value to floor is compared with the budget;
    without one the value itself is.
    """

    name: str
    value: float
    unit: str
    floor: float | None = None
    floor_name: str = ""
    budget: float | None = None
    """Largest ratio (or value) allowed; None when the row is for information."""

    @property
    def ratio(self) -> float | None:
        """Value by floor; None without a floor."""
        return self.value / self.floor if self.floor else None

    @property
    def judged(self) -> float:
        """What the budget speaks of: the ratio where there is one, else the value."""
        return self.value if self.ratio is None else self.ratio

    @property
    def kept(self) -> bool:
        """Whether the budget is kept; also true without one."""
        return self.budget is None or self.judged <= self.budget


_HEAD = ("what", "value", "floor", "ratio", "budget", "")


def table(rows: Sequence[Row]) -> str:
    """The rows as aligned text, one line each, with a verdict at the end."""
    lines = [_HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    text = []
    for line in lines:
        cells = [line[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        text.append("  ".join(cells).rstrip())
    return "\n".join(text)


def _cells(row: Row) -> tuple[str, ...]:
    floor = f"{_short(row.floor)} {row.floor_name}" if row.floor else "-"
    ratio = f"{row.ratio:.2f} x" if row.ratio is not None else "-"
    unit = " x" if row.ratio is not None else f" {row.unit}"
    budget = f"<= {_short(row.budget)}{unit}" if row.budget is not None else "-"
    verdict = "" if row.budget is None else ("kept" if row.kept else "BROKEN")
    return row.name, f"{_short(row.value)} {row.unit}", floor, ratio, budget, verdict


def _short(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
