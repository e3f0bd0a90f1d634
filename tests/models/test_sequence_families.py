"""Is it said in words what training a sequence model needs?"""

from importlib.machinery import ModuleSpec

import pytest

from footfall.analysis.analyze import analyze
from footfall.errors import UsageError
from footfall.models import sequence_families
from footfall.models.budget import BUDGETS
from footfall.models.classification import classifiers
from footfall.settings import Settings


def without(*names: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Act as if these packages were not installed, and all others were."""
    found = ModuleSpec("found", None)
    monkeypatch.setattr(sequence_families, "find_spec", lambda name: None if name in names else found)


@pytest.mark.parametrize(("names", "said"), [(("torch",), "need torch, which is"), (("torch", "onnx"), "need torch and onnx, which are")])
def test_what_is_missing_is_named_with_how_to_get_it(names: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    without(*names, monkeypatch=monkeypatch)
    with pytest.raises(UsageError, match=said) as error:
        sequence_families.check_deep()
    assert "make setup-deep" in str(error.value)


def test_the_main_job_says_so_before_it_reads_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    without("torch", monkeypatch=monkeypatch)
    with pytest.raises(UsageError, match="not installed"):
        analyze("nowhere.csv", "nowhere", settings=Settings(deep=True))


def test_both_stand_in_the_leaderboard_only_where_histories_are(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch=monkeypatch)
    budget = BUDGETS["quick"]
    plain, deep = ([family.name for family in classifiers(budget, sequences=each)] for each in (False, True))
    assert [name for name in deep if name not in plain] == ["sequence_gru", "sequence_transformer"]
    assert deep[-2:] == plain[-2:] == ["baseline", "one_rule"]
