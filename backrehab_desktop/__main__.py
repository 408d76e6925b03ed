"""Back Rehab's entry: ``backrehab`` and ``python -m backrehab_desktop``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from backrehab_desktop.app import cli

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.app.cli import RenderOptions, WindowOptions


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command line (the process's own by default) and return the exit code."""
    handlers = cli.Handlers(open_window=_open_window, render=_render)
    return cli.run(sys.argv[1:] if arguments is None else arguments, handlers)


def _open_window(options: WindowOptions) -> int:
    raise cli.CommandError("the window is not built yet")


def _render(options: RenderOptions) -> int:
    raise cli.CommandError("the figure is not built yet")


if __name__ == "__main__":
    sys.exit(main())
