"""Excel forms: which questions apply to an agency, and the workbook that asks them.

A form carries a very hidden stamp (form version, plan, agency, period, counts it shows), so that
intake recognises it by its content, whatever the file is called. The same arguments give the same
bytes.
"""

from __future__ import annotations

from helpers.forms.files import blank as blank
from helpers.forms.files import filled as filled
from helpers.forms.files import write_blank as write_blank
from helpers.forms.files import write_blanks as write_blanks
from helpers.forms.questions import FactKey as FactKey
from helpers.forms.questions import Question as Question
from helpers.forms.questions import SheetKind as SheetKind
from helpers.forms.questions import ShownFigures as ShownFigures
from helpers.forms.questions import TaskAnswer as TaskAnswer
from helpers.forms.questions import earlier_facts as earlier_facts
from helpers.forms.questions import facts_by_key as facts_by_key
from helpers.forms.questions import questions as questions
from helpers.forms.questions import sheet_kind as sheet_kind
