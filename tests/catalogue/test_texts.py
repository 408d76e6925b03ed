"""Rules that every shipped text keeps: words, length, tone, and where doses come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from backrehab_desktop.catalogue.exercises import DATA_FOLDER, ExerciseCatalogue
from backrehab_desktop.core.exercise import Dose, Exercise, Sides
from backrehab_desktop.core.wording import source_dose_in_words

DATA = Path(__file__).parents[1] / "data"
FORBIDDEN = tuple(
    line
    for line in (DATA / "forbidden_words.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
# Every file, also one whose motion is still to be written and which is not in the library yet.
WRITTEN = sorted(file.stem for file in (DATA_FOLDER / "exercises").glob("*.toml"))
EXERCISES = [ExerciseCatalogue().get(exercise_id) for exercise_id in WRITTEN]
LONGEST_SENTENCE_WORDS = 16
LONGEST_WORD_LETTERS = 12
LONGEST_NAME_LETTERS = 20
"""What a card of the narrowest grid shows of a name in the wider of the two fonts."""
SPOKEN_WORDS_IN_TWO_SECONDS = 5
COLOURED = {
    # target in words: the muscles of the figure that may stand for it
    "back": {"back", "lumbar", "thoracic"},
    "back muscles": {"back", "lumbar", "thoracic"},
    "low back": {"back", "lumbar"},
    "neck": {"back", "thoracic"},
    "belly": {"abdomen"},
    "belly muscles": {"abdomen"},
    "deep belly muscles": {"abdomen"},
    "breathing muscles": {"abdomen"},
    "front of the trunk": {"abdomen"},
    "waist": {"obliques"},
    "buttock": {"glutes"},
    "buttocks": {"glutes"},
    "outer hip": {"glutes", "hip_side"},
    "back of the thigh": {"hamstrings"},
    "back of the thighs": {"hamstrings"},
    "front of the hip": {"quads", "hip_front"},
    "front of the thigh": {"quads"},
    "front of the thighs": {"quads"},
    "calf": {"calf"},
}
DOSES = [
    line.split("\t")
    for line in (DATA / "exercise_doses.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def told(exercise: Exercise) -> list[str]:
    """Every text that is a sentence or a cue."""
    cues = exercise.cues
    return [
        exercise.purpose,
        *exercise.steps,
        exercise.breathing,
        exercise.self_check,
        *exercise.mistakes,
        *exercise.cautions,
        *(cues.ready, cues.move, cues.hold, cues.return_),
    ]


def everything(exercise: Exercise) -> str:
    named = [exercise.name, *exercise.synonyms, *exercise.targets, *exercise.tags]
    doses = [source_dose_in_words(dose) for dose in exercise.source_doses]
    return "\n".join([*named, *told(exercise), *doses, *exercise.equipment])


def sentences(exercise: Exercise) -> list[str]:
    return [part for text in told(exercise) for part in re.split(r"(?<=[.;]) ", text)]


@pytest.fixture(params=EXERCISES, ids=lambda exercise: exercise.id)
def exercise(request: pytest.FixtureRequest) -> Exercise:
    found: Exercise = request.param
    return found


def test_no_forbidden_word(exercise: Exercise) -> None:
    text = everything(exercise).casefold()
    found = [word for word in FORBIDDEN if re.search(rf"\b{re.escape(word)}\b", text)]
    assert not found


def test_names_fit_their_cards(exercise: Exercise) -> None:
    assert len(exercise.name) <= LONGEST_NAME_LETTERS


def test_no_two_exercises_have_one_name() -> None:
    assert len({exercise.name for exercise in EXERCISES}) == len(EXERCISES)


def test_sentences_are_short_and_plain(exercise: Exercise) -> None:
    for sentence in sentences(exercise):
        words = re.findall(r"[\w']+", sentence)
        assert len(words) <= LONGEST_SENTENCE_WORDS, sentence
        assert max(len(word) for word in words) <= LONGEST_WORD_LETTERS, sentence


def test_sentences_end_and_stay_calm(exercise: Exercise) -> None:
    cues = exercise.cues
    for text in told(exercise):
        assert "!" not in text
        is_cue = text in (cues.ready, cues.move, cues.hold, cues.return_)
        assert text.endswith(".") is not is_cue, text
        assert text[0].isupper(), text


def test_cues_can_be_spoken_in_two_seconds(exercise: Exercise) -> None:
    cues = exercise.cues
    for cue in (cues.ready, cues.move, cues.hold, cues.return_):
        assert len(cue.split()) <= SPOKEN_WORDS_IN_TWO_SECONDS, cue


def test_steps_are_set_up_move_hold_return(exercise: Exercise) -> None:
    assert len(exercise.steps) == 4


def test_a_sided_exercise_names_its_sides(exercise: Exercise) -> None:
    if exercise.sides is Sides.BOTH:
        assert exercise.side_noun == "side"
    else:
        assert exercise.side_noun in {"side", "leg", "arm"}


def test_stop_rules_are_there(exercise: Exercise) -> None:
    stops = " ".join(exercise.cautions)
    for word in ("hurts", "sharp", "worse", "tingling", "numbness", "weakness"):
        assert word in stops


def test_doses_are_those_of_the_clinical_table(exercise: Exercise) -> None:
    def told_as(dose: Dose) -> str:
        return f"{dose.sets}x{dose.repetitions}x{dose.hold_s:g}"

    shown = [exercise.id, exercise.sides, told_as(exercise.start_dose), told_as(exercise.cap_dose)]
    assert shown in DOSES


def test_rests_follow_the_sources(exercise: Exercise) -> None:
    for dose in (exercise.start_dose, exercise.cap_dose):
        assert 1 <= dose.rest_between_repetitions_s <= 10
        assert 30 <= dose.rest_between_sets_s <= 60


def test_every_exercise_shows_where_its_dose_comes_from(exercise: Exercise) -> None:
    assert exercise.source_doses
    assert len(set(exercise.source_doses)) == len(exercise.source_doses)


def test_the_figure_colours_what_the_words_name(exercise: Exercise) -> None:
    text = ExerciseCatalogue().file_of(exercise.id).read_text(encoding="utf-8")
    coloured = {
        muscle.partition(".")[0]
        for muscle in tomllib.loads(text).get("motion", {}).get("muscles", ())
    }
    for target in exercise.targets:
        assert target in COLOURED
        assert not coloured or coloured & COLOURED[target], target
    named = set().union(*(COLOURED[target] for target in exercise.targets))
    assert coloured <= named


def test_corrupted_statements_are_not_shipped(exercise: Exercise) -> None:
    text = everything(exercise).casefold()
    for corrupt in ("8 to 12 minutes", "nerve", "twice as long", "3 to 5 minutes"):
        assert corrupt not in text
