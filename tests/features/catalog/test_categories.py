"""Does every category get two features with names of their own?"""

from tests.proof.matrix import COLUMNS

from footfall.features.catalog import catalogue
from footfall.features.catalog.categories import per_category, slug


def test_two_features_a_category() -> None:
    clicks, seconds = per_category(["Home & Garden"])
    assert (clicks.name, seconds.name) == ("clicks_in_home_garden", "seconds_in_home_garden")
    assert clicks.where is not None
    assert clicks.where.sql() == "(category = 'Home & Garden')"
    assert seconds.clock == "second"


def test_names_are_plain_words() -> None:
    assert [slug(category) for category in ("Home & Garden", "--", "日本", "50% off!", "")] == [
        "home_garden",
        "unnamed",
        "unnamed",
        "50_off",
        "unnamed",
    ]


def test_categories_that_read_alike_stay_apart() -> None:
    names = [each.name for each in per_category(["sale", "Sale", "日本", "中国"])]
    assert len(set(names)) == 8


def test_no_category_takes_the_name_of_a_feature() -> None:
    whole = catalogue(COLUMNS, ["this category", "This category so far", "this item"])
    assert len(set(whole.names)) == len(catalogue(COLUMNS)) + 6
