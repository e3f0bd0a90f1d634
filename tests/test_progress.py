"""Does work run the same when nobody watches?"""

from footfall.progress import SILENT


def test_silent_stages_nest_and_advance() -> None:
    with SILENT.stage("Reading", 3) as reading, SILENT.stage("Within") as within:
        reading.advance()
        within.advance(2.0)
