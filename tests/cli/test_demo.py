"""Does `footfall demo` simulate the promised shop and analyse it?"""

from pathlib import Path

import pytest
from tests.cli.conftest import Typed
from tests.cli.test_analyze import DONE

from footfall.analysis.demo import VISITORS
from footfall.analysis.summary import Summary


def test_a_shop_of_the_promised_size_is_analysed(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[dict[str, object]] = []

    def analyze(source: Path, out: Path, **others: object) -> Summary:
        done.append({"source": source, "out": out})
        return DONE

    monkeypatch.setattr("footfall.analysis.demo.simulate", lambda **asked: done.append(asked))
    monkeypatch.setattr("footfall.analysis.demo.analyze", analyze)
    said = typed("demo", "--out", "here")
    assert said.code == 0, said.err
    shop = Path("here/shop.parquet")
    simulated, analysed = done
    assert (simulated["visitors"], simulated["days"], simulated["dirt"], simulated["out"]) == (20_000, 90, True, shop)
    assert analysed == {"source": shop, "out": Path("here/analysis")}
    assert f"report: {Path('here/analysis/report.html')}" in said.out
    assert typed("demo", "--out", "here", "--json").record == DONE.as_dict()
    assert VISITORS >= 20_000
