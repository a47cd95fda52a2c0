"""What the indicators of a plan name, and whether there is such a thing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from helpers.model import WHOLE, Dataset, InputKind, Level, Lowest, Rollup
from helpers.plan.folder import Placed
from helpers.plan.reading import Fault
from helpers.plan.schema import IndicatorRow, ShareRow, TargetRow


@dataclass(frozen=True)
class Offered:
    """What indicators may name besides inputs: functions, counts of dossiers and of the survey."""

    functions: Collection[str]
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
        if row.function and offered and row.function not in offered.functions:
            yield self._unknown("unknown_indicator", row.function, offered.functions, "function")
        yield from self._inputs("shown_with", names=row.shown_with, required=False)

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
