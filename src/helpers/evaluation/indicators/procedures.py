"""Indicators of II.2.2, administrative procedures: one short function per target.

Columns c3-c13 are those of form II.06a/VPCP/KSTT (TT 01/2020/TT-VPCP), by competent agency.
Shares of the dossier log are taken over dossiers resolved in the period.
"""

from __future__ import annotations

from helpers.evaluation.indicators.records import (
    Indicator,
    Reading,
    Records,
    among_resolved,
    form_share,
    form_yes_no,
    log_share,
    survey_parts,
    survey_share,
)
from helpers.model import Reason, Source


def satisfaction(records: Records) -> Reading:
    """II.2.2.a, g: satisfied and very satisfied among valid answers on procedures."""
    return among_resolved(records, survey_share(records, "satisfied", "valid"))


def one_stop_procedures(records: Records) -> Reading:
    """II.2.2.b: procedures handled at the one-stop desk among those that may go through it."""
    return form_share(records, "one_stop_handled", "one_stop_scope")


def modern_desk(records: Records) -> Reading:
    """II.2.2.b: the commune's reception desk is electronic and modern."""
    return form_yes_no(records, "modern_desk")


def dossiers_on_time(records: Records) -> Reading:
    """II.2.2.b: resolved early or on time (c8 + c9) among all resolved (c7)."""
    return log_share(records, ("c8", "c9"), "c7")


def electronic_transfer(records: Records) -> Reading:
    """II.2.2.c: dossiers passed electronically among those passed between bodies at all."""
    return form_share(records, "transfers_electronic", "transfers_total")


def online_payment_procedures(records: Records) -> Reading:
    """II.2.2.d: procedures opened for online payment among those with a financial obligation."""
    return form_share(records, "payable_procedures_online", "payable_procedures")


def online_payment_transactions(records: Records) -> Reading:
    """II.2.2.d: online payments among all payments of procedures opened for online payment."""
    return log_share(records, ("payments_online",), "payments")


def digitised_results(records: Records) -> Reading:
    """II.2.2.đ: results in force that are digitised, of all years, within one's competence."""
    return form_share(records, "results_digitised", "results_in_force")


def level4_procedures(records: Records) -> Reading:
    """II.2.2.e: procedures offered at level 4 among those that qualify."""
    return form_share(records, "level4_procedures", "qualified_procedures")


def portal_procedures(records: Records) -> Reading:
    """II.2.2.e: online procedures integrated into the national portal among all online ones."""
    return form_share(records, "portal_procedures", "online_procedures")


def online_dossiers(records: Records) -> Reading:
    """II.2.2.e: resolved dossiers that came online at level 3 or 4 among ALL resolved (c7)."""
    return log_share(records, ("online_done",), "c7")


def satisfaction_measured(records: Records) -> Reading:
    """II.2.2.g: the agency's customers were asked, with at least one valid answer; not to be is
    not the agency's failing, but counts as not measured in the province's share."""
    if records.survey is None:
        return Reading(Source.COMPUTED, missing=Reason.NO_SURVEY, surveyed=True)
    if not records.survey:
        return Reading(Source.COMPUTED, 0, 1, missing=Reason.NOT_SAMPLED, surveyed=True)
    if not records.survey.get("valid"):
        return Reading(Source.COMPUTED, 0, 1, missing=Reason.NO_VALID_ANSWER, surveyed=True)
    return Reading(Source.COMPUTED, 1, 1, surveyed=True)


def satisfaction_fields(records: Records) -> Reading:
    """II.2.2.g: satisfied in land, construction and investment, pooled; each field shown apart."""
    fields = {
        "land": ("land_satisfied", "land_valid"),
        "construction": ("construction_satisfied", "construction_valid"),
        "investment": ("investment_satisfied", "investment_valid"),
    }
    return among_resolved(records, survey_parts(records, fields))


def procedures_published(records: Records) -> Reading:
    """II.2.2.h: the agency publishes its procedures in full."""
    return form_yes_no(records, "procedures_published")


def internal_procedures(records: Records) -> Reading:
    """II.2.2.h: internal procedures announced, published and current among those identified."""
    return form_share(records, "internal_procedures_published", "internal_procedures")


def verified_accounts(records: Records) -> Reading:
    """II.2.2.i: accounts with a verified, unified identity among all accounts of the province."""
    return form_share(records, "accounts_verified", "accounts")


def papers_reused(records: Records) -> Reading:
    """II.2.2.k: dossiers not asked again for papers among those whose papers were already held.

    The plan counts people and businesses; the log counts dossiers and stands in for them.
    """
    return log_share(records, ("papers_reused",), "papers_held")


INDICATORS: dict[str, Indicator] = {
    "satisfaction_2025": satisfaction,
    "one_stop_procedures": one_stop_procedures,
    "modern_desk": modern_desk,
    "dossiers_on_time": dossiers_on_time,
    "electronic_transfer": electronic_transfer,
    "online_payment_procedures": online_payment_procedures,
    "online_payment_transactions": online_payment_transactions,
    "digitised_results": digitised_results,
    "level4_procedures": level4_procedures,
    "portal_procedures": portal_procedures,
    "online_dossiers": online_dossiers,
    "satisfaction_measured": satisfaction_measured,
    "satisfaction": satisfaction,
    "satisfaction_fields": satisfaction_fields,
    "procedures_published": procedures_published,
    "internal_procedures": internal_procedures,
    "verified_accounts": verified_accounts,
    "papers_reused": papers_reused,
}
