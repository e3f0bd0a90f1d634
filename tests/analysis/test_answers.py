"""Is a campaign taken as it was set, and one that lacks something refused?"""

from pathlib import Path

import pytest

from footfall.analysis.analyze import analyze
from footfall.analysis.answers import campaign_of
from footfall.errors import UsageError
from footfall.measures.decision import Campaign
from footfall.settings import Settings


def test_all_three_or_none() -> None:
    assert campaign_of(Settings()) is None
    assert campaign_of(Settings(conversion_value=40.0, action_cost=0.0, action_effect=0.1)) == Campaign(40.0, 0.0, 0.1)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(conversion_value=40.0), "conversion_value is set, action_cost and action_effect are not"),
        (Settings(action_cost=0.0), "action_cost is set, conversion_value and action_effect are not"),
        (Settings(conversion_value=40.0, action_effect=0.1), "conversion_value and action_effect are set, action_cost is not"),
    ],
)
def test_what_lacks_is_named(settings: Settings, words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        campaign_of(settings)
    assert "or none of the three" in str(caught.value.remedy)


def test_it_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="action_effect is not"):
        analyze(tmp_path / "nowhere.csv", tmp_path / "out", settings=Settings(conversion_value=40.0, action_cost=1.0))
    assert list(tmp_path.iterdir()) == []
