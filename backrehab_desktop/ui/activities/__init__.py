"""Activities such as walking: the timer, minutes entered by hand, and what was recorded."""
