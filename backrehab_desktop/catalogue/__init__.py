"""Loader and data of what the program ships: exercises, motions, routines."""
