"""Loading the words of activities: what is accepted, and what a mistake says."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.entries import DATA_FOLDER, MOTION_LINE
from backrehab_desktop.catalogue.errors import CatalogueError
from backrehab_desktop.core.exercise import Category, Demand, Ease, Equipment, Minutes, Position

GOOD = (DATA_FOLDER / "activities" / "walking.toml").read_text(encoding="utf-8")
WORDS = GOOD.partition(MOTION_LINE)[0]
MOTION = f"{MOTION_LINE}\n[motion]\n"
LOG_ONLY = {"yoga", "pilates", "tai-chi", "light-weights", "mindful-meditation"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "activities").mkdir()
    (tmp_path / "sources.toml").write_bytes((DATA_FOLDER / "sources.toml").read_bytes())
    return tmp_path


def write(folder: Path, text: str) -> ActivityCatalogue:
    (folder / "activities" / "walking.toml").write_text(text, encoding="utf-8")
    return ActivityCatalogue(folder)


def test_a_file_becomes_an_activity() -> None:
    walking = ActivityCatalogue().get("walking")
    assert (walking.name, walking.category) == ("Walking", Category.AEROBIC)
    assert walking.position is Position.STANDING
    assert walking.demands == (Demand.STANDING,)
    assert walking.eased_by == (Ease.NEUTRAL,)
    assert walking.equipment == (Equipment.SHOES,)
    assert (walking.start, walking.cap) == (Minutes(5, 7), Minutes(30, 5))
    assert not walking.is_log_only
    assert walking.build_up.startswith("Begin")
    assert len(walking.source_doses) == 5
    first = walking.source_doses[0]
    assert (first.duration, first.times) == ("10 to 15 minutes", "twice a day")
    assert (first.hold, first.repetitions, first.sets, first.rest) == ("", "", "", "")
    assert first.numbers == ("10 to 15 minutes", "twice a day")


def test_ten_activities_and_one_to_go_with_them_are_written() -> None:
    catalogue = ActivityCatalogue()
    written = [catalogue.get(entry_id) for entry_id in catalogue.written_ids()]
    assert len(written) == 11
    assert {activity.id for activity in written if activity.is_log_only} == LOG_ONLY
    assert all((activity.cap is None) is activity.is_log_only for activity in written)


@pytest.mark.parametrize("entry_id", sorted(set(ActivityCatalogue().written_ids()) - LOG_ONLY))
def test_minutes_are_those_of_the_clinical_table(entry_id: str) -> None:
    # Start: 5 to 10 minutes, in the water 10, walking daily, else as often as the lowest of "3 to
    # 4 times a week". Cap: 30 minutes, walking 5 times a week, else the highest of those.
    activity = ActivityCatalogue().get(entry_id)
    is_walking = entry_id == "walking"
    start = Minutes(10 if entry_id == "water-aerobics" else 5, 7 if is_walking else 3)
    assert (activity.start, activity.cap) == (start, Minutes(30, 5 if is_walking else 4))


@pytest.mark.parametrize(
    ("old", "new", "key", "fix"),
    [
        ('build_up = "Begin', 'build_up = " Begin', "build_up", "without them"),
        ("start = { minutes = 5,", "start = { minutes = 0,", "start.minutes", "from 1 to 60"),
        ("start = { minutes = 5,", "start = { minute = 5,", "start.minutes", "Add minutes"),
        ("start = { minutes = 5,", "start = { minutes = 31,", "cap.minutes", "Use 31"),
        ("times_per_week = 7", "times_per_week = 15", "start.times_per_week", "from 1 to 14"),
        ("cap = { minutes = 30, times_per_week = 5 }", "", "cap", "Add cap"),
        ("start = { minutes = 5, times_per_week = 7 }", "", "start", "Add start"),
        ('areas = ["whole body",', 'areas = ["body",', "areas[0]", "low back, upper back"),
        ('demands = ["standing"]', 'demands = ["jumping"]', "demands[0]", "kneeling"),
        ('eased_by = ["neutral"]', 'eased_by = "neutral"', "eased_by", "brackets"),
        ('equipment = ["walking shoes"]', 'equipment = ["boots"]', "equipment[0]", "walking shoes"),
        ('duration = "a few minutes"', "duration = 5", "source_doses[3].duration", "quotes"),
        ('duration = "a few minutes"', 'length = "5"', "source_doses[3].length", "spelling"),
        ('id = "walking"', 'id = "strolling"', "id", '"walking"'),
        ('harder = "elliptical"', 'harder = "walking"', "harder", "another one"),
        ('effect = "work"', 'effect = "work"\nsides = "both"', "sides", "spelling"),
    ],
)
def test_a_mistake_names_file_key_and_fix(
    folder: Path, old: str, new: str, key: str, fix: str
) -> None:
    assert old in WORDS
    with pytest.raises(CatalogueError) as caught:
        write(folder, WORDS.replace(old, new, 1)).get("walking")
    assert caught.value.key == key
    assert "walking.toml" in str(caught.value)
    assert fix in str(caught.value)


def test_a_source_dose_that_says_nothing_is_refused(folder: Path) -> None:
    start, _, rest = WORDS.partition("source_doses = [")
    text = f'{start}source_doses = [{{ source = "004" }}]{rest.partition("]")[2]}'
    with pytest.raises(CatalogueError, match=r"source_doses\[0\]\.note: says nothing"):
        write(folder, text).get("walking")


def test_an_activity_without_a_motion_is_kept_but_not_listed(folder: Path) -> None:
    catalogue = write(folder, WORDS + MOTION_LINE)
    assert catalogue.ids() == ()
    assert "walking" not in catalogue
    assert catalogue.written_ids() == ("walking",)
    assert catalogue.get("walking").name == "Walking"
    assert write(folder, WORDS + MOTION).ids() == ("walking",)
