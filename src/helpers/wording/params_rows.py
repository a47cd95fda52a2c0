"""Faults of periods, agencies and points in a plan folder."""

from __future__ import annotations

PLACES_AND_POINTS = {
    # periods and agencies
    "not_capitals": "«{found}» ở {word} «{key}» cần viết hoa toàn bộ. Đề nghị sửa.",
    "end_before_start": "ngày kết thúc trước ngày bắt đầu. Đề nghị kiểm tra hai ngày.",
    "parent_of_nobody": (
        "cấp «{found}» có trong «by_parent» nhưng không có trong «levels». Đề nghị sửa cho khớp."
    ),
    "not_following": (
        "kỳ «{found}» không kết thúc vào ngày liền trước kỳ này. Đề nghị kiểm tra «follows» và "
        "các ngày."
    ),
    "outside_year": (
        "{word} «{key}» ghi {found}, ngoài năm {year} của Kế hoạch. Kỳ báo cáo của năm {year} nằm "
        "trong khoảng từ {first} đến {last}. Đề nghị sửa ngày, hoặc «year» của plan.yml."
    ),
    "issued_elsewhen": (
        "Kế hoạch của năm {year} ban hành ngày {found}; cần là năm đó hoặc năm trước. Đề nghị sửa "
        "«issued» hoặc «year»."
    ),
    "compared_with_later": (
        "kỳ so sánh «{found}» không kết thúc trước kỳ này. Đề nghị ghi một kỳ trước đó."
    ),
    "last_day_too_early": "ngày {found} không sau ngày kết thúc kỳ. Đề nghị sửa «{key}».",
    "reply_before_send": (
        "«reply_by» (hạn nêu ý kiến) trước «send_by» (hạn gửi số liệu). Đề nghị kiểm tra hai ngày."
    ),
    "same_days": (
        "kỳ này có cùng ngày bắt đầu và kết thúc với kỳ «{found}». Đề nghị sửa ngày hoặc bỏ một kỳ."
    ),
    "final_not_whole": (
        "kỳ cuối năm «{found}» không gồm hết các kỳ khác. Đề nghị sửa ngày hoặc «final»."
    ),
    "not_above": (
        "cấp trên «{found}» phải được ghi trước cấp này trong «levels». Đề nghị sửa «under» hoặc "
        "thứ tự."
    ),
    "same_agency": (
        "«{found}» trùng với đơn vị ở dòng {line} đang cùng tồn tại. Đề nghị sửa {word} «{key}», "
        "hoặc ghi ngày kết thúc của đơn vị cũ."
    ),
    "code_of_province": (
        "mã «{found}» là mã của tỉnh (plan.yml, dòng {line}). Đề nghị ghi mã của đơn vị."
    ),
    "code_length": (
        "mã «{found}» không có {expected} chữ số như các mã cùng cấp (có thể mất số 0 ở đầu). Đề "
        "nghị ghi đủ mã."
    ),
    "parent_not_there": (
        "đơn vị cấp trên «{found}» không tồn tại suốt thời gian của đơn vị này trong năm Kế hoạch. "
        "Đề nghị sửa «parent» hoặc các ngày."
    ),
    "predecessor_there": (
        "đơn vị tiền thân «{found}» chưa kết thúc trước ngày bắt đầu của đơn vị này. Đề nghị ghi "
        "ngày kết thúc ở cột «end» của đơn vị tiền thân, hoặc sửa {word} «{key}»."
    ),
    "body_is_agency": (
        "«{found}» là đơn vị được đánh giá (agencies.csv) nên không thể là cơ quan ngành dọc không "
        "tính cho đơn vị nào. Đề nghị bỏ ở một nơi."
    ),
    "one_final": "cần đúng một kỳ cuối năm (final: true), đang có {found}. Đề nghị sửa.",
    "ragged": (
        "dòng có {found} ô, dòng tên cột có {expected}. Đề nghị kiểm tra dấu phẩy và dấu nháy kép."
    ),
    "no_column": "thiếu cột «{found}». Đề nghị bổ sung.",
    "repeated_column": "cột «{found}» ghi hai lần. Đề nghị giữ một.",
    "unknown_column": (
        "cột «{found}» không có trong mẫu và trong «attributes» của plan.yml. Đề nghị sửa tên "
        "hoặc bỏ cột."
    ),
    "steps_wanted": "formula: steps cần khóa «steps» (từng bậc: from, points). Đề nghị bổ sung.",
    "idle_steps": "«steps» chỉ dùng với formula: steps. Đề nghị bỏ hoặc đổi formula.",
    "steps_not_rising": "các bậc của «steps» phải tăng cả from và points. Đề nghị sắp xếp lại.",
    "steps_above_points": "bậc cao nhất nhiều điểm hơn «points» ({found}). Đề nghị sửa.",
    "step_range": "bậc ghi từ {found}, cần từ 0 đến {high}. Đề nghị sửa «from».",
    "no_points": "số điểm ghi {found}, cần lớn hơn 0 (bậc đầu không âm). Đề nghị sửa.",
    "no_classes": (
        "plan.yml có «ceiling» ({found}) nhưng tệp này thiếu «classes». Đề nghị bổ sung; khi chưa "
        "có quy định xếp loại thì ghi convention: null và «reason»."
    ),
    "convention_or_reason": (
        "cần «convention» (quy định xếp loại) hoặc «reason» (vì sao chưa có), không ghi cả hai. Đề "
        "nghị sửa."
    ),
    "grades_not_falling": (
        "các loại cần xếp từ cao xuống thấp, không quá 100, loại cuối ghi from: 0. Đề nghị sửa."
    ),
    "card_measure": (
        "chỉ số cần đúng một trong các khóa: {allowed}. Đề nghị giữ một khóa, hoặc ghi ở "
        "«not_computed» vì sao không tính được."
    ),
    "card_points": "«{key}» ghi {found} điểm, cần từ 0 đến số điểm tối đa của chỉ số. Đề nghị sửa.",
    "card_range": "«other_least» nhiều hơn «other_most». Đề nghị sửa.",
    "card_grades": (
        "các loại cần xếp từ cao xuống thấp, không quá {high} điểm, loại cuối ghi from: 0. Đề nghị "
        "sửa."
    ),
    "no_rule": (
        "chỉ tiêu «{found}» được đánh giá nhưng không có điểm. Đề nghị bổ sung vào «rules», hoặc "
        "ghi vào «without_points» nếu không chấm điểm."
    ),
    "points_after_all": (
        "«{found}» vừa có trong «rules» vừa có trong «without_points». Đề nghị giữ một nơi."
    ),
    "points_for_nothing": (
        "chỉ tiêu «{found}» không được kết luận ở cấp nào (verdict, yes_no) nên không thể có điểm. "
        "Đề nghị bỏ dòng này hoặc sửa «judged» của chỉ tiêu."
    ),
    "formula_unfit": ("«formula» ghi «{found}», không hợp với chỉ tiêu. Đề nghị ghi: {allowed}."),
    "wrong_parent": (
        "«{found}» không thuộc cấp trên của đơn vị này theo mục levels của plan.yml. Đề nghị ghi "
        "mã của {expected}."
    ),
    "province_as_agency": (
        "«{found}» là mã chung ở mục «province», không dùng cho đơn vị. Đề nghị đổi mã."
    ),
    "comparison_lacks": "«{found}» cần khóa «{lacking}». Đề nghị bổ sung.",
    "comparison_idle": "«{key}» không dùng với «{found}». Đề nghị bỏ khóa này.",
    "compared_no_count": "«{found}» không phải ô ghi số (count). Đề nghị sửa mã.",
    "compared_no_list": (
        "ô «{found}» không hỏi cùng một cấp ở đơn vị và ở danh mục («register»). Đề nghị sửa mã."
    ),
}
