"""What is on record for one agency in one period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers.model import Appraisal, Doubt, Fact, Level, Reason


@dataclass(frozen=True)
class Records:
    """All that came in for one agency (or one list of the province form) in one period.

    `facts`: form answers by input id; `form`: why there are none, if so. `dossiers`: counts of
    the one-stop log; without any, `no_dossiers` says why. `survey`: counts of random answers, None
    where no sample was drawn in the province, empty where none was from the agency; `voluntary`:
    counts of voluntary answers, by the same names; `questions`: those that a random ballot of the
    province answers, None if that is not known. `level`: of the agency or list they belong to;
    `all` are the province's own. `by_parent`: the inputs that the agency's parent answers.
    `appraised`: figures found by appraisal, by target; they go before what an indicator gives.
    `unconfirmed`: which of the facts nobody has confirmed yet, by the line of the form.
    """

    level: Level
    facts: Mapping[str, Fact] = field(default_factory=dict)
    form: Reason | None = None
    dossiers: Mapping[str, int] | None = None
    no_dossiers: Reason = Reason.NO_EXPORT
    survey: Mapping[str, int] | None = None
    voluntary: Mapping[str, int] = field(default_factory=dict)
    questions: frozenset[str] | None = None
    by_parent: frozenset[str] = frozenset()
    appraised: Mapping[str, Appraisal] = field(default_factory=dict)
    unconfirmed: Mapping[str, Doubt] = field(default_factory=dict)

    def doubts(self, *names: str) -> tuple[Doubt, ...]:
        """Which of these inputs nobody has confirmed yet."""
        return tuple(self.unconfirmed[name] for name in names if name in self.unconfirmed)

    def count(self, name: str) -> int | None:
        """The answer to an input of the form; None if it is blank."""
        fact = self.facts.get(name)
        return fact.value if fact else None

    def missing(self, *names: str) -> Reason | None:
        """Why one of these inputs is without an answer; None if all have one."""
        blank = {name for name in names if self.count(name) is None}
        if not blank:
            return None
        return Reason.PARENT_SILENT if blank <= self.by_parent else self.form or Reason.BLANK

    def evidence(self, *names: str) -> str:
        """The documents cited for these inputs, each once."""
        texts = [self.facts[name].evidence for name in names if name in self.facts]
        return "; ".join(dict.fromkeys(text for text in texts if text))
