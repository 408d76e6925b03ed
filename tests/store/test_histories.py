"""Whatever is stored, in whatever order and however often, comes back as it was."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from backrehab_desktop.core.exercise import Dose, Side, Sides
from backrehab_desktop.core.records import (
    PlannedItem,
    Question,
    Rating,
    SessionEnd,
    SessionOutcome,
    SessionStart,
    SetRecord,
)
from backrehab_desktop.store.store import Store

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)

ids = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
seconds = st.floats(0, 3600, allow_nan=False)
answers = st.none() | st.integers(0, 10)


@st.composite
def moments(draw: st.DrawFn) -> datetime:
    milliseconds = draw(st.integers(0, 300 * 86_400_000))
    return (EPOCH + timedelta(milliseconds=milliseconds)).astimezone(draw(zones))


items = st.builds(
    PlannedItem,
    exercise_id=ids,
    sides=st.sampled_from(Sides),
    dose=st.builds(Dose, st.integers(1, 5), st.integers(1, 30), seconds, seconds, seconds),
    tempo=st.floats(0.25, 2.0),
)
starts = st.builds(SessionStart, ids, st.lists(items, min_size=1, max_size=4).map(tuple), moments())
notes = st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@st.composite
def set_records(draw: st.DrawFn, start: SessionStart) -> SetRecord:
    item = draw(st.integers(0, len(start.items) - 1))
    at = draw(moments())
    repetitions_done = draw(st.integers(0, 3))
    return SetRecord(
        item=item,
        exercise_id=start.items[item].exercise_id,
        set_number=draw(st.integers(1, 3)),
        side=draw(st.sampled_from([None, Side.LEFT, Side.RIGHT])),
        repetitions=3,
        repetitions_done=repetitions_done,
        hold_s=draw(seconds),
        completed=repetitions_done == 3,
        started_at=at,
        finished_at=at + timedelta(seconds=draw(st.integers(0, 600))),
    )


class Still:
    def now(self) -> datetime:
        return EPOCH

    def monotonic_s(self) -> float:
        return 0.0


@contextmanager
def opened(memory: Path) -> Iterator[Store]:
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        store = Store.open(Path(folder) / "backrehab.db", Still())
        try:
            yield store
        finally:
            store.close()


@settings(max_examples=25)
@given(st.data(), starts, answers)
def test_what_was_cut_off_comes_back_whole(
    memory: Path, data: Any, start: SessionStart, before: int | None
) -> None:
    records = data.draw(st.lists(set_records(start), max_size=8))
    repeats = data.draw(st.lists(st.sampled_from(records), max_size=4)) if records else []
    with opened(memory) as store:
        rating = Rating(Question.PAIN_BEFORE, before, start.started_at)
        session_id = store.begin_session(start, rating)
        for record in [*records, *repeats]:
            store.record_set(session_id, record)
        unfinished = store.unfinished_session()
        assert unfinished is not None
        assert unfinished.start == start
        assert unfinished.start.started_at.utcoffset() == start.started_at.utcoffset()
        assert unfinished.pain_before == before
        assert {record.key: record for record in unfinished.sets} == best_of(records)
        assert store.verify().sound


def best_of(records: list[SetRecord]) -> dict[Any, SetRecord]:
    best: dict[Any, SetRecord] = {}
    for record in records:
        held = best.get(record.key)
        if held is None or record.repetitions_done > held.repetitions_done:
            best[record.key] = record
    return best


@settings(max_examples=25)
@given(st.data(), starts, answers, answers, st.sampled_from(SessionEnd), notes)
def test_what_was_finished_comes_back_as_a_summary(
    memory: Path,
    data: Any,
    start: SessionStart,
    before: int | None,
    after: int | None,
    end: SessionEnd,
    note: str | None,
) -> None:
    records = data.draw(st.lists(set_records(start), max_size=8))
    finished_at = data.draw(moments())
    with opened(memory) as store:
        rating = Rating(Question.PAIN_BEFORE, before, start.started_at)
        session_id = store.begin_session(start, rating)
        for record in records:
            store.record_set(session_id, record)
        outcome = SessionOutcome(end, finished_at, note)
        store.finish_session(session_id, outcome, Rating(Question.PAIN_AFTER, after, finished_at))
        day = start.started_at.date()
        (summary,) = store.sessions(day, day)
        done = sum(record.completed for record in best_of(records).values())
        assert (summary.sets_done, summary.sets_prescribed) == (done, start.prescribed_sets)
        assert (summary.pain_before, summary.pain_after) == (before, after)
        assert (summary.end, summary.note, summary.finished_at) == (end, note, finished_at)
        assert store.unfinished_session() is None
        assert store.sessions(date.min, day - timedelta(days=1)) == ()
        assert store.verify().sound
