"""Tokens, palette, style sheet, fonts and icons: how everything looks, in one place."""
