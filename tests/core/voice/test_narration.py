"""What is spoken, as a listener hears it: in time, one thing at a time, silent in a pause."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.voice import load_voice_words
from backrehab_desktop.core.exercise import Dose
from backrehab_desktop.core.player import (
    PauseReason,
    PhaseKind,
    PlannedExercise,
    Player,
    PlayerStatus,
    build_script,
)
from backrehab_desktop.core.voice import LATE_S, Line, Narration, Say, Silence, VoiceLevel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.core.player import Event

EXERCISES = ExerciseCatalogue()
WORDS = load_voice_words()
BRIDGE, BIRD_DOG, CLAMSHELL, STRETCH = "bridge", "bird-dog", "clamshell", "hamstring-stretch"


def planned(exercise_id: str, **dose: float) -> PlannedExercise:
    exercise = EXERCISES.get(exercise_id)
    values = {"sets": 1, "repetitions": 3, "hold_s": 5.0, **dose}
    return PlannedExercise(
        exercise_id,
        exercise.name,
        exercise.position,
        exercise.sides,
        Dose(int(values.pop("sets")), int(values.pop("repetitions")), **values),
        move_s=2.0,
        return_s=2.0,
    )


class Listener:
    """Plays a session with a fake clock and writes down what is said and when."""

    def __init__(self, *items: PlannedExercise, level: VoiceLevel = VoiceLevel.FULL) -> None:
        script = build_script(items)
        self.player = Player(script)
        self.narration = Narration(script, EXERCISES.get, WORDS, level)
        self.now_s = 100.0
        self.heard: list[tuple[float, Say | Silence]] = []
        self.tell(self.player.start(self.now_s))

    def tell(self, events: Sequence[Event]) -> None:
        state = self.player.state(self.now_s)
        for speech in self.narration.follow(events, state, self.now_s):
            self.heard.append((self.now_s, speech))

    def wake_s(self) -> float | None:
        times = (self.player.next_wake_s(self.now_s), self.narration.next_due_s)
        return min((time_s for time_s in times if time_s is not None), default=None)

    def play(self, until_s: float = 1e9, delay_s: float = 0.0) -> Listener:
        while self.player.status is PlayerStatus.RUNNING:
            wake_s = self.wake_s()
            if wake_s is None or wake_s > until_s:
                self.now_s = max(self.now_s, until_s)
                break
            self.now_s = max(self.now_s + 1e-3, wake_s + delay_s)
            self.tell(self.player.advance(self.now_s))
        return self

    @property
    def texts(self) -> list[str]:
        return [speech.text for _at_s, speech in self.heard if isinstance(speech, Say)]

    def times_of(self, line: Line) -> list[float]:
        return [
            at_s for at_s, speech in self.heard if isinstance(speech, Say) and speech.line is line
        ]


def test_the_exercise_its_position_its_dose_and_its_side_come_first() -> None:
    change = Listener(planned(BRIDGE), planned(CLAMSHELL)).play().texts
    start = "Next, on your side. Take your time. Clamshell. 3 each leg, hold 5 seconds."
    assert f"{start} Right leg first." in change


def test_the_first_two_repetitions_are_taught_and_the_others_counted() -> None:
    cue = EXERCISES.get(BRIDGE).cues.move + "."
    texts = Listener(planned(BRIDGE, repetitions=5)).play().texts
    assert texts.count(cue) == 2
    assert "Three." in texts
    assert "Four." in texts
    assert sum(text.startswith("Last one.") for text in texts) == 1


def test_the_last_three_seconds_of_a_hold_are_counted_on_the_second() -> None:
    listener = Listener(planned(BRIDGE, repetitions=1, hold_s=10.0))
    ready = listener.player.script.starts_s
    hold = next(
        n for n, phase in enumerate(listener.player.script.phases) if phase.kind is PhaseKind.HOLD
    )
    listener.play()
    end_s = 100.0 + ready[hold] + 10.0
    assert listener.times_of(Line.COUNT)[-3:] == pytest.approx([end_s - 3, end_s - 2, end_s - 1])


def test_half_time_is_told_in_a_long_hold_only() -> None:
    assert "Half way." in Listener(planned(STRETCH, hold_s=30.0)).play().texts
    assert "Half way." not in Listener(planned(STRETCH, hold_s=15.0)).play().texts


def test_a_long_hold_has_a_breathing_guide_at_the_full_level_only() -> None:
    item = planned(STRETCH, repetitions=1, hold_s=30.0)
    assert Listener(item).play().times_of(Line.BREATHE_IN)
    assert not Listener(item, level=VoiceLevel.BRIEF).play().times_of(Line.BREATHE_IN)


def test_the_other_side_is_announced() -> None:
    assert "Switch sides. Left leg now." in Listener(planned(CLAMSHELL)).play().texts
    turns = Listener(planned(BIRD_DOG)).play().texts
    assert turns.count("Left side.") == 3
    assert turns.count("Right side.") == 2


def test_a_new_position_has_a_lead_in_of_its_own() -> None:
    texts = Listener(planned(BRIDGE), planned(BIRD_DOG)).play().texts
    assert any(text.startswith("Next, on hands and knees. Take your time.") for text in texts)


@pytest.mark.parametrize("level", [VoiceLevel.OFF, VoiceLevel.TONES])
def test_a_silent_level_says_nothing(level: VoiceLevel) -> None:
    assert Listener(planned(BRIDGE), level=level).play().texts == []


def test_a_pause_says_so_and_then_nothing_until_the_session_goes_on() -> None:
    listener = Listener(planned(BRIDGE)).play(until_s=106.0)
    listener.tell(listener.player.pause(listener.now_s))
    assert listener.texts[-1] == "Paused."
    assert listener.narration.next_due_s is None
    listener.now_s += 60.0
    listener.tell(listener.player.resume(listener.now_s))
    assert listener.texts[-1] == "Going on with Bridge."


def test_pain_stops_the_words_and_asks() -> None:
    listener = Listener(planned(BRIDGE)).play(until_s=106.0)
    listener.tell(listener.player.pause(listener.now_s, reason=PauseReason.PAIN))
    assert listener.texts[-1].startswith("Stopped.")


def test_a_pause_without_words_is_silent_at_once() -> None:
    listener = Listener(planned(BRIDGE)).play(until_s=106.0)
    listener.narration.level = VoiceLevel.TONES
    listener.tell(listener.player.pause(listener.now_s))
    assert listener.heard[-1][1] == Silence()


def test_a_lengthened_rest_is_announced_and_the_count_moves_with_its_end() -> None:
    listener = Listener(planned(BRIDGE, sets=2, repetitions=1, rest_between_sets_s=20.0))
    kinds = [phase.kind for phase in listener.player.script.phases]
    starts_s = 100.0 + listener.player.script.starts_s[kinds.index(PhaseKind.REST_SET)]
    listener.play(until_s=starts_s + 5.0)
    listener.tell(listener.player.add_rest(listener.now_s))
    listener.play()
    assert listener.texts[-1] == "That was the last one. You are done."


def test_a_cue_that_would_be_late_is_dropped() -> None:
    on_time = Listener(planned(BRIDGE)).play()
    late = Listener(planned(BRIDGE)).play(delay_s=LATE_S + 0.05)
    assert len(late.texts) < len(on_time.texts) / 2


def in_the_rest(after_s: float = 8.0) -> Listener:
    """A long rest between two sets, whose words have been said."""
    listener = Listener(planned(BRIDGE, sets=2, repetitions=1, rest_between_sets_s=30.0))
    kinds = [phase.kind for phase in listener.player.script.phases]
    starts_s = 100.0 + listener.player.script.starts_s[kinds.index(PhaseKind.REST_SET)]
    return listener.play(until_s=starts_s + after_s)


def test_what_was_done_is_said_back() -> None:
    listener = in_the_rest()
    listener.narration.answer(Line.MORE_REST, seconds="10 seconds")
    listener.tell(listener.player.add_rest(listener.now_s))
    assert listener.texts[-1] == "10 seconds more rest."


def test_a_skip_is_told_together_with_what_it_leads_to() -> None:
    listener = in_the_rest()
    listener.narration.answer(Line.SKIPPED)
    listener.tell(listener.player.skip(listener.now_s))
    assert listener.texts[-1] == "Skipped. Set 2 of 2."


def test_where_there_is_no_room_for_both_the_phase_wins() -> None:
    listener = Listener(planned(BRIDGE, repetitions=1, hold_s=1.0)).play(until_s=103.0)
    listener.narration.answer(Line.SKIPPED)
    listener.tell(listener.player.skip(listener.now_s))
    assert not listener.texts[-1].startswith("Skipped")
    assert listener.player.state(listener.now_s).kind is PhaseKind.MOVE


def test_an_answer_waits_for_the_end_of_what_is_said_but_not_long() -> None:
    listener = in_the_rest(after_s=2.0)
    before = listener.texts
    said_s, speech = listener.heard[-1]
    assert isinstance(speech, Say)
    listener.narration.answer(Line.AS_SHOWN)
    listener.tell(())
    assert listener.texts == before
    listener.play(until_s=listener.now_s + 3.0)
    assert listener.texts[-1] == "Normal tempo."
    assert listener.heard[-1][0] >= said_s + speech.expected_s - 1e-6
    late = in_the_rest(after_s=0.5)  # the words of the rest take too long to wait for
    late.narration.answer(Line.AS_SHOWN)
    late.tell(())
    late.play(until_s=late.now_s + 6.0)
    assert "Normal tempo." not in late.texts


def test_going_on_in_a_wait_is_said() -> None:
    listener = in_the_rest()
    listener.tell(listener.player.pause(listener.now_s))
    listener.now_s += 5.0
    listener.tell(listener.player.resume(listener.now_s))
    assert listener.texts[-1] == "Going on with Bridge."


def test_an_early_end_is_not_told_as_the_last_set() -> None:
    listener = in_the_rest()
    listener.tell(listener.player.finish_early(listener.now_s))
    assert listener.texts[-1] == "Stopped here. What you did is kept."


@settings(max_examples=60, deadline=None)
@given(
    at_s=st.lists(st.floats(0.0, 60.0), min_size=1, max_size=6),
    hold_s=st.sampled_from([1.0, 5.0, 12.0]),
)
def test_answers_take_no_words_away_from_the_phases(at_s: list[float], hold_s: float) -> None:
    plan = (planned(BRIDGE, sets=2, hold_s=hold_s, rest_between_sets_s=15.0), planned(CLAMSHELL))
    alone = [text for text in Listener(*plan).play().texts if text]
    listener = Listener(*plan)
    for moment_s in sorted(at_s):
        listener.play(until_s=100.0 + moment_s)
        listener.narration.answer(Line.AS_SHOWN)
        listener.tell(listener.player.advance(listener.now_s))
    listener.play()
    said = [(at, speech) for at, speech in listener.heard if isinstance(speech, Say)]
    phases = [speech.text for _at, speech in said if speech.line is not Line.AS_SHOWN]
    kept = [text.removeprefix("Normal tempo. ") for text in phases]
    # Breathing gives way to anything; so both are compared without it.
    breaths = {"Breathe in.", "And out."}
    assert [t for t in kept if t not in breaths] == [t for t in alone if t not in breaths]
    for (at, speech), (next_at, _next) in pairwise(said):
        assert at + speech.expected_s <= next_at + LATE_S + 1e-6


doses = st.fixed_dictionaries(
    {
        "sets": st.integers(1, 2),
        "repetitions": st.integers(1, 4),
        "hold_s": st.sampled_from([0.0, 1.0, 3.0, 5.0, 12.0, 30.0]),
        "rest_between_repetitions_s": st.sampled_from([0.0, 2.0, 6.0]),
        "rest_between_sets_s": st.sampled_from([0.0, 15.0, 30.0]),
    }
)


@settings(max_examples=60, deadline=None)
@given(
    items=st.lists(
        st.tuples(st.sampled_from([BRIDGE, BIRD_DOG, CLAMSHELL, STRETCH]), doses),
        min_size=1,
        max_size=3,
    ),
    level=st.sampled_from([VoiceLevel.BRIEF, VoiceLevel.FULL]),
    delay_s=st.floats(0.0, 0.3),
)
def test_no_two_cues_overlap_and_none_is_late(
    items: list[tuple[str, dict[str, float]]], level: VoiceLevel, delay_s: float
) -> None:
    listener = Listener(*(planned(name, **dose) for name, dose in items), level=level)
    listener.play(delay_s=delay_s)
    said = [(at_s, speech) for at_s, speech in listener.heard if isinstance(speech, Say)]
    for (at_s, speech), (next_s, _next) in pairwise(said):
        assert at_s + speech.expected_s <= next_s + LATE_S + 1e-6
