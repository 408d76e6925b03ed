"""``python -m benchmarks [NAME ...]``: measure, print one table, exit 1 for a broken budget."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pkgutil import iter_modules

import benchmarks
from benchmarks.report import Row, table


def names() -> list[str]:
    """Every module of this package that has a ``measure`` function."""
    found = [module.name for module in iter_modules(benchmarks.__path__)]
    return [name for name in found if hasattr(import_module(f"benchmarks.{name}"), "measure")]


def main() -> int:
    """Run the chosen benchmarks one after the other: they would disturb each other."""
    known = [name for name in names() if name != "__main__"]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=benchmarks.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(known)}")
    chosen = parser.parse_args().names or known
    unknown = sorted(set(chosen) - set(known))
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(known)}")
    rows: list[Row] = []
    for name in chosen:
        sys.stderr.write(f"measuring {name} ...\n")
        rows += import_module(f"benchmarks.{name}").measure()
    print(table(rows))
    return int(not all(row.kept for row in rows))


if __name__ == "__main__":
    sys.exit(main())
