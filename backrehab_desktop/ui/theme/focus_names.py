"""Properties by which a widget tells the focus ring about itself."""

from __future__ import annotations

PAINTS_OWN_FOCUS = "paints_own_focus"
"""Dynamic property of widgets (lists, charts) that show the focus inside themselves."""
FOCUS_RADIUS = "focus_radius"
"""Dynamic property: corner radius of the control, where it is not the usual one."""
