"""A kept exploration is held to `explore` of a log with the chosen sessions alone, figure by figure."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.explore.made import SHOP, event, shop, visits

from footfall.engines.duckdb import Engine
from footfall.errors import UsageError
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.explore.choice import ASPECTS, Choice, day_number
from footfall.explore.kept import KeptExploration, keep, open_kept
from footfall.explore.look import look
from footfall.explore.overview import Exploration, explore
from footfall.explore.times import calendar_day
from footfall.sessions.batch import Visits, cut
from footfall.settings import Settings
from footfall.simulate.shop import simulate

SEGMENTS = ("looks", "buys", "lingers")


@dataclass(frozen=True)
class Pair:
    """A log, what was kept of it, and its sessions as rows."""

    log: Visits
    kept: KeptExploration
    sessions: pd.DataFrame

    def alone(self, choice: Choice) -> Exploration:
        """`explore` of a log that holds the chosen sessions alone."""
        frame = self.sessions
        chosen = pd.Series(True, index=frame.index)
        if choice.first is not None:
            chosen &= frame["day"] >= day_number(choice.first)
        if choice.last is not None:
            chosen &= frame["day"] <= day_number(choice.last)
        for field, column in ASPECTS.items():
            if choice.names(field):
                chosen &= frame[column].fillna("(unknown)").isin(choice.names(field))
        engine = self.log.engine
        engine.register("wanted", frame.loc[chosen, ["session_no"]])
        engine.run(f"CREATE OR REPLACE TABLE few AS SELECT * FROM {self.log.table} WHERE session_no IN (SELECT session_no FROM wanted)")
        return explore(replace(self.log, table="few"))


def pair(log: Visits, folder: Path) -> Pair:
    """Keep a log with made-up segments, some sessions without one."""
    explore(log)
    sessions = log.engine.frame("SELECT session_no, day, channel, country, device, bot FROM explored_all_sessions ORDER BY session_no")
    drawn = np.random.default_rng(7).integers(0, 4, len(sessions))
    names = pd.Series([SEGMENTS[at] if at < 3 else None for at in drawn], index=sessions["session_no"], dtype="str")
    people = names[~sessions["bot"].to_numpy()].dropna()
    keep(log, people, folder)
    sessions["segment"] = sessions["session_no"].map(people)
    return Pair(log, open_kept(folder, threads=1), sessions)


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Mapping[str, Pair]]:
    """A simulated shop with bots, one written by hand, and both public data sets."""
    folder = tmp_path_factory.mktemp("kept")
    simulate(visitors=400, days=60, seed=3, out=folder / "shop.parquet")
    data: Path = request.getfixturevalue("data_folder")
    assert data.is_dir()
    made = {"by hand": pair(visits(shop()), folder / "hand")}
    with Engine(threads=1) as one, Engine(threads=1) as two, Engine(threads=1) as three:
        sources = (("simulated", str(folder / "shop.parquet"), one), ("uci-553", "uci-553", two), ("cdnow", "cdnow", three))
        for name, source, engine in sources:
            log = read(source, engine=engine, settings=Settings())
            assert isinstance(log, EventLog)
            made[name] = pair(cut(log, Settings()), folder / name)
        yield made
        for each in made.values():
            each.kept.close()


def same(found: Exploration, alone: Exploration) -> None:
    """Hold all but what needs other sessions."""
    left, right = (replace(each, retention=None, overview=replace(each.overview, refunds=None)) for each in (found, alone))
    assert left == right


NAMES = ("by hand", "simulated", "uci-553", "cdnow")


@pytest.mark.parametrize("name", NAMES)
def test_no_choice_is_the_whole_log(pairs: Mapping[str, Pair], name: str) -> None:
    there = pairs[name]
    found = look(there.kept, Choice()).exploration
    assert found == explore(there.log)
    assert found.overview.sessions > 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("field", [*ASPECTS, "first", "last", "days", "all"])
def test_a_choice_is_a_log_of_its_sessions(pairs: Mapping[str, Pair], name: str, field: str) -> None:
    there = pairs[name]
    for choice in choices_of(there.kept, field):
        same(look(there.kept, choice).exploration, there.alone(choice))


def choices_of(kept: KeptExploration, field: str) -> list[Choice]:
    """One or two choices of a kind, as far as the data has it."""
    options = {each: tuple(option.name for option in kept.choices.options(each)) for each in ASPECTS}
    first, last = (day_number(day or "") for day in (kept.choices.first, kept.choices.last))
    middle, later = calendar_day(first + (last - first) // 2), calendar_day(first + (last - first) * 2 // 3)
    if field in ASPECTS:
        names = options[field]
        return [of(field, names[:1]), of(field, names[1:])] if len(names) > 1 else []
    if field == "all":
        narrow = Choice(None, None, *(names[:2] for names in options.values()))
        return [replace(narrow, last=later), replace(narrow, first=middle)]
    return [{"first": Choice(first=middle), "last": Choice(last=middle), "days": Choice(first=middle, last=later)}[field]]


def of(field: str, names: tuple[str, ...]) -> Choice:
    """A choice of names in one field."""
    return Choice(None, None, *(names if each == field else () for each in ASPECTS))


@pytest.mark.parametrize("name", NAMES)
def test_a_choice_of_nothing_describes_nothing(pairs: Mapping[str, Pair], name: str) -> None:
    there = pairs[name]
    nothing = Choice(first="1980-01-01", last="1980-02-01")
    found = look(there.kept, nothing)
    assert found.exploration.overview.sessions == 0
    assert (found.exploration.days, found.exploration.walks, found.exploration.retention) == ((), None, None)
    assert (found.latest, found.before) == (None, None)
    assert found.exploration == there.alone(nothing)


def test_bots_are_counted_where_they_would_be_chosen(pairs: Mapping[str, Pair]) -> None:
    kept = pairs["by hand"].kept
    assert look(kept, Choice(first="2024-01-03", last="2024-01-03")).exploration.overview.bot_events == 2
    assert look(kept, Choice(first="2024-01-04")).exploration.overview.bot_events == 0


def test_cohorts_go_by_the_first_session_in_the_whole_data(tmp_path: Path) -> None:
    days = {"a1": 4, "a2": 8, "a3": 15, "b1": 8, "b2": 15, "c1": 21, "d1": 9, "d2": 16}
    rows = [event(name, day=day, channel="social" if name == "d1" else "email") for name, day in days.items()]
    with pair(visits(rows), tmp_path).kept as kept:
        found = look(kept, Choice(first="2024-01-08", channels=("email",))).exploration.retention
    assert found is not None
    cohorts = [(each.start, each.visitors, each.active[:2]) for each in found.cohorts]
    assert cohorts == [("2024-01-09", 1, (1.0, 1.0)), ("2024-01-16", 1, (1.0, None))], (
        "b and c; a was there before, d came by another way first"
    )


def test_a_refund_gives_back_what_its_order_brought_wherever_it_was_placed(tmp_path: Path) -> None:
    rows = [event("a1", "purchase", order_id="o1", value=9.0, revenue=9.0), event("a2", "refund", day=3, order_id="o1")]
    with pair(visits(rows), tmp_path).kept as kept:
        found = look(kept, Choice(first="2024-01-04")).exploration.overview
    assert (found.revenue, found.refunds) == (0.0, 9.0)


def test_the_period_before_is_as_long_and_of_the_same_choice(pairs: Mapping[str, Pair]) -> None:
    there = pairs["simulated"]
    last = day_number(there.kept.choices.last or "")
    days = [calendar_day(day) for day in range(last - 19, last + 1)]
    found = look(there.kept, Choice(first=days[10], last=days[14], devices=("mobile",)))
    assert (found.latest_days, found.before_days) == ((days[10], days[14]), (days[5], days[9]))
    assert found.latest == found.exploration.overview
    assert found.before is not None
    alone = there.alone(Choice(first=days[5], last=days[9], devices=("mobile",))).overview
    assert replace(found.before, refunds=None) == replace(alone, refunds=None)


def test_a_period_that_the_data_does_not_hold_has_none_before(pairs: Mapping[str, Pair]) -> None:
    kept = pairs["uci-553"].kept
    assert look(kept, Choice(first="2008-04-05", last="2008-04-09")).before is None, "four days are before it"
    assert look(kept, Choice(first="2008-04-05", last="2008-04-08")).before_days == ("2008-04-01", "2008-04-04")
    assert look(kept, Choice(last="2008-04-09")).before is None
    beyond = look(kept, Choice(first="2008-08-10", last="2008-12-31"))
    assert (beyond.latest_days, beyond.before_days) == (("2008-08-10", "2008-08-13"), ("2008-08-06", "2008-08-09")), (
        "as far as the data goes"
    )


@pytest.mark.parametrize(("days", "latest", "before"), [(60, 28, 28), (20, 7, 7), (9, 4, 4), (1, None, None)])
def test_without_dates_the_latest_whole_days_are_compared(tmp_path: Path, days: int, latest: int | None, before: int | None) -> None:
    rows = [event(f"a{day:02}", day=day) for day in range(days)] + [event("z", day=days - 1, minute=24 * 60 - 1)]
    with pair(visits(rows), tmp_path).kept as kept:
        found = look(kept, Choice())
    assert (found.latest and found.latest.sessions, found.before and found.before.sessions) == (latest and latest + 1, before)


def test_what_cannot_be_chosen_is_refused(pairs: Mapping[str, Pair]) -> None:
    with pytest.raises(UsageError, match="No session has the country 'Atlantis'"):
        look(pairs["uci-553"].kept, Choice(countries=("Atlantis",)))
    with pytest.raises(UsageError, match="is before the first"):
        look(pairs["uci-553"].kept, Choice(first="2008-05-02", last="2008-05-01"))


def test_several_threads_may_look_at_once(pairs: Mapping[str, Pair]) -> None:
    kept = pairs["simulated"].kept
    chosen = [Choice(segments=(name,)) for name in SEGMENTS] * 3
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda choice: look(kept, choice), chosen))
    assert found == [look(kept, choice) for choice in chosen]


def test_a_choice_with_one_type_falls_back_to_categories(tmp_path: Path) -> None:
    rows = [event("a1", category="hats", channel="x"), event("a1", category="shoes", minute=1), event("b1", "search", channel="y")]
    there = pair(visits(rows, replace(SHOP, has_purchases=False)), tmp_path)
    found = look(there.kept, Choice(channels=("x",))).exploration
    assert found.walks is not None
    assert found.walks.of == "category"
    same(found, there.alone(Choice(channels=("x",))))
