"""What a notebook was computed for, as a private output that the batch checks."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from helpers.model import Evaluation

IDENTITY_MIME = "application/vnd.cchc.identity+json"


@dataclass(frozen=True)
class Identity:
    """Plan, agency and period by id, and the digest of the evaluation."""

    plan: str
    agency: str
    period: str
    evaluation: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        # Empty HTML, which JupyterLab prefers to the text: there is nothing to read.
        return {IDENTITY_MIME: asdict(self), "text/html": "", "text/plain": repr(self)}


def identity(evaluation: Evaluation) -> Identity:
    """The identity of an evaluation, output by the one cell of a notebook that computes."""
    return Identity(
        evaluation.plan.id,
        evaluation.agency.id,
        evaluation.period.id,
        evaluation.digest,
    )
