"""Indicators of II.2.1, institutions."""

from __future__ import annotations

from helpers.evaluation.indicators.records import (
    Indicator,
    Reading,
    Records,
    form_share,
    form_yes_no,
)


def workflows_published(records: Records) -> Reading:
    """II.2.1.a: the agency publishes how it settles its work."""
    return form_yes_no(records, "workflows_published")


def legal_documents_consistent(records: Records) -> Reading:
    """II.2.1.b: the province's legal documents reviewed and consistent, or put right, among those
    in force."""
    return form_share(records, "legal_documents_settled", "legal_documents")


def central_digital_documents(records: Records) -> Reading:
    """II.2.1.c: central documents on digital transformation carried out among those due."""
    return form_share(records, "central_documents_done", "central_documents")


INDICATORS: dict[str, Indicator] = {
    "workflows_published": workflows_published,
    "legal_documents_consistent": legal_documents_consistent,
    "central_digital_documents": central_digital_documents,
}
