"""What every view of a running session shares, on the Today page and in floor mode."""
