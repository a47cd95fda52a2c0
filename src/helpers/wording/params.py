"""Faults of the params folder."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from helpers.model.spelling import visible
from helpers.wording.params_rows import PLACES_AND_POINTS

NO_PROJECT_FOLDER = (
    "Không tìm thấy thư mục của phần mềm (nơi có tệp pyproject.toml và thư mục params). "
    "Đề nghị đặt biến môi trường CCHC_ROOT."
)


def unknown_plan(plan_id: str, there: Sequence[str]) -> str:
    """No plan has that id; `there`: the ids of those there are."""
    known = "; các kế hoạch hiện có: " + ", ".join(there) if there else ""
    return f"Không có kế hoạch «{visible(plan_id)}» trong params/plans{known}."


def params_sentence(file: str, line: int, text: str) -> str:
    """A fault of a params file, after its file and line."""
    return f"{file}, dòng {line}: {text}"


def params_fault(code: str, table: bool = False, **facts: object) -> str:
    """What is wrong and what to do, for the code of a fault of a params file.

    `table`: the file is a CSV, which has columns where YAML has keys; `facts` go into the sentence.
    """
    shown_facts = {name: _params_value(value) for name, value in facts.items()}
    word = "cột" if table else "khóa"
    near = f" (gần nhất: «{shown_facts['near']}»)" if facts.get("near") else ""
    sentence = PARAMS_FAULTS.get(code, PARAMS_FAULTS["value_error"])
    return sentence.format_map({**shown_facts, "near": near, "word": word})


def _params_value(value: object) -> str:
    match value:
        case None | "":
            return "trống"
        case bool():
            return str(value).lower()
        case Fraction():
            return f"{float(value):g}"  # as a plan writes it
        case dict():
            return "nhóm khóa"
        case list():
            return "danh sách"
        case _:
            return visible(str(value), 60)


PLACES = ("bậc", "hạng")  # units of a gain; those of the other measures begin with %

PARAMS_FAULTS = {
    # files
    "no_file": "chưa có tệp này. Đề nghị bổ sung.",
    "stray_file": (
        "tệp không thuộc Kế hoạch (không có trong «areas» của plan.yml). Đề nghị đổi tên hoặc bỏ "
        "tệp."
    ),
    "not_utf8": "chữ không theo mã UTF-8. Đề nghị lưu lại tệp theo mã UTF-8.",
    "syntax": (
        "không đọc được theo cú pháp YAML. Đề nghị kiểm tra thụt đầu dòng, dấu hai chấm, dấu "
        "nháy và dấu ngoặc từ dòng này trở lên."
    ),
    "csv_syntax": "không đọc được theo cú pháp CSV. Đề nghị kiểm tra dấu nháy kép từ dòng này.",
    "not_a_mapping": "tệp cần gồm các dòng «khóa: giá trị». Đề nghị viết theo mẫu.",
    # keys and values
    "repeated_key": "{word} «{key}» ghi hai lần (lần đầu ở dòng {first}). Đề nghị giữ một.",
    "alias": "giá trị ở đây được dẫn lại ở nơi khác (& và *). Đề nghị chép hẳn giá trị ra.",
    "extra_forbidden": (
        "{word} «{key}» không có trong mẫu{near}. Đề nghị sửa tên khóa hoặc bỏ dòng này."
    ),
    "missing": "thiếu {word} «{key}». Đề nghị bổ sung.",
    "string_type": (
        "{word} «{key}» cần là chữ, đang ghi «{found}». Đề nghị sửa (mã số đặt trong dấu nháy kép)."
    ),
    "string_too_short": "{word} «{key}» để trống. Đề nghị ghi nội dung.",
    "int_type": "{word} «{key}» cần là số nguyên, đang ghi «{found}». Đề nghị sửa.",
    "bool_type": "{word} «{key}» cần là true hoặc false, đang ghi «{found}». Đề nghị sửa.",
    "list_type": "{word} «{key}» cần là danh sách, đang ghi «{found}». Đề nghị sửa.",
    "dict_type": "{word} «{key}» cần là nhóm khóa, đang ghi «{found}». Đề nghị sửa.",
    "model_type": "{word} «{key}» cần là nhóm khóa, đang ghi «{found}». Đề nghị sửa.",
    "value_error": "giá trị «{found}» của {word} «{key}» không dùng được. Đề nghị viết theo mẫu.",
    "not_allowed": "{word} «{key}» ghi «{found}»; chỉ được ghi một trong: {allowed}. Đề nghị sửa.",
    "not_a_day": (
        "{word} «{key}» ghi «{found}», không phải ngày dạng năm-tháng-ngày như 2000-12-31. Đề nghị "
        "sửa."
    ),
    "not_a_figure": "{word} «{key}» ghi «{found}», không phải số. Đề nghị ghi số như 90 hoặc 66.5.",
    "greater_than_equal": (
        "{word} «{key}» ghi «{found}»; chỉ được ghi số từ {ge} trở lên. Đề nghị sửa."
    ),
    "not_true_false": "{word} «{key}» ghi «{found}»; chỉ được ghi true hoặc false. Đề nghị sửa.",
    "bad_name": (
        "«{found}» ở {word} «{key}» chưa đúng cách đặt mã: chữ thường không dấu, chữ số, dấu gạch "
        "dưới, bắt đầu bằng chữ. Đề nghị sửa."
    ),
    "bad_slug": (
        "«{found}» ở {word} «{key}» chưa đúng cách đặt mã: chữ thường không dấu, chữ số, dấu gạch "
        "nối, không bắt đầu bằng gạch nối. Đề nghị sửa."
    ),
    "bad_period_id": (
        "«{found}» ở {word} «{key}» chưa đúng cách đặt mã: chữ không dấu, chữ số, dấu gạch nối. Đề "
        "nghị sửa."
    ),
    "bad_sheet": (
        "«{found}» ở {word} «{key}» không dùng làm tên trang của biểu được: cần từ 1 đến 31 ký tự, "
        "không có \\ / * ? : [ ], không bắt đầu hoặc kết thúc bằng dấu nháy đơn. Đề nghị sửa."
    ),
    # ids and references
    "appraises_itself": (
        "«{found}» tự thẩm định số của mình. Đề nghị ghi cơ quan khác, hoặc bỏ khóa «own_by» "
        "(không ai thẩm định)."
    ),
    "appraised_twice": (
        "chỉ tiêu «{found}» đã giao cho một cơ quan thẩm định khác. Đề nghị để ở một cơ quan."
    ),
    "nothing_to_appraise": (
        "chỉ tiêu «{found}» không có tử số, mẫu số để thẩm định. Đề nghị bỏ khỏi danh sách."
    ),
    "other_id": (
        "{word} «{key}» ghi «{found}», theo tên tệp hoặc thư mục phải là «{expected}». Đề nghị sửa."
    ),
    "duplicate": "mã «{found}» đã dùng ở {file}, dòng {line}. Đề nghị giữ một.",
    "repeated_item": "«{found}» ghi hai lần trong danh sách. Đề nghị giữ một.",
    "unknown_name": (
        "{word} «{key}» ghi «{found}», Kế hoạch không có mã này{near}. "
        "Đề nghị sửa hoặc khai báo mã."
    ),
    "reserved_name": "mã «{found}» dành riêng cho phần mềm. Đề nghị đặt mã khác.",
    "odd_blank": (
        "{word} «{key}» ghi «{found}» có dấu cách thừa ở đầu, ở cuối hoặc ký tự không nhìn thấy. "
        "Đề nghị xóa."
    ),
    "sheet_taken": (
        "tên trang «{found}» trùng với một trang khác của biểu (không kể chữ hoa, chữ thường). "
        "Đề nghị đặt tên khác."
    ),
    "no_notebook": (
        "không có sổ tính «{found}.ipynb» trong thư mục notebooks{near}. Đề nghị sửa tên, hoặc bỏ "
        "khóa «notebook» để dùng sổ tính chung."
    ),
    "unknown_indicator": "cách tính «{found}» chưa có trong phần mềm{near}. Đề nghị sửa tên.",
    "one_measure": (
        "cần ghi đúng một cách tính (share, ratio, fall, gain, all_yes, judgement hoặc function), "
        "hoặc ghi theo từng cấp. Đề nghị sửa."
    ),
    "unknown_input": (
        "cách tính dùng ô số liệu «{found}», chỉ tiêu này không hỏi ô đó{near}. Đề nghị sửa mã "
        "hoặc bổ sung ô vào «inputs»."
    ),
    "wrong_input_kind": (
        "cách tính cần ô số liệu loại «{kind}», ô «{found}» thuộc loại khác. Đề nghị sửa mã hoặc "
        "«kind» của ô."
    ),
    "input_not_asked": (
        "cách tính ở cấp «{level}» dùng ô số liệu «{found}» mà ô này không hỏi cấp đó. Đề nghị bổ "
        "sung cấp vào «levels» hoặc «register» của ô, hoặc ghi «indicator» theo từng cấp."
    ),
    "unknown_count_dossiers": (
        "dữ liệu hồ sơ một cửa không có số đếm «{found}»{near}. Đề nghị sửa tên."
    ),
    "unknown_count_survey": "dữ liệu khảo sát không có số đếm «{found}»{near}. Đề nghị sửa tên.",
    "uneven_lists": (
        "«each» cần «of» và «among» ghi thành từng cặp, số mục bằng nhau. Đề nghị sửa hai danh "
        "sách."
    ),
    "no_indicator_for_level": "chưa ghi cách tính của cấp «{level}». Đề nghị bổ sung.",
    "mixed_measures": (
        "cách tính các cấp cho ra những loại giá trị khác nhau (tỷ lệ, tỷ số, mức giảm, số bậc). "
        "Đề nghị ghi cùng một loại."
    ),
    "function_lacks": (
        "cách tính này đọc ô số liệu «{found}» loại «{kind}», chỉ tiêu không hỏi ô đó. Đề nghị bổ "
        "sung ô vào «inputs» hoặc dùng cách tính của chính chỉ tiêu."
    ),
    "function_taken": (
        "cách tính «{found}» là của chỉ tiêu ở {file}, dòng {line}. Đề nghị ghi cách tính của chỉ "
        "tiêu này."
    ),
    "counts_taken": (
        "cách tính giống hệt của chỉ tiêu ở {file}, dòng {line} nhưng «numerator», «denominator» "
        "ghi khác. Đề nghị ghi cách tính của chỉ tiêu này, hoặc ghi hai nơi như nhau."
    ),
    "unread_input": (
        "ô số liệu «{found}» được hỏi nhưng không cách tính nào của chỉ tiêu dùng đến. Đề nghị ghi "
        "mã vào «indicator» (hoặc «shown_with»), hoặc bỏ ô."
    ),
    "asked_of_unbound": (
        "ô số liệu hỏi cấp «{found}» mà không chỉ tiêu, nhiệm vụ nào hỏi ô này áp dụng với cấp đó. "
        "Đề nghị sửa «levels» hoặc «binds»."
    ),
    "part_of_itself": (
        "ô số liệu «{found}» là một phần của chính nó theo «part_of». Đề nghị sửa «part_of»."
    ),
    "part_of_answers": (
        "«part_of» của ô «{found}» chỉ dùng giữa các ô loại «count». Đề nghị sửa «part_of» hoặc "
        "«kind»."
    ),
    "part_without_whole": (
        "cấp «{level}» được hỏi số này nhưng không được hỏi tổng số ở «part_of». Đề nghị sửa "
        "«levels» của hai ô cho khớp."
    ),
    "no_signers": "thiếu «signers»: ai được ký. Đề nghị ghi ít nhất một người và khóa.",
    "no_decider": (
        "không có ai quyết định về biểu của «{found}»: «decided_by» không nêu cơ quan nào khác "
        "chính đơn vị, hoặc cơ quan cấp trên thuộc cấp khác. Đề nghị bổ sung."
    ),
    "no_decider_key": (
        "«signed: true» cần khóa của «{found}» ở «signers» của mục này. Đề nghị ghi ít nhất một "
        "người và khóa."
    ),
    "bad_signer": "«{found}» không theo mẫu «TÊN LOẠI-KHÓA KHÓA» của OpenSSH. Đề nghị sửa.",
    "no_area_file": "chưa có tệp «{found}» của lĩnh vực này. Đề nghị bổ sung tệp hoặc bỏ dòng này.",
    "input_differs": (
        "ô số liệu «{found}» khai khác với {file}, dòng {line}. Đề nghị ghi hai nơi như nhau."
    ),
    # targets
    "no_comparison": "chỉ tiêu định lượng thiếu khóa «comparison». Đề nghị ghi >=, > hoặc <=.",
    "no_threshold": "chỉ tiêu định lượng thiếu khóa «threshold» (mức chỉ tiêu). Đề nghị bổ sung.",
    "no_unit": "mức chỉ tiêu thiếu đơn vị tính. Đề nghị bổ sung khóa «unit».",
    "no_counts": (
        "chỉ tiêu định lượng thiếu khóa «counts». Đề nghị ghi flow (đếm trong kỳ) hoặc stock (số "
        "có đến cuối kỳ)."
    ),
    "counts_unfit": (
        "«counts» ghi «{found}», không hợp với cách tính của chỉ tiêu. Đề nghị ghi «{expected}»."
    ),
    "builds_unfit": (
        "«builds» chỉ dùng với số có đến cuối kỳ, không dùng với hồ sơ hay lượt trả lời đếm trong "
        "kỳ. Đề nghị bỏ khóa này."
    ),
    "agreed_unfit": (
        "«agreed» chỉ dùng với chỉ tiêu đếm từ hồ sơ một cửa (share của dossiers). Đề nghị bỏ khóa "
        "này."
    ),
    "averaged_unfit": (
        "«averaged» cần số của năm trước (lowest có of_before, among_before). Đề nghị ghi thêm, "
        "hoặc bỏ khóa này."
    ),
    "range_at_least": (
        "mức chỉ tiêu ghi {found}, cần lớn hơn 0 và không quá {high}. Đề nghị sửa mức."
    ),
    "range_other": (
        "mức chỉ tiêu ghi {found}, với phép so sánh này cần từ 0 đến dưới {high}. Đề nghị sửa mức."
    ),
    "range_ratio": (
        "mức chỉ tiêu ghi {found}, tỷ số cần lớn hơn 0 và dưới {high}. Đề nghị sửa mức."
    ),
    "idle_level": (
        "ghi cho cấp «{found}» nhưng chỉ tiêu không áp dụng với cấp đó. Đề nghị bỏ, hoặc bổ sung "
        "cấp vào «binds»."
    ),
    "not_percent": (
        "kết quả tính theo cách này luôn là phần trăm, không dùng đơn vị «{found}». Đề nghị ghi "
        'unit: "%"; tỷ số như "2/3" ghi ở «threshold», trong dấu nháy kép.'
    ),
    "unit_of_places": (
        "đơn vị tính «{found}» không hợp với cách tính số bậc tăng. Đề nghị ghi "
        f"{' hoặc '.join(PLACES)}."
    ),
    "due_elsewhen": (
        "hạn «{found}» không thuộc các năm từ {year} (năm của Kế hoạch) đến {last}. Đề nghị sửa "
        "«due», hoặc «year» của plan.yml."
    ),
    "base_not_before": (
        "năm gốc «{found}» không trước năm {year} của Kế hoạch. Đề nghị sửa năm gốc."
    ),
    "other_year": (
        "«{found}» theo mã là số của năm khác, chỗ này cần số của năm {expected}. Đề nghị sửa mã "
        "và ô số liệu."
    ),
    "rollup_sum": (
        "«rollup» ghi «sum» nhưng không cộng được số của các cơ quan: cần «binds» có cấp và cách "
        "tính cho ra hai số đếm, không phải có/không, thứ hạng hay tỷ lệ thấp nhất. Đề nghị sửa."
    ),
    "rollup_share_of_agencies": (
        "«rollup» ghi «share_of_agencies» cần «binds» có cấp và cách tính có/không (all_yes). Đề "
        "nghị sửa «rollup» hoặc «indicator»."
    ),
    "rollup_distinct": (
        "«rollup» ghi «distinct» cần danh mục của tỉnh: ít nhất một ô có «register». Đề nghị bổ "
        "sung «register» hoặc sửa «rollup»."
    ),
    "no_yes_no": (
        "cấp «{level}» đánh giá «yes_no» nhưng cách tính không cho ra có/không. Đề nghị sửa "
        "«judged» hoặc «indicator»."
    ),
    "whole_not_asked": (
        "không câu hỏi nào của chỉ tiêu định tính này được hỏi chung, nên phiếu chung không có kết "
        "quả. Đề nghị thêm register: [all] cho một câu hỏi."
    ),
    "asked_of_nobody": (
        "câu hỏi này không hỏi đơn vị nào và không hỏi chung. Đề nghị ghi «levels» hoặc «register»."
    ),
    "bad_threshold": (
        "mức chỉ tiêu «{found}» không phải số. Đề nghị ghi số như 90, 66.5, hoặc tỷ số trong dấu "
        'nháy kép như "2/3".'
    ),
    "unknown_level": "không có cấp «{found}». Đề nghị dùng: {allowed}.",
    "no_threshold_for_level": (
        "cấp «{level}» được đánh giá nhưng chưa có mức chỉ tiêu. Đề nghị bổ sung mức, hoặc đổi "
        "«judged» của cấp này."
    ),
    "figure_not_wanted": (
        "chỉ tiêu định tính không dùng {word} «{key}». Đề nghị bỏ khóa này hoặc đổi «kind»."
    ),
    "no_indicator": "chỉ tiêu định lượng thiếu khóa «indicator» (cách tính). Đề nghị bổ sung.",
    "bad_judged": (
        "cách đánh giá «{found}» không dùng được. Đề nghị ghi verdict, yes_no, contribution hoặc "
        "info."
    ),
    "no_judged": "chưa ghi cách đánh giá của cấp «{level}». Đề nghị bổ sung vào «judged».",
    "no_power": (
        "chưa ghi ai thực hiện được việc này khi cơ quan cấp «{level}» chưa đạt. Đề nghị bổ sung "
        "vào «in_power_of»: own (chính cơ quan đó), một cấp trên, hoặc all."
    ),
    "unknown_power": "«in_power_of» ghi «{found}». Đề nghị dùng: {allowed}.",
    "power_below": (
        "«in_power_of» của cấp «{level}» ghi «{found}» là cấp dưới. Đề nghị ghi own, cấp trên, "
        "hoặc all."
    ),
    "power_not_wanted": (
        "chỉ tiêu chỉ của chung, không giao cơ quan nào, nên không dùng «in_power_of». Đề nghị bỏ "
        "khóa này."
    ),
    **PLACES_AND_POINTS,
}
