"""The head of a batch: finds what is stale, hands out jobs, checks identities, publishes.

Files appear under `rendered/<plan>/<period>/` whole or not at all; after each packet one ledger
line says that it is done. A packet with a gap (a notebook that failed) is made again next time.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from helpers import packets, wording
from helpers.analyst.opening import Opened
from helpers.batch import timings
from helpers.batch.engine.notebook import check
from helpers.batch.jobs import MadePacket, packet_file, parameters, parts
from helpers.batch.keys import Key, period_key
from helpers.batch.ledger import Closing, Entry, content
from helpers.batch.pool import local_pool
from helpers.batch.publish import append, locked, publish, refuse_if_locked
from helpers.batch.published import PeriodFolder
from helpers.batch.status import (
    PeriodStatus,
    known_up_to_date,
    manifest_digest,
    open_inputs,
    period_folder,
    period_status,
)
from helpers.batch.workers import (
    DEFAULT_OPTIONS,
    BrokenJob,
    OpenPool,
    RenderOptions,
    Result,
    logged,
    make_packets,
)
from helpers.evaluation import tables
from helpers.evaluation.columns import PacketRow, State
from helpers.model import Evaluation, PlainFault
from helpers.packets.manifest import LEDGER, MANIFEST, unlisted
from helpers.plan import Roots


class WrongIdentity(PlainFault):
    """A worker's result is of another agency, period or evaluation: the batch stops."""

    exit_code = 1


@dataclass(frozen=True)
class Outcome:
    """What a batch did, in a folder: of `total` packets the agencies `made`, how many were `kept`
    as up to date, by agency why its packet is not whole (`gaps`), and how many that were not
    asked for are missing or outdated (`left`). `aside`: new names of edited files whose place was
    needed, by their former name; `foreign`: files in the folder that are not ours."""

    folder: Path
    total: int
    made: tuple[str, ...]
    kept: int
    gaps: Mapping[str, str]
    left: int = 0
    aside: Mapping[str, str] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True)
class Planned:
    """What a batch would do: of `total` packets it would make those of `stale`, for reasons in
    words, in about so many seconds (None: no earlier batch to estimate from)."""

    total: int
    stale: Mapping[str, tuple[str, ...]]
    seconds: float | None


def plan_only(
    roots: Roots,
    plan_id: str,
    period_id: str,
    agencies: Collection[str] = (),
    force: bool = False,
    options: RenderOptions = DEFAULT_OPTIONS,
) -> Planned:
    """What `render` would make; makes nothing and writes nothing under `rendered/`."""
    up_to_date = frozenset() if force else known_up_to_date(roots, plan_id, period_id)
    if up_to_date and up_to_date >= set(agencies):
        return Planned(len(up_to_date), {}, 0)
    status = period_status(roots, open_inputs(roots, plan_id, period_id, agencies))
    stale = status.stale(agencies, force)
    log = timings.timings_file(roots.data)
    seconds = timings.estimate(log, options.speed_class, len(stale)) if stale else 0
    return Planned(len(status.inputs.subjects), stale, seconds)


def render(
    roots: Roots,
    plan_id: str,
    period_id: str,
    agencies: Collection[str] = (),
    force: bool = False,
    options: RenderOptions = DEFAULT_OPTIONS,
) -> Outcome:
    """Make the stale packets of a period (all, or those of `agencies`), its index and its tables.

    A period whose key is unchanged is left alone. Raises WrongUse, BrokenNotebook, ClusterFault or
    FolderLocked before anything starts; WrongIdentity, Changed, ClusterLost or OSError when the
    batch had to stop, and then the packets published earlier stay as they were.
    """
    folder = period_folder(roots, plan_id, period_id)
    up_to_date = frozenset() if force else known_up_to_date(roots, plan_id, period_id)
    if up_to_date and up_to_date >= set(agencies):
        refuse_if_locked(folder)
        kept = len(up_to_date)
        return Outcome(folder, kept, (), kept, {}, foreign=unlisted(folder))
    key = period_key(roots, plan_id)  # first, so that what changes meanwhile is seen next time
    inputs = open_inputs(roots, plan_id, period_id, agencies)
    with locked(folder), logged(roots.data / "log" / f"render-{period_id}.log"):
        status = period_status(roots, inputs)
        stale = list(status.stale(agencies, force))
        if stale:
            plan = inputs.plan
            levels = {plan.senders_by_id[agency].level for agency in stale}
            used = {plan.notebook(part, at): part for part in parts(plan) for at in sorted(levels)}
            for name, part in used.items():
                given = parameters(plan_id, plan.province.id, period_id, part)
                check(roots.notebook(name), given)
        return _render(roots, status, stale, options, key)


def _render(
    roots: Roots, status: PeriodStatus, stale: Sequence[str], options: RenderOptions, key: str
) -> Outcome:
    folder = PeriodFolder(status.folder)
    entries = dict(status.entries)
    gaps: dict[str, str] = {}
    with closing(_results(roots, status, stale, options)) as results:
        for result in results:
            agency = result.agency
            if isinstance(result, BrokenJob):
                gaps[agency] = result.reason
                continue
            _check_identity(result, status.evaluations[agency])
            entry = _publish_packet(result, status, folder)
            append(status.folder / LEDGER, content([entry]))
            entries[agency] = entry
            if not entry.whole:
                gaps[agency] = wording.runs.notebooks_failed(result.failed)
    _finish(status, folder, entries, gaps, key)
    made = tuple(a for a in stale if a not in gaps)
    subjects = status.inputs.subjects
    left = sum(1 for agency in subjects if agency not in stale and status.reasons(agency))
    kept = len(subjects) - len(stale) - left
    foreign = unlisted(status.folder)
    return Outcome(status.folder, len(subjects), made, kept, gaps, left, folder.aside, foreign)


def _results(
    roots: Roots, status: PeriodStatus, stale: Sequence[str], options: RenderOptions
) -> Generator[Result, None, None]:
    """A result for each stale agency; the ledger is opened for them first. The time of a batch that
    ran to its end goes to the log."""
    options = options.fitted(len(stale))
    pool: AbstractContextManager[OpenPool] = nullcontext(local_pool(options.jobs))
    if options.cluster and stale:
        from helpers.batch.cluster import cluster_pool

        pool = cluster_pool(options.cluster, roots, status.inputs.plan.id)
    with pool as open_pool:
        publish(status.folder, LEDGER, content(status.entries.values()))  # without a closing line
        results = make_packets(roots, status.inputs, stale, options, open_pool)
        began, seconds = time.monotonic(), []
        for result in results:
            yield result
            seconds.append(time.monotonic() - began)
        if seconds:
            last = time.monotonic() - began
            timing = timings.Timing(options.speed_class, len(seconds), seconds[0], last)
            timings.keep(timings.timings_file(roots.data), timing)


# ---------------------------------------------------------------- publishing


def _check_identity(made: MadePacket, evaluation: Evaluation) -> None:
    """The page and every notebook in it must state the identity of this very evaluation."""
    expected = {
        "plan": evaluation.plan.id,
        "agency": evaluation.agency.id,
        "period": evaluation.period.id,
        "evaluation": evaluation.digest,
    }
    if packets.identity_of(made.page.encode()) != expected:
        raise WrongIdentity(wording.runs.wrong_identity(evaluation.agency.id, "packet"))
    for name, text in made.notebooks.items():
        if packets.notebook_identity(json.loads(text)) != expected:
            raise WrongIdentity(wording.runs.wrong_identity(evaluation.agency.id, name))


def _publish_packet(made: MadePacket, status: PeriodStatus, folder: PeriodFolder) -> Entry:
    files = {
        f"notebooks/{made.agency}/{name}.ipynb": text.encode()
        for name, text in made.notebooks.items()
    }
    files[packet_file(status.inputs.plan, made.agency)] = made.page.encode()
    code = packets.code_of(made.page.encode())
    states = dict.fromkeys(made.notebooks, (State.RENDERED.value, ""))
    states |= {name: (State.FAILED.value, reason) for name, reason in made.failed.items()}
    states |= dict.fromkeys(made.excused, (State.EXCUSED.value, wording.runs.EXCUSED))
    return Entry(
        agency=made.agency,
        key=status.keys[made.agency],
        files=folder.publish(made.agency, code, files),
        states=states,
        whole=not made.failed,
        code=code,
    )


def _finish(
    status: PeriodStatus,
    folder: PeriodFolder,
    entries: Mapping[str, Entry],
    gaps: Mapping[str, str],
    key: str,
) -> None:
    """Index, tables, provenance, manifest, and the ledger last; always of the whole period."""
    subjects = status.inputs.subjects
    current = {agency: e for agency, e in entries.items() if e.key == status.keys[agency]}
    hashes = folder.publish("", "", _period_files(status, current, gaps))
    ordered = [entries[agency] for agency in subjects if agency in entries]
    hashes |= {name: digest for entry in ordered for name, digest in entry.files.items()}
    folder.sweep(hashes)
    publish(status.folder, MANIFEST, packets.manifest(hashes))
    whole = all(agency in current and current[agency].whole for agency in subjects)
    closing_line = Closing(key if whole else "", manifest_digest(status.folder))
    publish(status.folder, LEDGER, content([*ordered, closing_line]))


def _period_files(
    status: PeriodStatus, current: Mapping[str, Entry], gaps: Mapping[str, str]
) -> dict[str, bytes]:
    """The files of the whole period, by name; `current`: the packets that are up to date."""
    plan, subjects = status.inputs.plan, status.inputs.subjects
    states = {
        (agency, name): state
        for agency, entry in current.items()
        for name, state in entry.states.items()
    }
    evaluations = [status.evaluations[agency] for agency in subjects]
    results, sources = tables.results(evaluations), tables.sources(evaluations)
    registry = [agency for agency in subjects if agency != plan.province.id]
    coverage = tables.coverage(registry, parts(plan), states)
    links = {agency: packet_file(plan, agency) for agency in subjects if agency in current}
    codes = {agency: entry.code for agency, entry in current.items()}
    listing = [
        PacketRow(a, status.evaluations[a].agency.name, file, codes[a], current[a].files[file])
        for a, file in links.items()
    ]
    files = {
        "methods.html": packets.methods(evaluations[0]),
        "results.csv": tables.csv(results),
        "results.parquet": tables.parquet(results),
        "sources.csv": tables.csv(sources),
        "coverage.csv": tables.csv(coverage),
        "packets.csv": tables.csv(tables.packets(listing)),
        "provenance.json": _provenance(status.inputs, status.dependencies),
    }
    return packets.index(evaluations, links, gaps, codes, [*files, MANIFEST]) | files


def _provenance(inputs: Opened, dependencies: Key) -> bytes:
    facts = {
        "plan": inputs.plan.id,
        "plan_digest": inputs.plan.digest,
        "period": inputs.period.id,
        "snapshot": inputs.observations.snapshot,
        "simulated": inputs.observations.origin.simulated,
        **dependencies,
    }
    return (json.dumps(facts, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
