from pathlib import Path

import pytest
from tests.events.reading import CANONICAL, START, column, event, read_log, values

from footfall.engines.duckdb import Engine
from footfall.events.bots import FEWEST_EVENTS, WITHIN_S


def burst(count: int, seconds: float, visitor: str = "v", start: float = 0) -> str:
    """Return `count` events spread evenly over `seconds`."""
    return "".join(
        event(visitor, item=f"i{n}").replace(str(START), str(START + int((start + n * seconds / (count - 1)) * 1e6))) for n in range(count)
    )


def test_an_inhuman_rate_marks_from_the_event_that_proves_it(tmp_path: Path, engine: Engine) -> None:
    later = event(at=500, item="later")
    log = read_log(CANONICAL + burst(FEWEST_EVENTS + 2, WITHIN_S * 0.9) + later, tmp_path, engine)
    assert column(log, "bot") == [False] * (FEWEST_EVENTS - 1) + [True] * 4
    assert log.source.bots == 4


@pytest.mark.parametrize(
    ("count", "seconds", "bots"), [(FEWEST_EVENTS, WITHIN_S, 1), (FEWEST_EVENTS, WITHIN_S + 0.001, 0), (FEWEST_EVENTS - 1, 1, 0)]
)
def test_the_border_of_the_rate(count: int, seconds: float, bots: int, tmp_path: Path, engine: Engine) -> None:
    assert read_log(CANONICAL + burst(count, seconds), tmp_path, engine).source.bots == bots


def test_two_visitors_do_not_make_a_bot(tmp_path: Path, engine: Engine) -> None:
    text = CANONICAL + burst(20, 1, "v") + burst(20, 1, "w")
    assert read_log(text, tmp_path, engine).source.bots == 0


def test_what_comes_later_changes_no_mark(tmp_path: Path, engine: Engine) -> None:
    calm = burst(10, 600)
    before = values(read_log(CANONICAL + calm, tmp_path, engine), "event_id, bot")
    after = values(read_log(CANONICAL + calm + burst(60, 1, start=700), tmp_path, engine), "event_id, bot")
    assert after[: len(before)] == before
    assert after[-1][1] is True


def test_a_declared_agent_marks_from_its_first_event(tmp_path: Path, engine: Engine) -> None:
    text = (
        CANONICAL
        + event(at=0, device="desktop")
        + event(at=1, device="Mozilla/5.0 (compatible; Googlebot/2.1)")
        + event(at=2, device="desktop")
    )
    assert column(read_log(text, tmp_path, engine), "bot") == [False, True, True]


def test_a_user_agent_among_the_extras_is_looked_at(tmp_path: Path, engine: Engine) -> None:
    text = f"visitor_id,us,type,user_agent\nv,{START},a,HeadlessChrome\nw,{START},a,python-requests/2.3\nx,{START},a,Cubot Note 7\n"
    log = read_log(text, tmp_path, engine)
    assert {row[0]: row[1] for row in values(log, "visitor_id, bot")} == {"v": True, "w": True, "x": False}


def test_a_clock_of_minutes_or_days_says_nothing_about_rates(tmp_path: Path, engine: Engine) -> None:
    schema = '[columns]\nvisitor_id = "u"\nus = { column = "t", unit = "iso" }\ntype = "e"\nitem_id = "i"\n'
    text = "u,t,e,i\n" + "".join(f"v,2024-01-01 10:00,a,{n}\n" for n in range(100))
    assert read_log(text, tmp_path, engine, schema=schema).source.bots == 0


def test_without_visitors_a_session_is_judged(tmp_path: Path, engine: Engine) -> None:
    text = "session_id,us,type,item_id\n" + "".join(f"s,{START + n},a,{n}\n" for n in range(FEWEST_EVENTS))
    assert read_log(text, tmp_path, engine).source.bots == 1
