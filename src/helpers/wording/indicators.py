"""What the counts shown with a figure are called."""

from __future__ import annotations

from helpers.model import Target

YEARLY_MEAN = "Bình quân hai năm"
ANSWER_WORDS = {
    "service_satisfied": "Khảo sát của tỉnh",
    "health_satisfied": "Y tế",
    "education_satisfied": "Giáo dục",
    "land_satisfied": "Đất đai",
    "construction_satisfied": "Xây dựng",
    "investment_satisfied": "Đầu tư",
}


def component_words(key: str, target: Target) -> str:
    """What is counted: an input of the target in its short words, or answers of the survey."""
    entry = next((entry for entry in target.inputs if entry.id == key), None)
    if entry is not None:
        return entry.short or entry.label
    return ANSWER_WORDS.get(key, key)
