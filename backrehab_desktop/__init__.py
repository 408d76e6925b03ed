"""Back Rehab: guided low-back exercises on your own computer."""

__version__ = "0.1.0"
