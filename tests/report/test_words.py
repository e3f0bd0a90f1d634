from footfall.report.words import METRICS, event_type, joined, plain, plural, target_title
from footfall.targets.catalog import TARGETS
from footfall.targets.target import Question


def test_every_target_of_the_catalogue_has_a_title() -> None:
    for target in TARGETS:
        assert target_title(target.question) != target.name, target.name


def test_a_column_keeps_its_name() -> None:
    assert target_title(Question("PageValues", "amount", "", "")) == "PageValues"


def test_lists_in_a_sentence() -> None:
    assert (joined([]), joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])) == ("", "a", "a and b", "a, b and c")


def test_names() -> None:
    assert (event_type("view_item"), event_type("quiz_done"), plain("a_b"), plural(0, "row")) == (
        "product view",
        "quiz done",
        "a b",
        "rows",
    )
    assert METRICS["roc_auc"] == "ROC AUC"
