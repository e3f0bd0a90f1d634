"""Can what an analysis found be shown again, equal, and does an older or edited folder say so?"""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.report.contents import KINDS, content_of
from tests.report.forecasts import forecast_of

from footfall.errors import ArtifactError, SourceError
from footfall.report.html import render
from footfall.report.kept import KEPT, Findings, keep, read_kept, timeless
from footfall.report.sections.forecast import forecast_sections
from footfall.report.sections.outline import sections


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_report_can_be_made_of_it(kind: str, tmp_path: Path) -> None:
    content = content_of(kind)
    keep(Findings(content, None, "no dates"), tmp_path)
    found = read_kept(tmp_path)
    assert found.content == content
    assert found.no_forecast == "no dates"
    assert render(found.content, sections(found.content)) == render(content, sections(content))


def test_a_forecast_is_kept_with_it(tmp_path: Path) -> None:
    forecast = forecast_of()
    keep(Findings(content_of("shop"), forecast), tmp_path)
    found = read_kept(tmp_path).forecast
    assert found is not None
    assert forecast_sections(found) == forecast_sections(forecast)


def test_the_same_content_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        keep(Findings(content_of("shop"), None), tmp_path / name)
    assert (tmp_path / "a" / KEPT).read_bytes() == (tmp_path / "b" / KEPT).read_bytes()


def test_how_long_it_took_is_left_out(tmp_path: Path) -> None:
    content = content_of("shop")
    slow = replace(content.targets[0], models=tuple(replace(each, seconds=9.0) for each in content.targets[0].models))
    found = timeless(replace(content, seconds={"read": 9.0}, targets=(slow, *content.targets[1:])))
    assert found.seconds == {}
    assert {model.seconds for each in found.targets for model in each.models} == {0.0}
    assert render(found, sections(found)) == render(content, sections(content))


def test_a_folder_without_an_analysis_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no finished analysis"):
        read_kept(tmp_path)
    (tmp_path / "summary.json").write_text("{}")
    with pytest.raises(SourceError, match="kept no content") as caught:
        read_kept(tmp_path)
    assert "footfall analyze" in str(caught.value.remedy)


@pytest.mark.parametrize("change", ["format", "field", "class", "cut", "text", "list"])
def test_another_version_or_an_edited_file_says_so(change: str, tmp_path: Path) -> None:
    keep(Findings(content_of("sessions"), None), tmp_path)
    path = tmp_path / KEPT
    whole = json.loads(gzip.decompress(path.read_bytes()))
    match change:
        case "format":
            whole["format"] = 99
        case "field":
            whole["kept"]["content"]["surprise"] = 1
        case "class":
            whole["kept"]["is"] = "Popen"
        case "list":
            whole["kept"] = []
    path.write_bytes({"cut": path.read_bytes()[:200], "text": b"hello"}.get(change, gzip.compress(json.dumps(whole).encode())))
    with pytest.raises((ArtifactError, SourceError), match=r"another version|cannot be read") as caught:
        read_kept(tmp_path)
    assert "footfall analyze" in str(caught.value.remedy)
