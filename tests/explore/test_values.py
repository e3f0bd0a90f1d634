from footfall.explore.values import amount, count, name


def test_null_is_nothing() -> None:
    assert (count(None), amount(None), name(None), name("")) == (0, 0.0, "(unknown)", "(unknown)")


def test_values_keep_their_value() -> None:
    assert (count(7), amount(0.5), name("PL")) == (7, 0.5, "PL")
