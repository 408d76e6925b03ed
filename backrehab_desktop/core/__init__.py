"""Pure Python and numpy: the domain of Back Rehab. No Qt, no SQL, no clock of its own."""
