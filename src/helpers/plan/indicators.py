"""What the indicators of a plan name, and whether there is such a thing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from helpers.model import WHOLE, Dataset, FunctionNeeds, InputKind, Kind, Level, Lowest, Rollup
from helpers.plan.folder import Placed
from helpers.plan.reading import Fault
from helpers.plan.schema import IndicatorRow, ShareRow, TargetRow


@dataclass(frozen=True)
class Offered:
    """What indicators may name besides inputs: functions, counts of dossiers and of the survey."""

    functions: Mapping[str, FunctionNeeds]
    dossiers: Collection[str]
    survey: Collection[str]


def check_indicators(target: Placed[TargetRow], offered: Offered | None) -> Iterator[Fault]:
    """Every fault of a target's indicators. Without `offered`, names of functions and of counts
    of dossiers and survey are taken as they are."""
    given, levels = target.row.by_level, _levels(target.row)
    single = not isinstance(target.row.given, dict)
    for level in sorted(levels - given.keys()) if given and not single else ():
        yield target.fault("no_indicator_for_level", "indicator", level=level)
    if len({row.measure for row in given.values()}) > 1:
        yield target.fault("mixed_measures", "indicator")
    for level, row in given.items():
        placed = Placed(row, target.document, (*target.path, "indicator", level))
        yield from _Check(target.row, placed, levels if single else {level}, offered).faults()
        if not single and level not in levels | {WHOLE}:
            yield placed.fault("idle_level", found=level)
    yield from _check_unread(target, offered)


def answers_yes_no(row: IndicatorRow, offered: Offered | None) -> bool | None:
    """Whether an indicator gives 1 of 1 or 0 of 1; None for a function that is not known."""
    if row.function:
        needs = offered.functions.get(row.function) if offered else None
        return needs.yes_no if needs else None
    return bool(row.all_yes)


def _check_unread(target: Placed[TargetRow], offered: Offered | None) -> Iterator[Fault]:
    """Agencies must not be asked for what nobody reads."""
    if target.row.kind is Kind.QUALITATIVE:
        # A clause without a figure shows one judgement.
        judgements = [e.id for e in target.row.inputs if e.kind is InputKind.JUDGEMENT]
        read: set[str] = set(judgements[:1])
    else:
        given = target.row.by_level.values()
        needs = [offered.functions.get(row.function) if offered else None for row in given]
        if not given or any(
            len(row.measures) != 1 or (row.function and need is None)
            for row, need in zip(given, needs, strict=True)
        ):
            return
        read = {*target.row.baseline, *(name for row in given for name in _read_by(row))}
        read.update(name for need in needs if need for name in (*need.counts, *need.questions))
    for entry in target.each("inputs", target.row.inputs):
        if entry.row.id not in read:
            yield entry.fault("unread_input", "id", found=entry.row.id)


def _read_by(row: IndicatorRow) -> Iterator[str]:
    """The inputs that an indicator names."""
    yield from (*row.all_yes, *row.shown_with, row.judgement)
    if row.share and row.share.dataset is Dataset.FORM:
        yield from (*row.share.of, *row.share.among)
    if row.lowest:
        yield from (*row.lowest.of, *row.lowest.among)
        yield from (*row.lowest.of_before, *row.lowest.among_before)
    if row.ratio:
        yield from (*row.ratio.of, *row.ratio.to)
    for change in (row.fall, row.gain):
        if change:
            yield from (change.before, change.now)


def _levels(target: TargetRow) -> set[Level]:
    """The levels whose figures are made from records and not from other figures."""
    levels, lists = set(target.binds.levels), {at for row in target.inputs for at in row.register}
    if target.rollup is Rollup.DISTINCT:
        return levels | lists
    if target.rollup is Rollup.DIRECT and (lists or not target.inputs):
        return levels | {WHOLE}
    return levels


@dataclass(frozen=True)
class _Check:
    """The check of one indicator of a target that holds at `levels`."""

    target: TargetRow
    placed: Placed[IndicatorRow]
    levels: Collection[Level]
    offered: Offered | None

    def faults(self) -> Iterator[Fault]:
        """Every fault of this indicator."""
        row, offered = self.placed.row, self.offered
        if len(row.measures) != 1:
            yield self.placed.fault("one_measure")
        if row.share:
            yield from self._share(row.share)
        if row.lowest:
            yield from self._lowest(row.lowest)
        if row.ratio:
            yield from self._inputs("ratio", "of", names=row.ratio.of)
            yield from self._inputs("ratio", "to", names=row.ratio.to)
        for key, change in (("fall", row.fall), ("gain", row.gain)):
            if change:
                yield from self._inputs(key, "before", names=[change.before])
                yield from self._inputs(key, "now", names=[change.now])
        if "all_yes" in row.measures:
            yield from self._inputs("all_yes", names=row.all_yes, kind=InputKind.YES_NO)
        if row.judgement:
            kind = InputKind.JUDGEMENT
            yield from self._inputs("judgement", names=[row.judgement], kind=kind)
        if row.function and offered:
            yield from self._function(row.function, offered.functions)
        yield from self._inputs("shown_with", names=row.shown_with, required=False)

    def _function(self, name: str, known: Mapping[str, FunctionNeeds]) -> Iterator[Fault]:
        """The target asks for what the function reads; the function itself knows at which level."""
        if name not in known:
            yield self._unknown("unknown_indicator", name, known, "function")
            return
        kinds = {entry.id: entry.kind for entry in self.target.inputs}
        wanted = dict.fromkeys(known[name].counts, InputKind.COUNT)
        wanted |= dict.fromkeys(known[name].questions, InputKind.YES_NO)
        for entry, kind in wanted.items():
            if kinds.get(entry) is not kind:
                yield self.placed.fault("function_lacks", "function", found=entry, kind=kind)

    def _share(self, share: ShareRow) -> Iterator[Fault]:
        if share.each and len(share.of) != len(share.among):
            yield self.placed.fault("uneven_lists", "share", "each")
        if share.population and share.dataset is not Dataset.SURVEY:
            yield self.placed.fault("extra_forbidden", "share", "population", near="")
        for key, names in (("of", share.of), ("among", share.among)):
            if share.dataset is Dataset.FORM:
                yield from self._inputs("share", key, names=names)
            else:
                yield from self._counts(share.dataset, names, "share", key)
        if share.population:
            yield from self._counts(Dataset.DOSSIERS, [share.population], "share", "population")

    def _lowest(self, row: Lowest) -> Iterator[Fault]:
        lists = {name: getattr(row, name) for name in ("of", "among", "of_before", "among_before")}
        for key, names in lists.items():
            before = key.endswith("_before")
            if len(names) != len(row.of) and (names or not before or row.of_before):
                yield self.placed.fault("uneven_lists", "lowest", key)
            yield from self._inputs("lowest", key, names=names, required=not before)

    def _counts(self, dataset: Dataset, names: Sequence[str], *keys: str) -> Iterator[Fault]:
        """The names are counts of the dataset."""
        yield from self._list(names, *keys)
        for index, name in enumerate(names):
            if self.offered and name not in (known := getattr(self.offered, dataset)):
                yield self._unknown(f"unknown_count_{dataset}", name, known, *keys, index)

    def _inputs(
        self,
        *keys: str,
        names: Sequence[str],
        kind: InputKind = InputKind.COUNT,
        required: bool = True,
    ) -> Iterator[Fault]:
        """The names are inputs of the target, of this kind and asked at every level."""
        if required or names:
            yield from self._list(names, *keys)
        rows = {row.id: row for row in self.target.inputs}
        for index, name in enumerate(names):
            if name not in rows:
                yield self._unknown("unknown_input", name, rows, *keys, index)
                continue
            row = rows[name]
            if row.kind is not kind:
                yield self.placed.fault("wrong_input_kind", *keys, index, found=name, kind=kind)
            unasked = set(self.levels) - {*row.levels, *row.register} if required else ()
            for level in sorted(unasked):
                yield self.placed.fault("input_not_asked", *keys, index, found=name, level=level)

    def _list(self, names: Sequence[str], *keys: str) -> Iterator[Fault]:
        """There are names, each once."""
        if not names:
            yield self.placed.fault("string_too_short", *keys)
        for index, name in enumerate(names):
            if name in names[:index]:
                yield self.placed.fault("repeated_item", *keys, index, found=name)

    def _unknown(self, code: str, name: str, known: Collection[str], *steps: str | int) -> Fault:
        near = "".join(get_close_matches(name, list(known), n=1))
        return self.placed.fault(code, *steps, found=name, near=near)
