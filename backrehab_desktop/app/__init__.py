"""Qt adapters without widgets: controllers, workers, the real clock and the folders."""
