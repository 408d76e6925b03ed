"""The Exercises page: the library as a grid beside one exercise in full."""
