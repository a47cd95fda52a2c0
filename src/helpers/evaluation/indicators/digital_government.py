"""Indicators of II.2.6, digital government."""

from __future__ import annotations

from dataclasses import replace

from helpers import wording
from helpers.evaluation.indicators.records import (
    Indicator,
    Reading,
    Records,
    beside,
    form_all_yes,
    form_share,
    form_sums,
    form_yes_no,
)
from helpers.model import Level, Part, Reason, Source


def it_infrastructure(records: Records) -> Reading:
    """II.2.6.a: the agency's infrastructure is ensured."""
    return form_yes_no(records, "it_infrastructure")


def agencies_digitised(records: Records) -> Reading:
    """II.2.6.b: digitised, with a database or system of its own field, connected and shared; all
    three are needed and asked apart."""
    return form_all_yes(
        records,
        "agency_digitised",
        "own_database",
        "data_shared",
    )


def work_files_online(records: Records) -> Reading:
    """II.2.6.c: work files handled online among all but state-secret ones, which stand beside."""
    reading = form_share(records, "work_files_online", "work_files")
    return replace(reading, parts=beside(records, "work_files_secret"))


def portal_transactions_verified(records: Records) -> Reading:
    """II.2.6.c: authenticated transactions between the one-stop system and the national portal."""
    return form_share(records, "portal_transactions_verified", "portal_transactions")


def meetings_online(records: Records) -> Reading:
    """II.2.6.d: meetings held online among those the agency organised."""
    return form_share(records, "meetings_online", "meetings")


def province_committee_meetings(records: Records) -> Reading:
    """II.2.6.d: meetings of the provincial People's Committee held through the system."""
    return form_share(records, "committee_meetings_system", "committee_meetings")


def district_committee_meetings(records: Records) -> Reading:
    """II.2.6.d: the district's committee meets through the system; the share of its meetings, the
    other reading of the clause, stands beside."""
    meetings = form_share(records, "committee_meetings_system", "committee_meetings")
    reading = form_yes_no(records, "committee_system")
    if not meetings.denominator:
        return reading
    part = Part(
        wording.PART_WORDS["committee_meetings"], meetings.numerator or 0, meetings.denominator
    )
    return replace(reading, parts=(part,))


def periodic_reports_online(records: Records) -> Reading:
    """II.2.6.d: periodic reports sent through the system among those due; an unsent report stays
    in the denominator, secret ones stand beside."""
    reading = form_share(records, "reports_online", "reports_due")
    return replace(reading, parts=beside(records, "reports_secret"))


def systems_connected(records: Records) -> Reading:
    """II.2.6.d: systems connected through the sharing platform among those in operation that
    serve people and businesses."""
    return form_share(records, "systems_connected", "systems")


def digital_inspections(records: Records) -> Reading:
    """II.2.6.đ: inspections carried out digitally among those the agency carried out."""
    return form_share(records, "inspections_digital", "inspections")


def information_security(records: Records) -> Reading:
    """II.2.6.e: the agency has taken measures for information security."""
    return form_yes_no(records, "information_security")


def service_users_identified(records: Records) -> Reading:
    """II.2.6.h: users of online services with an identity."""
    return form_share(records, "service_users_identified", "service_users")


def services_redesigned(records: Records) -> Reading:
    """II.2.6.k: online services redesigned and prefilled among all online services."""
    return form_share(records, "services_redesigned", "services")


def services_24_7(records: Records) -> Reading:
    """II.2.6.l: the agency's online services are open at all hours."""
    return form_yes_no(records, "services_24_7")


def officials_digital_identity(records: Records) -> Reading:
    """II.2.6.l: officials with a digital identity in their work among officials present."""
    return form_share(records, "officials_identified", "officials")


def files_electronic(records: Records) -> Reading:
    """II.2.6.m: files created and kept electronically among those that rules require to be; a
    commune's are judged by its district, for want of a denominator."""
    judged = records.facts.get("files_electronic_state")
    if judged is None and "files_electronic_state" in records.by_parent:
        return Reading(Source.REPORTED, missing=Reason.PARENT_SILENT)
    if judged is not None:
        return Reading(Source.REPORTED, judgement=judged.judgement, evidence=judged.evidence)
    return form_share(records, "files_electronic", "files_required")


def training_content_online(records: Records) -> Reading:
    """II.2.6.n: course units and examination papers delivered online among all."""
    return form_share(records, "contents_online", "contents")


def basic_digital_skills(records: Records) -> Reading:
    """II.2.6.n: staff trained in basic digital skills so far, each person once."""
    return form_sums(records, ("basic_trained",), _staff(records))


def data_skills(records: Records) -> Reading:
    """II.2.6.n: staff trained in analysing and using data so far, each person once."""
    return form_sums(records, ("data_trained",), _staff(records))


def _staff(records: Records) -> tuple[str, ...]:
    """The fields that make up the staff present; communes employ no viên chức."""
    commune = records.level is Level.COMMUNE
    return ("cadres", "officials") if commune else ("cadres", "officials", "employees")


INDICATORS: dict[str, Indicator] = {
    function.__name__: function
    for function in (
        it_infrastructure,
        agencies_digitised,
        work_files_online,
        portal_transactions_verified,
        meetings_online,
        province_committee_meetings,
        district_committee_meetings,
        periodic_reports_online,
        systems_connected,
        digital_inspections,
        information_security,
        service_users_identified,
        services_redesigned,
        services_24_7,
        officials_digital_identity,
        files_electronic,
        training_content_online,
        basic_digital_skills,
        data_skills,
    )
}
