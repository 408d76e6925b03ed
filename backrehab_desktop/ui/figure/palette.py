"""The colours of the figure by role, mixed once per theme so that painting needs no blending."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QBrush, QColor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backrehab_desktop.ui.theme.tokens import Theme


def translucent(color: QColor, opacity: float) -> QColor:
    """``color`` as a tint over what is behind it."""
    tint = QColor(color)
    tint.setAlphaF(opacity)
    return tint


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """An opaque colour ``share`` of the way from ``first`` to ``second``."""
    return QColor(
        round(first.red() * (1 - share) + second.red() * share),
        round(first.green() * (1 - share) + second.green() * share),
        round(first.blue() * (1 - share) + second.blue() * share),
    )


@dataclass(frozen=True, slots=True, eq=False)
class FigurePalette:
    """Opaque colours for every role a picture may name, and brushes of them."""

    colors: Mapping[str, QColor]
    brushes: Mapping[str, QBrush] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        brushes = {role: QBrush(color) for role, color in self.colors.items()}
        object.__setattr__(self, "brushes", brushes)

    @classmethod
    def from_theme(cls, theme: Theme) -> FigurePalette:
        """Take the tokens of ``theme`` and premix the tints between them."""
        stage = QColor(theme.color("stage"))
        part = {
            role: QColor(theme.figure(role))
            for role in (
                "near",
                "far",
                "chest",
                "pelvis",
                "ghost",
                "mat",
                "mat_edge",
                "shadow_on_mat",
                "towel",
            )
        }
        darker = min(part["near"], stage, key=QColor.lightness)
        work, stretch = QColor(theme.color("work")), QColor(theme.color("stretch"))
        return cls(
            {
                "stage": stage,
                "halo": stage,
                "arrow_halo": stage,
                "near": part["near"],
                "far": part["far"],
                "hair": mixed(part["near"], part["far"], 0.25),
                "face": mixed(part["far"], part["near"], 0.06),
                "neck": mixed(part["far"], part["near"], 0.16),
                "nose": mixed(part["far"], darker, 0.14),
                "eye": darker,
                "ear": mixed(part["far"], darker, 0.18),
                "shirt": part["chest"],
                "shirt_far": mixed(part["chest"], stage, 0.35),
                "edge": mixed(part["chest"], part["near"], 0.45),
                "shorts": part["pelvis"],
                "shorts_far": mixed(part["pelvis"], stage, 0.30),
                "spine": mixed(part["chest"], part["near"], 0.42),
                "work": work,
                "work_far": mixed(work, part["far"], 0.45),
                "stretch": stretch,
                "stretch_far": mixed(stretch, part["far"], 0.45),
                "mat": part["mat"],
                "mat_edge": part["mat_edge"],
                "thing": mixed(part["mat_edge"], part["far"], 0.35),
                "thing_side": mixed(part["mat"], part["far"], 0.30),
                "thing_top": mixed(part["mat"], part["far"], 0.12),
                "mark": mixed(part["mat_edge"], part["far"], 0.30),
                "water_floor": mixed(stage, stretch, 0.14),
                "water_far": mixed(stage, stretch, 0.20),
                "water": translucent(stretch, 0.30),
                "water_top": translucent(stretch, 0.16),
                "wave": mixed(stage, stretch, 0.45),
                "machine": mixed(part["mat_edge"], part["far"], 0.68),
                "machine_light": mixed(part["mat"], part["far"], 0.32),
                "machine_dark": mixed(part["far"], part["near"], 0.18),
                "machine_pad": mixed(part["far"], part["near"], 0.42),
                "shadow": mixed(part["mat"], part["shadow_on_mat"], 0.45),
                "contact": mixed(
                    part["shadow_on_mat"], darker, 0.12 if darker is part["near"] else 0.40
                ),
                "floor": mixed(stage, part["mat"], 0.62),
                "floor_shadow": mixed(stage, part["shadow_on_mat"], 0.55),
                "ghost": part["ghost"],
                "ghost_edge": mixed(part["far"], stage, 0.15),
                "towel": part["towel"],
                "towel_edge": mixed(part["towel"], part["near"], 0.22),
                "inset_rim": QColor(theme.color("control")),
                "inset_air": stage,
                "inset_mat": part["mat_edge"],
                "inset_shirt": part["chest"],
                "inset_shorts": part["pelvis"],
                "inset_spine": part["near"],
                "arrow": QColor(theme.color("accent")),
                "label": QColor(theme.color("muted")),
            }
        )
