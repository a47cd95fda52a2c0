"""Lists of the agencies of the whole: who has not sent, who objects … By name, or of very many by
group with its number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpers import wording
from helpers.model import Agency, Evaluation, Level, Plan, Reason
from helpers.packets.display.members import by_agency, is_returned, lacks

NAMED = 200  # agencies; a list with more names than that is read by nobody


@dataclass(frozen=True)
class Group:
    """One agency, or several that are named as one."""

    name: str
    agencies: tuple[Agency, ...]
    single: bool

    def numbered(self, number: int) -> str:
        """Its name with a number; without it for one agency that has the number 1."""
        words = wording.whole.with_number if self.single else wording.whole.below
        return words(self.name, number)


def by_name(agencies: Iterable[Agency]) -> list[Group]:
    """Each agency by itself."""
    return [Group(agency.name, (agency,), single=True) for agency in agencies]


def by_group(plan: Plan, agencies: Iterable[Agency]) -> list[Group]:
    """Those under one parent, and itself, as one; those with nobody above or below each by itself,
    or as their level where there are more than NAMED."""
    under: dict[Agency, list[Agency]] = defaultdict(list)
    for agency in agencies:
        under[plan.parent(agency) or agency].append(agency)
    alone = Counter(head.level for head in under if not plan.levels_under(head.level))
    levels: dict[Level, list[Agency]] = {level: [] for level in alone if alone[level] > NAMED}
    groups: list[Group] = []
    for head, own in under.items():
        if head.level in levels:
            levels[head.level] += own
        else:
            groups.append(Group(head.name, tuple(own), single=own == [head]))
    return [
        *(
            Group(wording.core.leading(plan.group(level)), tuple(own), single=False)
            for level, own in levels.items()
        ),
        *groups,
    ]


@dataclass(frozen=True)
class AgencyList:
    """Agencies with a number each, at least 1."""

    head: str  # of the numbers as a column, with what they count
    numbers: Mapping[Agency, int]

    @property
    def long(self) -> bool:
        """Whether it has more agencies than are named."""
        return len(self.numbers) > NAMED

    @property
    def total(self) -> int:
        """The sum of the numbers."""
        return sum(self.numbers.values())

    def of(self, agencies: Iterable[Agency]) -> int:
        """The sum of the numbers of some agencies."""
        return sum(self.numbers.get(agency, 0) for agency in agencies)

    def names(self, plan: Plan, elsewhere: str = "") -> list[str]:
        """The agencies with their numbers; of a long list the groups with theirs, or only
        `elsewhere`, where these are shown."""
        if self.long and elsewhere:
            return [elsewhere]
        groups = by_group(plan, self.numbers) if self.long else by_name(self.numbers)
        return [group.numbered(self.of(group.agencies)) for group in groups]


def without_form(evaluation: Evaluation) -> dict[Reason, AgencyList]:
    """Who lacks the form, by reason, without those that need not send one."""
    found: dict[Reason, dict[Agency, int]] = {}
    for member in evaluation.members:
        if member.form and member.form is not Reason.NOT_ASKED:
            found.setdefault(member.form, {})[member.agency] = 1
    return {
        reason: AgencyList(wording.whole.form_head(reason), numbers)
        for reason, numbers in found.items()
    }


def returned(evaluation: Evaluation) -> AgencyList:
    """Whose form was returned by a decision."""
    found = {member.agency: 1 for member in evaluation.members if is_returned(member)}
    return AgencyList(wording.whole.RETURNED_HEAD, found)


def unconfirmed(evaluation: Evaluation) -> AgencyList:
    """Whose figures nobody has confirmed, with how many."""
    found = {each.agency: len(each.unconfirmed) for each in evaluation.members if each.unconfirmed}
    return AgencyList(wording.whole.UNCONFIRMED_HEAD, found)


def objecting(evaluation: Evaluation) -> AgencyList:
    """Who objects."""
    found = {member.agency: 1 for member in evaluation.members if member.objections}
    return AgencyList(wording.whole.OBJECTIONS_HEAD, found)


def lacking(evaluation: Evaluation) -> AgencyList:
    """Who lacks data, with for how many targets."""
    owns = by_agency(evaluation)
    found = {m.agency: sum(map(lacks, owns[m.agency.id].values())) for m in evaluation.members}
    return AgencyList(wording.whole.LACKING_HEAD, {a: count for a, count in found.items() if count})


def long_lists(evaluation: Evaluation) -> list[AgencyList]:
    """The lists that are too long for names."""
    lists = (
        *without_form(evaluation).values(),
        *(each(evaluation) for each in (returned, unconfirmed, objecting, lacking)),
    )
    return [each for each in lists if each.long]
