"""Floor mode: a session as large as the screen, to be followed from the mat."""
