import pytest

from footfall.events.sources.uci_553 import COUNTRIES
from footfall.report.countries import code_of, placed
from footfall.report.maps.shapes import shapes


@pytest.mark.parametrize("text", ["PL", "pl", "POL", "Poland", " POLAND "])
def test_names_and_codes_are_read_in_any_case(text: str) -> None:
    assert code_of(text) == "PL"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Côte d'Ivoire", "CI"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("St. Lucia", "LC"),
        ("The Netherlands", "NL"),
        ("Nauru", "NR"),
        ("nru", "NR"),
    ],
)
def test_usual_spellings_are_understood(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize(
    "text", [".com", ".pl", "", "Korea", "Virgin Islands", "Polland", "Europe", "unidentified", "(unknown)", "all others"]
)
def test_nothing_is_guessed(text: str) -> None:
    assert code_of(text) is None


def test_every_country_of_uci_553_has_a_place() -> None:
    found = placed(COUNTRIES)
    assert found.unknown == ("unidentified", ".biz", ".com", ".int", ".net", ".org")
    assert len(found.codes) == len(set(found.codes.values())) == 41
    assert set(found.codes.values()) <= shapes().keys()


def test_a_country_s_own_name_is_its_own() -> None:
    unread = {code for code, shape in shapes().items() if code_of(shape.name) != code}
    assert unread == {"BQ", "MF"}, "whose names there are ISO's in other words"
    assert all(code_of(code) == code for code in shapes())
