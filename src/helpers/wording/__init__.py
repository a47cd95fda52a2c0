"""Everything a reader sees in Vietnamese: numbers, percents, dates, verdict words, sentences.

Register: administrative Vietnamese, plain and short; "Đề nghị …", never "lỗi!" or "bạn". One
module for each part of the software that speaks; callers use them all as `wording`.
"""

from helpers.wording.command import *
from helpers.wording.core import *
from helpers.wording.demo import *
from helpers.wording.figures import *
from helpers.wording.forms import *
from helpers.wording.indicators import *
from helpers.wording.intake import *
from helpers.wording.logs import *
from helpers.wording.pages import *
from helpers.wording.params import *
from helpers.wording.report import *
from helpers.wording.results import *
from helpers.wording.runs import *
from helpers.wording.statements import *
from helpers.wording.store import *
from helpers.wording.verdicts import *
from helpers.wording.wrong_use import *
