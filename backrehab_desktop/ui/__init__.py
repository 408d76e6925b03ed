"""Everything that is seen: pages compose, views paint; the program behind the window."""
