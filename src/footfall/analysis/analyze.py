"""How does the main job run, from a source to a report?

`analyze`, in one readable page: read, cut, describe, ask, segment, score, write. Each step is a function of a layer below; nothing is
computed here. Events and session tables share everything after the data set.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from footfall import __version__
from footfall.analysis.answers import Answer, answer, campaign_of, refuse, save_model
from footfall.analysis.asked import Plan, lookups, plan
from footfall.analysis.decisions import keep_decisions
from footfall.analysis.forecast import forecast_or_why
from footfall.analysis.leaving import keep_leaving
from footfall.analysis.output import check_name, finished_folder, write_json
from footfall.analysis.reasons import explained
from footfall.analysis.scores import scores, table_scores
from footfall.analysis.segments import keep_segments, segment_rows, segment_visits
from footfall.analysis.summary import Summary
from footfall.dataset.dataset import Dataset
from footfall.dataset.events import build as build_dataset
from footfall.dataset.table import from_table, with_target
from footfall.engines.duckdb import Engine
from footfall.evaluation.evaluate import not_asked
from footfall.evaluation.leakage import audit_table
from footfall.evaluation.lopsided import lopsided
from footfall.evaluation.parts import PARTS
from footfall.evaluation.result import Finding, TargetResult
from footfall.evaluation.said import ordered
from footfall.events.files.apart import check_apart
from footfall.events.log import EventLog, SessionTable, SourceInfo
from footfall.events.read import read
from footfall.explore.kept import keep as keep_explored
from footfall.explore.overview import Exploration, explore
from footfall.explore.table import TableExploration, explore_table
from footfall.features.batch import build as build_features
from footfall.models.read_as import ReadAs
from footfall.models.sequence_families import check_deep
from footfall.progress import SILENT, Progress
from footfall.report.content import Content
from footfall.report.forecast import Forecast
from footfall.report.html import write_report
from footfall.report.kept import Findings, timeless
from footfall.report.kept import keep as keep_content
from footfall.report.playbook import Playbook, read_playbook
from footfall.report.segments import Segments
from footfall.scoring.offer import keep_offer, table_offer, visit_offer
from footfall.sessions.batch import Visits, cut
from footfall.settings import Settings
from footfall.targets.target import Target

__all__ = ["analyze"]

NO_WEEKS = "A table of whole sessions has no dates: there are no past weeks to go by."
QUARANTINE = ("file", "line", "column", "reason", "example", "row")


@dataclass(slots=True)
class Run:
    """One analysis under way: where it writes, how it is set, what it calls segments, how long each stage took."""

    folder: Path
    settings: Settings
    force: bool
    progress: Progress
    book: Playbook
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Count the wall-clock time of a stage."""
        begin = time.perf_counter()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - begin


def analyze(
    source: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    settings: Settings | None = None,
    target: str | None = None,
    schema: str | Path | None = None,
    force: bool = False,
    progress: Progress = SILENT,
) -> Summary:
    """Run the main job and write the folder `out`, whole or not at all.

    Parameters
    ----------
    source
        A data set's name (``uci-553``, ``uci-468``, ``cdnow``), or files.
    out
        Folder for ``report.html``, ``summary.json``, ``scores.parquet``, ``quarantine.parquet``, ``content.json.gz``, ``offer.json``,
        ``predictions/``, ``campaigns/``, ``models/``, ``segments/`` and, of events, ``leaving.parquet`` and ``explored/``.
    settings
        Default: `Settings()`.
    target
        One target, or a column of the source; default: all that can be asked.
    schema
        A ``schema.toml`` that maps the columns of files.
    force
        Whether to go on with a target that the audit refuses.
    progress
        Told of each stage.

    Returns
    -------
    Summary
        What ``summary.json`` holds.

    Raises
    ------
    FootfallError
        See `footfall.errors`; nothing is left under the name `out`.
    """
    settings = settings or Settings()
    check_apart(source, Path(out))
    campaign_of(settings)  # a campaign that lacks something is refused before anything is read
    if settings.deep:
        check_deep()
    book = read_playbook(Path(settings.playbook) if settings.playbook is not None else None)
    with finished_folder(Path(out)) as folder, Engine(threads=settings.threads, memory=settings.memory) as engine:
        run = Run(folder, settings, force, progress, book)
        with run.timed("read"):
            found = read(source, engine=engine, settings=settings, schema=schema, progress=progress)
        summary = of_table(run, found, target) if isinstance(found, SessionTable) else of_events(run, found, target)
        write_json(summary.as_dict(), folder / "summary.json")
    return summary


def of_events(run: Run, log: EventLog, target: str | None) -> Summary:
    """Analyse a log of events."""
    engine = log.engine
    with run.timed("cut"):
        engine.write(f"SELECT * FROM {log.quarantine} ORDER BY file, line", run.folder / "quarantine.parquet")
        visits = cut(log, run.settings, progress=run.progress)
    asked = plan(visits, run.settings, target)
    if asked.column is not None:
        return of_table(run, asked.column, None)
    with run.timed("explore"):
        exploration = explore(visits, progress=run.progress)
        keep_offer(visit_offer(visits), run.folder)
        keep_leaving(visits, run.folder, run.settings, run.book)
    with run.timed("features"):
        build_features(visits, asked.features, progress=run.progress)
    answers = [one_answer(run, visits, asked, one, named=target is not None) for one in asked.targets]
    with run.timed("segment"):
        found = segment_visits(visits, asked.features, run.settings, run.book, progress=run.progress)
        alike = read_as(run.settings, visits.source)
        keep_segments(found, run.folder, asked.features, asked.categories, run.settings, visits.source.sha256, read_as=alike)
    with run.timed("explore"):
        keep_explored(visits, found.names, run.folder, progress=run.progress)
    with run.timed("score"):
        answered = list(zip(asked.targets, answers, strict=True))
        frame = scores(visits, asked.features, answered, found.names, run.settings, rfm=found.rfm, progress=run.progress)
    with run.timed("audit"):
        findings = (*lookups(visits, run.settings.seed), *lopsided(visits))
    with run.timed("forecast"):
        ahead = forecast_or_why(visits, progress=run.progress)
    refused = [not_asked(target.question, reason) for target, reason in asked.refused]
    keep_scores(run, frame)
    return tell(run, visits.source, exploration, answers, refused, found.segments, findings, ahead)


def of_table(run: Run, table: SessionTable, target: str | None) -> Summary:
    """Analyse a table of whole sessions, or the raw columns of a log whose column was named as the target."""
    table = with_target(table, target)
    dataset = from_table(table, run.settings)
    check_name(dataset.question.name)
    with run.timed("explore"):
        exploration = explore_table(table)
        keep_offer(table_offer(table), run.folder)
    with run.timed("audit"):
        findings = audit_table(table.frame, dataset.question.name, seed=run.settings.seed)
        if not run.force:
            refuse(dataset.question.name, findings)
    with run.timed(dataset.question.name):
        done = answer(dataset, run.settings, force=True, strict=True, progress=run.progress)
        keep(run, done, dataset, table.source, None, of_log=table.of_log)
    with run.timed("segment"):
        found = segment_rows(dataset, run.settings, run.book, progress=run.progress)
        keep_segments(found, run.folder, None, (), run.settings, table.source.sha256, of_log=table.of_log)
    with run.timed("score"):
        frame = table_scores(dataset, done, found.names)
    keep_scores(run, frame)
    return tell(run, table.source, exploration, [done], [], found.segments, findings, (None, NO_WEEKS))


def one_answer(run: Run, visits: Visits, asked: Plan, target: Target, *, named: bool) -> Answer:
    """Answer one target of events and write it; its data set is let go of, so that memory holds one at a time.

    Where the audit refuses a target that the user named, the run ends; another one is not asked, and the rest goes on.
    """
    with run.timed(target.name):
        dataset = build_dataset(visits, asked.features, target, run.settings, progress=run.progress)
        done = answer(dataset, run.settings, force=run.force, strict=named, progress=run.progress)
        return keep(run, done, dataset, visits.source, asked)


def keep(run: Run, done: Answer, dataset: Dataset, source: SourceInfo, asked: Plan | None, *, of_log: bool = False) -> Answer:
    """Write predictions and model of one target; return the answer without the predictions, able to give reasons."""
    if done.predictions is not None:
        place = run.folder / "predictions" / f"{done.question.name}.parquet"
        place.parent.mkdir(exist_ok=True)
        done.predictions.to_parquet(place, index=False)
        if done.decisions is not None:
            keep_decisions(done.decisions, run.folder, done.question.name)
        features, categories = (asked.features, asked.categories) if asked is not None else (None, ())
        save_model(
            done, dataset, run.folder / "models", features=features, categories=categories, data_sha256=source.sha256, of_log=of_log,
            read_as=read_as(run.settings, source),
        )  # fmt: skip
        done = explained(done, dataset, source, features or ())
    return replace(done, predictions=None, decisions=None)


def read_as(settings: Settings, source: SourceInfo) -> ReadAs | None:
    """Return how events were read, so that new ones are read alike; None for a session table."""
    return ReadAs(source.timezone, settings.session_gap, source.currency, settings.rates or {}) if source.events else None


def keep_scores(run: Run, frame: pd.DataFrame) -> None:
    """Write the scores, and an empty quarantine and folder where nothing came to lie in them."""
    with run.timed("write"), run.progress.stage("Writing results"):
        frame.to_parquet(run.folder / "scores.parquet", index=False)
        (run.folder / "predictions").mkdir(exist_ok=True)
        if not (run.folder / "quarantine.parquet").exists():
            pd.DataFrame({name: pd.Series(dtype="str") for name in QUARANTINE}).to_parquet(run.folder / "quarantine.parquet", index=False)


def tell(
    run: Run,
    source: SourceInfo,
    exploration: Exploration | TableExploration,
    answers: Sequence[Answer],
    refused: Sequence[TargetResult],
    segments: Segments,
    findings: Sequence[Finding],
    ahead: tuple[Forecast | None, str],
) -> Summary:
    """Write the report, keep what it is made of, and return the summary."""
    results = (*(done.result for done in answers), *refused)
    audit = ordered(dict.fromkeys((*findings, *(of_target(done, each) for done in answers for each in done.result.findings))))
    settings = run.settings.model_dump()
    with run.timed("report"):
        content = Content(source, exploration, results, segments, audit, settings, run.seconds, __version__, run.settings.seed)
        write_report(content, run.folder, progress=run.progress)
        keep_content(Findings(timeless(content), *ahead), run.folder)
    revenue = None if isinstance(exploration, TableExploration) else exploration.overview.money()
    return Summary(__version__, run.settings.seed, settings, source, results, segments, audit, run.seconds, revenue=revenue)


def of_target(done: Answer, finding: Finding) -> Finding:
    """Return a finding about the parts of one target with the target's name, so that those of several can stand in one list."""
    return replace(finding, finding=f"{done.question.name}: {finding.finding}") if finding.column == PARTS else finding
