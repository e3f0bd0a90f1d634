"""Is who is about to leave kept with the words and figures of its own run?"""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.explore.made import SHOP, shop, visits

from footfall.analysis.leaving import FILE, read_leaving
from footfall.analysis.leaving import keep_leaving as keep
from footfall.errors import UsageError
from footfall.report.playbook import LeavingPlay, read_playbook
from footfall.settings import Settings


def test_what_was_kept_is_read_back(tmp_path: Path) -> None:
    book = replace(read_playbook(), leaving={**read_playbook().leaving, "fading": LeavingPlay("Slipping away", "Call.", "They stay away.")})
    keep(visits(shop()), tmp_path, Settings(), book)
    frame, record = read_leaving(tmp_path)
    assert frame["visitor_id"].tolist() == ["va", "vb", "vc"], "no bots"
    assert frame["cart_items"].tolist() == [0, 0, 1]
    assert frame["orders"].tolist() == [3, 0, 0]
    assert (record.has_carts, record.has_clock, record.kind, record.within) == (True, True, "events", "28d")
    assert record.plays["fading"] == LeavingPlay("Slipping away", "Call.", "They stay away.")
    assert record.overdue.times is None
    assert {each.group for each in record.measured} == {"abandoned_cart", "fading"}


def test_of_a_source_without_visitors_nothing_is_kept(tmp_path: Path) -> None:
    keep(visits(shop(), replace(SHOP, knows_visitors=False)), tmp_path, Settings(), read_playbook())
    assert not (tmp_path / FILE).exists()
    with pytest.raises(UsageError, match="holds no leaving"):
        read_leaving(tmp_path)
