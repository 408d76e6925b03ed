"""The Today page: before, during and after a session."""
