from footfall.events.schema import Schema
from footfall.events.sources.source import Source


def test_what_may_follow_the_header() -> None:
    strict = Source(("a", "b"), Schema({}))
    some = Source(("a", "b"), Schema({}), optional=("c",))
    anything = Source(("a", "b"), Schema({}), optional=None)
    columns = ["b", "a"]
    assert [source.recognises(columns) for source in (strict, some, anything)] == [True, True, True]
    assert [source.recognises([*columns, "c"]) for source in (strict, some, anything)] == [False, True, True]
    assert [source.recognises([*columns, "d"]) for source in (strict, some, anything)] == [False, False, True]
    assert [source.recognises(["a"]) for source in (strict, some, anything)] == [False, False, False]
