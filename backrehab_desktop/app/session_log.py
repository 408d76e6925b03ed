"""Writes a session to the store: its beginning, its sets, its answers, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.app.write_queue import StoredKey, WriteQueue

if TYPE_CHECKING:
    from collections.abc import Callable

    from backrehab_desktop.core.records import (
        Rating,
        SessionOutcome,
        SessionStart,
        SetRecord,
    )
    from backrehab_desktop.store.store import Store


class SessionLog(WriteQueue):
    """The writes of sessions, in order and never dropped."""

    def begin(self, start: SessionStart, pain_before: Rating) -> StoredKey:
        """Open a session; the writes that follow use the key."""
        key = StoredKey()

        def run(store: Store) -> None:
            key.stored_id = store.begin_session(start, pain_before)

        self.add(run)
        return key

    def record_set(self, key: StoredKey, record: SetRecord, on_done: Callable[[], None]) -> None:
        """Store a set; ``on_done`` follows when it is on the disk."""
        self.add(lambda store: store.record_set(key.known(), record), on_done)

    def record_rating(self, key: StoredKey, rating: Rating) -> None:
        """Store a rating given during the session."""
        self.add(lambda store: store.record_rating(key.known(), rating))

    def remove(self, key: StoredKey) -> None:
        """Take the session away again, with all that belongs to it."""
        self.add(lambda store: store.remove_session(key.known()))

    def finish(
        self,
        key: StoredKey,
        outcome: SessionOutcome,
        pain_after: Rating,
        on_done: Callable[[], None],
    ) -> None:
        """Store the end of the session; ``on_done`` follows when it is on the disk."""
        self.add(lambda store: store.finish_session(key.known(), outcome, pain_after), on_done)
