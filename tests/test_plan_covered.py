"""Every clause of part II and every task of part III is in some packet or on the province's sheet.
The numbers below were typed from the text of the plan, with the first words of each."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import escape

import plan_434
from helpers import store
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.observe import observe
from helpers.evaluation.standings import assessed
from helpers.model import Evaluation, Level, Origin, Plan, Reason, Status
from helpers.packets import display
from helpers.store import Contents

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"

PART_TWO = """
II.1.1 Đẩy mạnh CCHC đồng bộ trên địa bàn tỉnh
II.1.2 Chỉ số cải cách hành chính (PAR INDEX) của tỉnh tăng bậc xếp hạng
II.2.1.a 100% cơ quan, đơn vị công khai, minh bạch quy trình giải quyết công việc
II.2.1.b 100% văn bản quy phạm pháp luật của tỉnh
II.2.1.c Triển khai hiệu quả 100% văn bản của Trung ương
II.2.1.d Tập trung hoàn thiện thể chế mà trọng tâm là thể chế về tổ chức bộ máy
II.2.1.đ Tập trung ưu tiên hoàn thiện đồng bộ có chất lượng
II.2.1.e Đổi mới sáng tạo và xây dựng cơ chế chính sách
II.2.2.a Cải cách mạnh mẽ quy định thủ tục hành chính
II.2.2.b Tiếp tục nghiên cứu, đưa các TTHC của cơ quan ngành dọc Trung ương
II.2.2.c Phấn đấu 80% hồ sơ giải quyết TTHC được luân chuyển
II.2.2.d 100% TTHC có yêu cầu nghĩa vụ tài chính
II.2.2.đ Số hóa kết quả giải quyết TTHC đang còn hiệu lực
II.2.2.e 100% TTHC có đủ điều kiện, được cung cấp trực tuyến lên mức độ 4
II.2.2.g 100% cơ quan, đơn vị có TTHC được đo lường sự hài lòng
II.2.2.h 100% các cơ quan, đơn vị phải công khai TTHC
II.2.2.i 80% số lượng người dân, doanh nghiệp tham gia hệ thống Chính phủ điện tử
II.2.2.k Phấn đấu 50% người dân, doanh nghiệp khi thực hiện TTHC
II.2.3.a Tiếp tục rà soát, kiện toàn tổ chức bộ máy, tinh giản biên chế
II.2.3.b Giảm tối thiểu 03% số lượng đơn vị sự nghiệp công lập
II.2.3.c Mức độ hài lòng của người dân, tổ chức đối với sự phục vụ
II.2.3.d Thực hiện hiệu quả bộ Chỉ số CCHC
II.2.4.a Cơ cấu, sắp xếp lại đội ngũ cán bộ, công chức, viên chức
II.2.4.b Nghiên cứu, đổi mới phương pháp, quy trình đánh giá phân loại
II.2.4.c Phấn đấu 05% số lãnh đạo, quản lý cấp sở
II.2.4.d Đổi mới nội dung, phương pháp đào tạo, bồi dưỡng
II.2.4.đ 100% cán bộ, công chức cấp xã đạt chuẩn theo quy định
II.2.4.e Bình quân mỗi năm 30% cơ quan, đơn vị
II.2.4.g Số công chức được tuyển dụng mới không quá 2/3
II.2.5.a Đẩy mạnh việc phân cấp lĩnh vực tài chính - ngân sách
II.2.5.b 100% cơ quan hành chính nhà nước, 90% đơn vị sự nghiệp công lập
II.2.5.c Tập trung hoàn thiện cơ chế chính sách của địa phương
II.2.5.d Các đơn vị sự nghiệp công lập cấp tỉnh, UBND các huyện
II.2.6.a 100% cơ quan trong toàn hệ thống chính trị được đầu tư
II.2.6.b Xây dựng các cơ sở dữ liệu dùng chung của tỉnh
II.2.6.c Tối thiểu 85% hồ sơ công việc cấp tỉnh
II.2.6.d Tối thiểu 50% các cuộc họp, học tập, quán triệt
II.2.6.đ 30% hoạt động kiểm tra của cơ quan quản lý nhà nước
II.2.6.e 100% cơ quan, đơn vị, địa phương được triển khai giải pháp
II.2.6.g Cổng Dịch vụ công, Hệ thống thông tin một cửa điện tử của tỉnh
II.2.6.h 100% người dân, doanh nghiệp sử dụng dịch vụ công trực tuyến
II.2.6.i Duy trì hoạt động hiệu quả Phân hệ theo dõi nhiệm vụ
II.2.6.k 100% dịch vụ công trực tuyến được thiết kế, thiết kế lại
II.2.6.l 100% cơ quan nhà nước cung cấp dịch vụ 24/7
II.2.6.m 100% hồ sơ được tạo, lưu trữ, chia sẻ dữ liệu điện tử
II.2.6.n Tối thiểu 20% nội dung chương trình đào tạo
II.2.6.o Triển khai hiệu quả Chương trình Chuyển đổi số của tỉnh
"""

PART_THREE = """
III.1.1 Thủ trưởng các sở, ban, ngành cấp tỉnh; Chủ tịch UBND các huyện
III.1.2 Gắn kết quả đánh giá Chỉ số CCHC hàng năm
III.1.3 Tăng cường vai trò, trách nhiệm, năng lực của cơ quan thường trực
III.1.4 Đẩy mạnh thông tin, tuyên truyền CCHC
III.1.5 Tăng cường hướng dẫn, đôn đốc, kiểm tra
III.2.1 Đổi mới, nâng cao hiệu lực, hiệu quả công tác xây dựng và thực thi
III.2.2 Xây dựng và hoàn thiện hệ thống cơ chế, chính sách hỗ trợ
III.2.3 Rà soát, sửa đổi, bổ sung, hủy bỏ, ban hành mới
III.3.1 Kiểm soát chặt chẽ việc ban hành các quy định TTHC
III.3.2 Rà soát, đơn giản hóa, cắt giảm tối đa thời gian giải quyết TTHC
III.3.3 Đẩy mạnh việc giải quyết TTHC trên môi trường điện tử
III.3.4 Nâng cao chất lượng, hiệu quả hoạt động của Trung tâm Phục vụ hành chính công
III.3.5 Đẩy mạnh phân cấp trong giải quyết TTHC
III.3.6 Triển khai đo lường sự hài lòng của người dân, doanh nghiệp
III.3.7 Tập trung cải cách TTHC trong nội bộ các cơ quan nhà nước
III.3.8 Thường xuyên, kịp thời cập nhật, công khai TTHC
III.3.9 Tăng cường công tác theo dõi, kiểm tra, đánh giá
III.4.1 Tiếp tục quán triệt, nâng cao nhận thức
III.4.2 Tiếp tục rà soát, sửa đổi, bổ sung để hoàn thiện các quy định
III.4.3 Tăng cường thí điểm chuyển giao một số nhiệm vụ
III.4.4 Khuyến khích sáp nhập điều chỉnh địa giới hành chính
III.4.5 Nghiên cứu, triển khai các biện pháp đổi mới phương thức làm việc
III.5.1 Đẩy mạnh cải cách chế độ công vụ, công chức
III.5.2 Tiếp tục triển khai hiệu quả Đề án tinh giản biên chế
III.5.3 Đổi mới phương thức tuyển dụng công chức, viên chức
III.5.4 Tăng cường đào tạo, bồi dưỡng cán bộ, công chức, viên chức
III.5.5 Thực hiện nghiêm túc việc đánh giá, phân loại
III.5.6 Ứng dụng công nghệ thông tin, các mô hình, phương pháp
III.5.7 Thực hiện hiệu quả cơ chế, chính sách đối với đội ngũ cán bộ, công chức ở xã
III.6.1 Thực hiện tốt các chính sách thuế, phí, lệ phí
III.6.2 Tăng cường phân cấp ngân sách
III.6.3 Đẩy mạnh tự chủ tài chính đối với cơ quan hành chính
III.6.4 Nâng cao hiệu quả thực hiện chế độ tự chủ đơn vị sự nghiệp
III.6.5 Đẩy mạnh sắp xếp doanh nghiệp nhà nước
III.6.6 Thực hành tiết kiệm chống lãng phí
III.6.7 Thực hiện đúng quy định của Luật Ngân sách nhà nước
III.6.8 Các đơn vị sự nghiệp công lập cấp tỉnh, UBND các huyện
III.7.1 Tiếp tục đầu tư xây dựng, nâng cấp trụ sở
III.7.2 Tăng cường đầu tư ứng dụng công nghệ thông tin
III.7.3 Nâng cao chất lượng phục vụ và tính công khai, minh bạch
III.7.4 Thực hiện chuẩn hóa, số hóa, xây dựng cơ sở dữ liệu
III.7.5 Tiếp tục thực hiện chuẩn hóa quy trình nghiệp vụ
III.7.6 Duy trì, phát triển các hệ thống thông tin dùng chung
III.7.7 Triển khai, hoàn thiện các ứng dụng công nghệ thông tin
III.7.8 Hoàn thiện hệ thống thông tin chuyên ngành
III.7.9 Phát triển Hệ thống thông tin báo cáo
III.7.10 Duy trì vận hành Phân hệ theo dõi nhiệm vụ
III.7.11 Tăng cường công tác kiểm tra xây dựng, áp dụng, duy trì và cải tiến
"""

COMMUNE = "02764-xa-din-chin"
CLAUSES = [line.split()[0] for line in PART_TWO.strip().splitlines()]
TASKS = [line.split()[0] for line in PART_THREE.strip().splitlines()]


@pytest.fixture(scope="module")
def evaluations(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Evaluation]:
    """All evaluations of the year before any input was received."""
    nothing = Contents(None, None, (), (), (), Origin(False), ())
    period = plan.periods["2022-FY"]
    snapshot = store.write_snapshot(tmp_path_factory.mktemp("data"), plan, period, nothing)
    observations = observe(plan, period, snapshot)
    subjects = [plan.province.id, *(agency.id for agency in plan.registry(period))]
    return {subject: evaluate(plan, observations, subject) for subject in subjects}


def test_every_clause_and_task_is_listed_once() -> None:
    assert (len(CLAUSES), len(set(CLAUSES))) == (plan_434.CLAUSES,) * 2
    assert (len(TASKS), len(set(TASKS))) == (plan_434.TASKS,) * 2


def test_the_plan_folder_holds_every_clause_and_every_task_in_order(plan: Plan) -> None:
    clauses = [clause.id for area in plan.areas for clause in area.clauses]
    assert clauses == [*CLAUSES, "III.5.1"]  # the one task with a figure is a clause too
    assert [task.clause for task in plan.tasks] == TASKS
    assert all(clause.targets for area in plan.areas for clause in area.clauses)


def test_every_clause_concerns_someone(evaluations: dict[str, Evaluation]) -> None:
    """Some evaluation has a row for it."""
    shown = {
        r.target.clause
        for evaluation in evaluations.values()
        for r in evaluation.results
        if r.observation is not None
    }
    assert [clause for clause in [*CLAUSES, "III.5.1"] if clause not in shown] == []


def test_every_target_concerns_someone_and_its_gap_has_a_reason(
    plan: Plan, evaluations: dict[str, Evaluation]
) -> None:
    """Each target is asked of some agency, and without an answer there is a gap."""
    reasons: dict[str, set[Reason | None]] = {target.id: set() for target in plan.targets}
    for evaluation in evaluations.values():
        for row in evaluation.results:
            if row.observation is not None:
                reasons[row.target.id].add(row.verdict.reason)
                # What was to be measured and was not is missed when the year is over.
                missed = {Status.MISSED} if row.target.id == "satisfaction_measured" else set()
                assert row.verdict.status in {Status.NO_DATA, Status.NOT_DUE} | missed
    assert [target for target, missing in reasons.items() if not missing] == []
    assert not any(None in missing for missing in reasons.values())


def test_the_sheet_of_the_province_has_the_state_of_every_target(
    plan: Plan, evaluations: dict[str, Evaluation]
) -> None:
    of_all = {r.target.id for r in evaluations[plan.province.id].results if r.observation}
    assert [target.id for target in plan.targets if target.id not in of_all] == []


def test_every_task_is_in_the_sheet_of_each_answering_agency(
    plan: Plan, evaluations: dict[str, Evaluation]
) -> None:
    for name, evaluation in evaluations.items():
        shown = [state.task.clause for state in evaluation.tasks]
        commune = name in plan.agencies and plan.agencies[name].level == Level("commune")
        assert shown == ([] if commune else TASKS), name


# ---------------------------------------------------------------- notebooks


def calls(notebook: str, function: str) -> Iterator[tuple[object, ...]]:
    """The constant arguments of each call of `display.<function>` in a notebook, in order."""
    text = (NOTEBOOKS / f"{notebook}.ipynb").read_text(encoding="utf-8")
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] != "code":
            continue
        for node in ast.walk(ast.parse("".join(cell["source"]))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr == function:
                arguments = node.args if isinstance(node, ast.Call) else []
                yield tuple(a.value for a in arguments if isinstance(a, ast.Constant))


def test_every_notebook_of_an_area_shows_its_clauses_once(plan: Plan) -> None:
    for area in plan.areas:
        assert len(list(calls(area.notebook, "clauses"))) == 1, area.id
        assert list(calls(area.notebook, "clause")) == []
    assert list(calls("overview", "clauses")) == []


def of_area(evaluation: Evaluation, area: str) -> str:
    """What an annex shows of an area: the clauses that are assessed, then what is only watched."""
    parts = display.clauses(evaluation, area), display.watched(evaluation, area)
    return "".join(part.html for part in parts)


def test_a_packet_shows_every_clause_once_and_in_the_plans_order(
    plan: Plan, evaluations: dict[str, Evaluation]
) -> None:
    province = evaluations[plan.province.id]
    html = "".join(of_area(province, area.id) for area in plan.areas)
    applied = {r.target.clause for r in province.results if assessed(r)}
    shown = [clause for clause in [*CLAUSES, "III.5.1"] if clause in applied]
    assert re.findall(r'data-clause="([^"]*)"', html) == shown
    assert len(shown) > 30


@pytest.mark.parametrize("subject", ["lao-cai", "so-noi-vu", "088-thi-xa-sa-pa"])
def test_tasks_budget_and_duties_are_shown_once(
    evaluations: dict[str, Evaluation], subject: str
) -> None:
    for function in ("direction", "tasks", "budget", "duties"):
        shown = {p.stem: len(list(calls(p.stem, function))) for p in NOTEBOOKS.glob("*.ipynb")}
        expected = {"overview": 1, "province": 1} if function == "direction" else {}
        assert {name: times for name, times in shown.items() if times} == expected
    evaluation = evaluations[subject]
    parts = [display.tasks(evaluation), display.duties(evaluation)]
    # The plan does not split the budget.
    parts += [display.budget(evaluation)] if subject == "lao-cai" else []
    html = display.direction(evaluation).html
    assert [html.count(part.html) for part in parts] == [1] * len(parts)


@pytest.mark.parametrize("subject", ["lao-cai", "so-noi-vu", "088-thi-xa-sa-pa", COMMUNE])
def test_the_annex_names_every_target_that_applies(
    plan: Plan, evaluations: dict[str, Evaluation], subject: str
) -> None:
    evaluation = evaluations[subject]
    applies = {
        r.target.id
        for r in evaluation.results
        if subject == plan.province.id or r.verdict.status is not Status.NOT_APPLICABLE
    }
    assert len(applies) > 20
    for area in plan.areas:
        # Within a sentence a label begins with a small letter.
        html = of_area(evaluation, area.id).lower()
        targets = [t for clause in area.clauses for t in clause.targets if t.id in applies]
        assert [t.id for t in targets if escape(t.label).lower() not in html] == [], area.id


def test_the_display_of_the_tasks_names_them_all(
    plan: Plan, evaluations: dict[str, Evaluation]
) -> None:
    for subject in (plan.province.id, "so-noi-vu", "088-thi-xa-sa-pa"):
        html = display.tasks(evaluations[subject]).html
        assert [t.clause for t in plan.tasks if escape(t.label) not in html] == []
