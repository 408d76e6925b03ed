"""What can go wrong around the database, told in sentences for the person."""

from __future__ import annotations


class StoreError(Exception):
    """The surroundings are at fault: disk, rights, damaged or foreign file.

    ``str(error)`` is a sentence for the person: what happened, to which file,
    and what to do. Nothing was half-written. Mistakes of the program itself
    are raised as ordinary exceptions instead.
    """


class NewerDatabaseError(StoreError):
    """A newer version of the program has changed the database."""


class DamagedDatabaseError(StoreError):
    """The file is not a database, or its structure is broken."""


class BusyDatabaseError(StoreError):
    """Another program holds the database."""


class DiskFullError(StoreError):
    """There is no room left for what was to be written."""


class NotWritableError(StoreError):
    """The file or its folder may not be read or written."""
