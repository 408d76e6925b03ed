"""The commands beside the window, one module each. None of them imports Qt by itself."""
