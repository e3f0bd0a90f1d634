from tests.report.contents import proxies, shop


def test_proxies_are_those_that_stand_for_a_purchase() -> None:
    assert shop().proxies == ()
    assert [result.question.name for result in proxies().proxies] == ["continues", "sale_ahead", "value_ahead"]
