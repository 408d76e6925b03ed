"""Charts over time; the only part that knows pyqtgraph."""
