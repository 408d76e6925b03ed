"""Formats that leave the program or come into it; no Qt, no SQL."""
