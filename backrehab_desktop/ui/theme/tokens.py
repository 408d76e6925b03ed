"""Typed access to ``tokens.toml``, the one place where colours and sizes live."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from backrehab_desktop.catalogue import toml_cache

if TYPE_CHECKING:
    from collections.abc import Mapping

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """One step of the type scale: size and line height in logical pixels, weight 100-900."""

    size: int
    line: int
    weight: int


@dataclass(frozen=True, slots=True)
class PhaseStyle:
    """How the ring tells a phase apart: a colour role, a shape, a word."""

    color: str
    style: str
    """``dashed``, ``solid`` or ``thin``."""
    word: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Every value a widget paints with, for one theme.

    All look-ups raise ``KeyError`` for an unknown name: a missing token is our
    bug, never something to paint around.
    """

    name: ThemeName
    pain_scale: tuple[str, ...]
    """Fill of the chosen rating, index 0-10."""
    on_pain_scale: tuple[str, ...]
    """Text on that fill, index 0-10."""
    heat: tuple[str, ...]
    """Calendar fills: none, some, most, all of a day's plan."""
    thumb: tuple[int, int]
    """Width and height of a list thumbnail in logical pixels."""
    ready_dash: tuple[int, int]
    """Dash and gap of the get-ready ring in logical pixels."""
    _colors: Mapping[str, str] = field(repr=False)
    _figure: Mapping[str, str] = field(repr=False)
    _type: Mapping[str, TypeStyle] = field(repr=False)
    _space: Mapping[str, int] = field(repr=False)
    _radius: Mapping[str, int] = field(repr=False)
    _size: Mapping[str, int] = field(repr=False)
    _stroke: Mapping[str, float] = field(repr=False)
    _motion: Mapping[str, int] = field(repr=False)
    _phase: Mapping[str, PhaseStyle] = field(repr=False)

    @property
    def is_dark(self) -> bool:
        """Whether light ink stands on a dark ground."""
        return self.name == "dark"

    @property
    def colors(self) -> Mapping[str, str]:
        """All single colours by role, as ``#RRGGBB``."""
        return self._colors

    def color(self, role: str) -> str:
        """The colour of a role such as ``accent``, as ``#RRGGBB``."""
        return self._colors[role]

    def figure(self, role: str) -> str:
        """The colour of a part of the figure such as ``near``, as ``#RRGGBB``."""
        return self._figure[role]

    def type(self, name: str) -> TypeStyle:
        """One step of the type scale, such as ``body``."""
        return self._type[name]

    def space(self, name: str) -> int:
        """A distance, such as ``lg``, in logical pixels."""
        return self._space[name]

    def radius(self, name: str) -> int:
        """A corner radius, such as ``card``, in logical pixels."""
        return self._radius[name]

    def size(self, name: str) -> int:
        """A fixed length, such as ``button``, in logical pixels."""
        return self._size[name]

    def stroke(self, name: str) -> float:
        """A line width, such as ``ring``, in logical pixels."""
        return self._stroke[name]

    def phase(self, name: str) -> PhaseStyle:
        """How a phase such as ``hold_work`` looks."""
        return self._phase[name]

    def motion_ms(self, name: str) -> int:
        """The length of a transition, such as ``hover``, in milliseconds."""
        return self._motion[name]


@cache
def read_tokens() -> Mapping[str, Any]:
    """The whole token file, parsed once."""
    # Not importlib.resources: its import costs a fiftieth of the start-up.
    file = Path(__file__).with_name("tokens.toml")
    return toml_cache.loads(file, file.read_text(encoding="utf-8"))


@cache
def load_theme(name: ThemeName) -> Theme:
    """The theme of that name."""
    tokens = read_tokens()
    colors = tokens["color"][name]
    size = tokens["size"]
    stroke = tokens["stroke"]
    return Theme(
        name=name,
        pain_scale=tuple(colors["pain_scale"]),
        on_pain_scale=tuple(colors["on_pain_scale"]),
        heat=tuple(colors["heat"]),
        thumb=(size["thumb"][0], size["thumb"][1]),
        ready_dash=(stroke["ring_ready_dash"][0], stroke["ring_ready_dash"][1]),
        _colors={role: value for role, value in colors.items() if isinstance(value, str)},
        _figure=tokens["figure"][name],
        _type={
            step: TypeStyle(**value)
            for step, value in tokens["type"].items()
            if isinstance(value, dict)
        },
        _space=tokens["space"],
        _radius=tokens["radius"],
        _size={key: value for key, value in size.items() if isinstance(value, int)},
        _stroke={key: value for key, value in stroke.items() if not isinstance(value, list)},
        _phase={name: PhaseStyle(**value) for name, value in tokens["phase"].items()},
        _motion={key: value for key, value in tokens["motion"].items() if isinstance(value, int)},
    )
