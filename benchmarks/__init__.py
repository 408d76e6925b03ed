"""Benchmarks as ratios: everything is held against a floor measured in the same run.

``python -m benchmarks`` runs them all, ``python -m benchmarks startup frames``
some. The exit code is 1 when a budget is broken.
"""
