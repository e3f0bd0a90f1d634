"""Does another choice group the same rows, say what it is of, and give the analysis's own groups again when that is what is asked?"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.analysis.grouped import grouped, kept, planted

from footfall.analysis.regroup import grid, numbering, regroup
from footfall.analysis.regroup_record import as_dict
from footfall.analysis.segments import Grouped
from footfall.analysis.segments_sample import read_sample
from footfall.errors import ArtifactError, DataError, SourceError, UsageError
from footfall.models.regrouping import regroup as group_again
from footfall.models.segments_artifact import load_segments
from footfall.report.segments import no_segments

ROWS = 7_000
"""More than the sample."""


@pytest.fixture(scope="module")
def found() -> Grouped:
    return grouped(ROWS)


@pytest.fixture(scope="module")
def folder(found: Grouped, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept(tmp_path_factory.mktemp("analysis"), found)


@pytest.mark.parametrize("algorithm", ["kmeans", "hierarchical", "dbscan"])
def test_each_algorithm_finds_what_it_found_in_the_analysis(found: Grouped, folder: Path, algorithm: str) -> None:
    own = next(each for each in found.segments.algorithms if each.name == algorithm)
    again = regroup(folder, algorithm)
    assert again.score.k == own.k
    assert (again.score.silhouette, again.score.wcss, again.score.stability) == (own.silhouette, own.wcss, own.stability)
    assert again.own == (again.segments.profiles[0].name == found.segments.profiles[0].name)


def test_the_analysis_own_choice_gives_its_own_groups_row_by_row(found: Grouped, folder: Path) -> None:
    sample, champion = read_sample(folder / "segments"), found.segments.champion
    assert champion is not None
    again = regroup(folder, champion, len(found.segments.profiles) if champion != "dbscan" else None, resamples=2)
    assert again.own
    assert [each.name for each in again.segments.profiles] == [each.name for each in found.segments.profiles]
    assert [each.stability for each in again.segments.profiles] == [each.stability for each in found.segments.profiles]
    assert [each.count for each in again.segments.profiles] == [int((sample.group == at).sum()) for at in range(4)]
    assert again.score.resamples == 10, "of its own groups the analysis's figure is told"
    assert "itself recommends" in again.segments.reason
    artifact = load_segments(folder / "segments")
    labels = artifact.segmenter.many(sample.features[list(artifact.segmenter.names)].to_numpy())
    assert (labels == sample.group).all(), "the sample is the one that the analysis was grouped on"


def test_another_number_of_groups_is_told_of_the_sample(found: Grouped, folder: Path) -> None:
    again = regroup(folder, "kmeans", 2, resamples=3)
    assert not again.own
    assert (again.k, again.score.k, again.score.resamples, len(again.segments.profiles)) == (2, 2, 3, 2)
    assert (again.sample, again.rows, again.score.sample) == (5_000, ROWS, 5_000)
    assert sum(each.count for each in again.segments.profiles) == 5_000
    assert again.segments.notes[0] == again.of == "All figures are of a random sample of 5,000 of 7,000 sessions."
    assert "with 2 groups, as asked. The analysis itself recommends" in again.segments.reason
    assert again.segments.algorithms == (again.score,)


def test_conversion_and_value_are_those_of_the_rows_in_the_group(folder: Path) -> None:
    sample = read_sample(folder / "segments")
    again = group_again(sample.features, "hierarchical", 5, seed=553, resamples=1).segmentation
    told = regroup(folder, "hierarchical", 5, resamples=1).segments.profiles
    assert again is not None
    assert sample.bought is not None
    assert sample.revenue is not None
    for each in told:
        inside = again.labels == each.segment
        assert each.conversion_rate == pytest.approx(sample.bought[inside].mean())
        assert each.revenue_share == pytest.approx(sample.revenue[inside].sum() / sample.revenue.sum())
    assert {each.unit for each in told[0].features if each.feature == "cart_value"} == {"currency"}


def test_the_sample_holds_the_features_as_they_are(folder: Path) -> None:
    frame, _, revenue = planted(ROWS)
    sample = read_sample(folder / "segments")
    assert list(sample.features) == list(frame)
    assert sample.features["price_mean"].isna().any()
    whole = set(map(tuple, frame.dropna().to_numpy().tolist()))
    assert set(map(tuple, sample.features.dropna().to_numpy().tolist())) < whole
    assert sample.revenue is not None
    brought = dict(zip(frame["clicks"].tolist(), revenue.tolist(), strict=True))
    assert sample.revenue.tolist() == [brought[clicks] for clicks in sample.features["clicks"].tolist()]


def test_the_grid_is_what_the_analysis_tried(found: Grouped, folder: Path) -> None:
    tried = grid(folder)
    assert [(each.name, each.k) for each in tried] == [(name, k) for name in ("kmeans", "hierarchical") for k in range(3, 9)]
    assert found.learnt is not None
    assert tried == found.learnt.tried
    kmeans = [each.wcss for each in tried if each.name == "kmeans" and each.wcss is not None]
    assert kmeans == sorted(kmeans, reverse=True)
    assert max((each for each in tried if each.name == "kmeans"), key=lambda each: each.silhouette or 0).k == 4


def test_one_cloud_is_no_two_groups_and_says_so(tmp_path: Path) -> None:
    place = kept(tmp_path / "one", grouped(300, apart=0.0))
    again = regroup(place, "dbscan", resamples=1)
    assert again.segments.not_asked is not None
    assert "no separate groups" in again.segments.not_asked
    assert again.segments.profiles == ()
    assert again.segments.algorithms == (again.score,)


@pytest.mark.parametrize(
    ("algorithm", "k", "said"),
    [
        ("kmeens", 3, "Did you mean kmeans"), ("kmeans", 1, "2 to 10"), ("hierarchical", 11, "2 to 10"), ("dbscan", 4, "finds the number"),
        ("hdbscan", 3, "Leave the number out"),
    ],
)  # fmt: skip
def test_what_cannot_be_chosen_is_refused(folder: Path, algorithm: str, k: int, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        regroup(folder, algorithm, k)
    assert said in str(caught.value)


def test_no_resample_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="1 or more"):
        regroup(folder, "kmeans", 3, resamples=0)


def test_more_groups_than_different_rows_are_refused() -> None:
    frame, _, _ = planted(4)
    with pytest.raises(DataError, match="8 groups cannot be made of 4 different rows"):
        group_again(frame, "kmeans", 8, seed=1, resamples=1)


def test_an_analysis_without_segments_says_why(tmp_path: Path, found: Grouped) -> None:
    nothing = replace(found, segments=no_segments("session", "Every row is alike."), learnt=None, sample=None)
    with pytest.raises(UsageError, match="no segments: Every row is alike"):
        regroup(kept(tmp_path / "none", nothing), "kmeans", 3)


def test_an_older_folder_without_a_sample_says_so(tmp_path: Path, found: Grouped) -> None:
    old = kept(tmp_path / "old", replace(found, sample=None))
    with pytest.raises(SourceError, match="kept none"):
        regroup(old, "kmeans", 3)
    with pytest.raises(SourceError, match="holds no finished analysis"):
        grid(tmp_path)


def test_an_edited_sample_is_refused(tmp_path: Path, found: Grouped) -> None:
    place = kept(tmp_path / "edited", found)
    tried = place / "segments" / "tried.json"
    tried.write_text(tried.read_text().replace("kmeans", "kmeanz", 1))
    with pytest.raises(ArtifactError, match="edited"):
        grid(place)


def test_the_record_is_json_and_says_what_it_is_of(folder: Path) -> None:
    record = as_dict(regroup(folder, "kmeans", 3, resamples=1))
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert (record["algorithm"], record["k"], record["sample"], record["rows"], record["own"]) == ("kmeans", 3, 5_000, ROWS, False)


def test_numbering_pairs_groups_one_to_one_only() -> None:
    assert numbering(np.array([0, 1, -1]), np.array([2, 0, -1])) == {-1: -1, 0: 2, 1: 0}
    assert numbering(np.array([0, 1]), np.array([0, 0])) is None
    assert numbering(np.array([0, 0]), np.array([0, 1])) is None
    assert numbering(np.array([0, 1]), np.array([0, -1])) is None
    assert numbering(np.array([0, -1]), np.array([0, 1])) is None
