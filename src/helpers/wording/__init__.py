"""Everything a reader sees in Vietnamese: numbers, percents, dates, verdict words, sentences.

Register: administrative Vietnamese, plain and short; "Đề nghị …", never "lỗi!" or "bạn". One
module for each subject; other rooms write `wording.<name>` for each public name of a module.
"""

# ruff: noqa: F403 - the modules hold the words and nothing else; no name is in two of them
from helpers.wording.analyst import *
from helpers.wording.answers import *
from helpers.wording.cells import *
from helpers.wording.command import *
from helpers.wording.core import *
from helpers.wording.demo import *
from helpers.wording.exports import *
from helpers.wording.figures import *
from helpers.wording.files import *
from helpers.wording.form_faults import *
from helpers.wording.forms import *
from helpers.wording.intake import *
from helpers.wording.pages import *
from helpers.wording.params import *
from helpers.wording.places import *
from helpers.wording.results import *
from helpers.wording.rows import *
from helpers.wording.runs import *
from helpers.wording.statements import *
from helpers.wording.states import *
from helpers.wording.store import *
from helpers.wording.targets import *
from helpers.wording.verdicts import *
from helpers.wording.wrong_use import *
