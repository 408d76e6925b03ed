"""What the instrument card says at one moment of a session: words and numbers, no widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backrehab_desktop.core import wording
from backrehab_desktop.core.breathing import fullness_at
from backrehab_desktop.core.exercise import Effect, Exercise, Side, Sides
from backrehab_desktop.core.player import PauseReason, PhaseKind, PlayerStatus
from backrehab_desktop.ui.widgets.chip import ChipTone
from backrehab_desktop.ui.widgets.hold_ring import RingState, RingStyle
from backrehab_desktop.ui.widgets.repetition_track import TrackGroup, TrackState

if TYPE_CHECKING:
    from backrehab_desktop.core.player import Block, Phase, PlayerState, Script
    from backrehab_desktop.ui.theme.tokens import Theme


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a phase; they change only when the phase or the pause does."""

    chip: str
    tone: ChipTone
    follows: str
    """What comes next, beside the chip."""
    cue: str
    """The one thing to do now."""


def effect_color(effect: Effect) -> str:
    """Colour role of the fills that stand for what the muscles do."""
    return "stretch" if effect is Effect.STRETCH else "work"


def effect_tone(effect: Effect) -> ChipTone:
    """The chip that stands for what the muscles do."""
    return ChipTone.STRETCH if effect is Effect.STRETCH else ChipTone.WORK


def ring_state(state: PlayerState, exercise: Exercise, theme: Theme) -> RingState:
    """The ring at this moment.

    It fills while the figure moves into the hold and empties while it is
    held, so that both halves of a repetition can be read from it; the digits
    count only what is timed.
    """
    paused = state.status is PlayerStatus.PAUSED
    left = state.remaining_s / state.duration_s if state.duration_s > 0 else 0.0
    color = effect_color(exercise.effect)
    if state.kind is PhaseKind.MOVE:
        return RingState(RingStyle.THIN, color, 1.0 - left, "", "Move", paused)
    if state.kind is PhaseKind.RETURN:
        return RingState(RingStyle.THIN, color, left, "", "Return", paused)
    if state.kind is PhaseKind.DONE:
        return RingState(RingStyle.THIN, "accent", 0.0, "", "Done")
    name = "rest"
    breath = None
    caption = {PhaseKind.SWITCH_SIDE: "switch", PhaseKind.CHANGE: "to change"}.get(
        state.kind, "rest"
    )
    if state.kind is PhaseKind.GET_READY:
        name, caption = "get_ready", "get ready"
    elif state.kind is PhaseKind.HOLD:
        name = f"hold_{color}"
        breath = fullness_at(state.elapsed_s, state.duration_s)
        caption = f"of {wording.seconds_in_words(state.duration_s)}"
    look = theme.phase(name)
    return RingState(
        style=RingStyle(look.style),
        color=look.color,
        fraction_left=left,
        digits=str(state.countdown),
        caption=caption,
        paused=paused,
        widest=str(max(1, round(state.duration_s))),
        last_seconds=state.in_last_seconds and not paused,
        breath=breath or 0.0,
    )


def phase_words(state: PlayerState, script: Script, exercise: Exercise) -> Words:
    """The words at this moment; ``exercise`` is the one under way or next."""
    words = _running_words(state, script, exercise)
    if state.status is not PlayerStatus.PAUSED:
        return words
    why = {
        PauseReason.GAP: "The computer was away, so the time stopped. Space goes on.",
        PauseReason.PAIN: "Stopped for pain.",
    }.get(state.pause_reason or PauseReason.USER, "Space goes on where you stopped.")
    return Words("Paused", ChipTone.NEUTRAL, why, words.cue)


def _running_words(state: PlayerState, script: Script, exercise: Exercise) -> Words:
    cues, tone = exercise.cues, effect_tone(exercise.effect)
    kind, phase, block = state.kind, state.phase, state.block
    follows = _next_words(script, phase, exercise)
    if kind is PhaseKind.GET_READY:
        if state.lead_in:
            return Words("Get ready", ChipTone.NEUTRAL, "then on where you stopped", cues.ready)
        return Words("Get ready", ChipTone.NEUTRAL, _what_comes(block, exercise), cues.ready)
    if kind is PhaseKind.MOVE:
        return Words("Move", tone, follows, cues.move)
    if kind is PhaseKind.HOLD:
        return Words("Hold", tone, f"then {_lower_first(cues.return_)}", cues.hold)
    if kind is PhaseKind.RETURN:
        return Words("Return", tone, follows, cues.return_)
    if kind is PhaseKind.SWITCH_SIDE:
        side = f"{phase.side} {exercise.side_noun}" if phase.side else "other side"
        return Words("Switch side", ChipTone.ACCENT, follows, f"Now your {side}")
    if kind is PhaseKind.REST_SET:
        cue = f"Rest. Set {block.set_number} of {block.sets} comes next"
        return Words("Rest", ChipTone.ACCENT, _what_comes(block, exercise), cue)
    if kind is PhaseKind.CHANGE:
        return _change_words(state, script, exercise)
    if kind is PhaseKind.DONE:
        return Words("Done", ChipTone.ACCENT, "", "That was the last set")
    return Words("Rest", ChipTone.ACCENT, follows, "Let go and breathe")


def _change_words(state: PlayerState, script: Script, exercise: Exercise) -> Words:
    before = script.items[state.block.item - 1].position if state.block.item else None
    dose = ", ".join(wording.exercise_dose_lines(exercise, state.item.dose))
    if before is exercise.position:
        return Words("Next exercise", ChipTone.ACCENT, dose, f"Next: {exercise.name}")
    where = _lower_first(wording.position_in_words(exercise.position))
    return Words("New position", ChipTone.ACCENT, dose, f"Next: {exercise.name}, {where}")


def _what_comes(block: Block, exercise: Exercise) -> str:
    """A set that is about to begin: "set 2 of 3, left leg, 6 times"."""
    parts = []
    if block.sets > 1:
        parts.append(f"set {block.set_number} of {block.sets}")
    if block.side is not None:
        parts.append(f"{block.side} {exercise.side_noun}")
    repetitions = block.repetitions
    if exercise.sides is Sides.ALTERNATING:
        parts.append(f"{repetitions // 2} each {exercise.side_noun}, in turns")
    else:
        parts.append(wording.counted(repetitions, "time"))
    return ", ".join(parts)


def _next_words(script: Script, phase: Phase, exercise: Exercise) -> str:
    """What the phase after this one is, in a few words."""
    index = script.phases.index(phase) + 1
    if index >= len(script.phases):
        return ""
    following = script.phases[index]
    if following.kind is PhaseKind.HOLD:
        return f"then hold {wording.seconds_in_words(following.duration_s)}"
    if following.kind is PhaseKind.RETURN:
        return f"then {_lower_first(exercise.cues.return_)}"
    if following.kind in (PhaseKind.REST, PhaseKind.REST_SET):
        return f"then rest {wording.seconds_in_words(following.duration_s)}"
    if following.kind is PhaseKind.SWITCH_SIDE and following.side is not None:
        return f"then your {following.side} {exercise.side_noun}"
    if following.kind is PhaseKind.CHANGE:
        return f"then {script.items[script.blocks[following.block].item].name}"
    if following.kind is PhaseKind.MOVE:
        block = script.blocks[following.block]
        sides = script.items[block.item].sides
        number, count = counted_repetition(block, following.repetition, sides)
        return f"then repetition {number} of {count}"
    if following.kind is PhaseKind.GET_READY:
        return f"then {_what_comes(script.blocks[following.block], exercise)}"
    return "then you are done" if following.kind is PhaseKind.DONE else ""


def track_state(state: PlayerState, script: Script, exercise: Exercise) -> TrackState:
    """The repetitions of the exercise at this moment, a group for each set or side."""
    indices = [i for i, block in enumerate(script.blocks) if block.item == state.block.item]
    groups: list[TrackGroup] = []
    filled: list[float] = []
    current = 0
    for index in indices:
        block = script.blocks[index]
        counts = _filled_of(index, block, state)
        if index == state.block_index:
            current = len(groups) + (len(counts) > 1 and state.phase.side is Side.LEFT)
        sides = (Side.RIGHT, Side.LEFT) if len(counts) > 1 else (block.side,)
        for side, count in zip(sides, counts, strict=True):
            size = block.repetitions // len(counts)
            groups.append(TrackGroup(_group_label(block, side, exercise), size))
            filled.append(count)
    return TrackState(
        groups=tuple(groups),
        current=current,
        filled=tuple(filled),
        color=effect_color(exercise.effect),
        words=_track_words(state, exercise),
    )


def _filled_of(index: int, block: Block, state: PlayerState) -> tuple[float, ...]:
    """Repetitions done of a block; two counts, right and left, where the sides take turns."""
    alternating = state.item.sides is Sides.ALTERNATING
    if index != state.block_index:
        done = float(block.repetitions if index < state.block_index else 0)
        return (done / 2, done / 2) if alternating else (done,)
    done, fraction = state.repetitions_done, repetition_fraction(state)
    if not alternating:
        return (done + fraction,)
    # The right side begins, so it is ahead by one after every odd repetition.
    right, left = float((done + 1) // 2), float(done // 2)
    return (right, left + fraction) if done % 2 else (right + fraction, left)


def repetition_fraction(state: PlayerState) -> float:
    """How far the repetition under way has come by time, 0 to 1."""
    if not state.phase.kind.is_repetition:
        return 0.0
    item = state.item
    parts = {
        PhaseKind.MOVE: item.move_s / item.tempo,
        PhaseKind.HOLD: item.dose.hold_s,
        PhaseKind.RETURN: item.return_s / item.tempo,
    }
    elapsed = 0.0
    for kind, duration_s in parts.items():
        if kind is state.phase.kind:
            elapsed += duration_s * state.phase_fraction
            break
        elapsed += duration_s
    return elapsed / sum(parts.values())


def _group_label(block: Block, side: Side | None, exercise: Exercise) -> str:
    words = f"{side} {exercise.side_noun}" if side else ""
    if block.sets == 1:
        return wording.capitalised(words) if words else "Repetitions"
    return f"Set {block.set_number}, {words}" if words else f"Set {block.set_number}"


def counted_repetition(block: Block, repetition: int, sides: Sides) -> tuple[int, int]:
    """A repetition and how many there are, counted per side as the dose is."""
    if sides is Sides.ALTERNATING:
        return (repetition + 1) // 2, block.repetitions // 2
    return repetition, block.repetitions


def _track_words(state: PlayerState, exercise: Exercise) -> tuple[tuple[str, bool], ...]:
    block = state.block
    number, count = counted_repetition(block, state.repetition, state.item.sides)
    words = f"{number} of {count}"
    side = state.phase.side if state.item.sides is Sides.ALTERNATING else block.side
    if block.sets == 1 and side is None:
        return (("Repetition", False), (words, True))
    label = _group_label(block, side, exercise)
    return ((label, True), ("repetition", False), (words, True))


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
