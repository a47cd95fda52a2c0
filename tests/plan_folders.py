"""A small plan folder that tests can change or break."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.model import FunctionNeeds
from helpers.plan import Fault, Offered, ParamsError, load_plan

PLACE = "params/plans/small-2022"

SMALL = {
    "plan.yml": """\
id: small-2022
number: 1/KH-UBND
title: Kế hoạch nhỏ
year: 2022
issued: "2021-12-28"
province: {id: lao-cai, code: "10", name: Tỉnh Lào Cai}
levels:
  - id: province
    label: cấp tỉnh
    body: cơ quan cấp tỉnh
    group: các sở, ban, ngành
    answers_for_tasks: true
  - id: district
    label: cấp huyện
    body: UBND cấp huyện
    group: các huyện, thị xã, thành phố
    answers_for_tasks: true
  - id: commune
    label: cấp xã
    body: UBND cấp xã
    group: các xã, phường, thị trấn
    answers_for_tasks: false
    under: district
terms:
  whole: tỉnh
  label: toàn tỉnh
  issuer: UBND tỉnh Lào Cai
  desk: Sở Nội vụ
  place: Lào Cai
  issuer_head: [UBND TỈNH LÀO CAI, SỞ NỘI VỤ]
  contact: null
in_power_of: {source: Kế hoạch thử nghiệm, verified: false}
conventions: {owner: Sở Nội vụ, decision: null, verified: false}
areas: [procedures, civil_service]
central_bodies: {source: Kế hoạch, verified: false, names: [Công an tỉnh]}
budget: {clause: IV.1, total: 49694, unit: triệu đồng, sources: [Ngân sách], note: Một tổng số}
duties:
  - {clause: VI.1.1, label: Thường trực, binds: so-noi-vu}
  - {clause: VI.3.3, label: Báo cáo, binds: "province, district"}
attributes:
  has_dossiers: {label: có TTHC, source: Suy từ chức năng, verified: false}
  inspects: {label: có kiểm tra, source: Suy từ chức năng, verified: false}
""",
    "procedures.yml": """\
area: procedures
number: II.2.2
label: Cải cách thủ tục hành chính
sheet: Thủ tục
notebook: procedures
clauses:
  - id: II.2.2.đ
    label: Số hóa kết quả
    targets:
      - id: digitised_results
        label: Số hóa kết quả còn hiệu lực
        kind: quantitative
        comparison: ">="
        threshold:
          province: 60
          district: 50
          commune: 40
        unit: "%"
        due: 2022
        firm: false
        counts: stock
        builds: true
        binds:
          levels: [province, district, commune]
          with: [has_dossiers]
        judged: {province: verdict, district: verdict, commune: info}
        in_power_of: {province: own, district: own, commune: district}
        rollup: sum
        indicator: {function: digitised_results}
        numerator: kết quả đã số hóa
        denominator: kết quả còn hiệu lực
        thing: kết quả
        inputs:
          - {id: in_force, label: Tổng số, unit: kết quả, kind: count, levels: [commune]}
          - id: digitised
            label: Trong đó đã số hóa
            unit: kết quả
            kind: count
            levels: [commune]
            register: [all]
            part_of: in_force
  - id: II.2.2.g
    label: Mức độ hài lòng
    targets:
      - id: satisfaction
        label: Hài lòng về TTHC
        kind: quantitative
        comparison: ">"
        threshold: 66.5
        unit: "%"
        due: 2025
        firm: true
        counts: flow
        binds: {levels: [province]}
        judged: verdict
        in_power_of: own
        rollup: direct
        indicator: {function: satisfaction}
""",
    "civil_service.yml": """\
area: civil_service
number: II.2.4
label: Cải cách chế độ công vụ
sheet: Công vụ
clauses:
  - id: II.2.4.g
    label: Tuyển dụng
    targets:
      - id: recruited
        label: Tuyển mới
        kind: quantitative
        comparison: "<="
        threshold: "2/3"
        unit: "%"
        due: 2022
        firm: true
        counts: flow
        binds: {levels: []}
        judged: contribution
        rollup: direct
        indicator: {function: recruited}
      - id: training
        label: Đổi mới đào tạo
        kind: qualitative
        due: 2022
        firm: true
        binds: {levels: [province], with: [inspects]}
        judged: info
        in_power_of: all
        rollup: direct
        note: Không nêu con số.
""",
    "tasks.yml": """\
tasks:
  - {clause: III.3.1, area: procedures, label: Kiểm soát quy định}
  - {clause: III.5.2, area: civil_service, label: Tinh giản biên chế}
""",
    "scoring.yml": """\
label: điểm theo chỉ tiêu Kế hoạch
source: Quy ước
verified: false
rules:
  - {target: digitised_results, points: 1.5, formula: linear}
  - {target: satisfaction, points: 1, formula: "linear"}
""",
    "periods.yml": """\
source: Công văn 581
verified: false
periods:
  - id: 2022-H1
    label: 6 tháng
    start: "2021-12-15"
    end: "2022-06-14"
    final: false
    compare_with: null
    follows: null
    send_by: null
    reply_by: null
  - id: 2022-Q3
    label: Quý III
    start: "2022-06-15"
    end: "2022-09-14"
    final: false
    compare_with: null
    follows: 2022-H1
    send_by: null
    reply_by: null
  - id: 2022-FY
    label: Năm 2022
    start: "2021-12-15"
    end: "2022-12-14"
    final: true
    compare_with: 2022-H1
    follows: null
    send_by: "2022-12-20"
    reply_by: {commune: "2022-12-28"}
""",
    "plausibility.yml": """\
rules:
  - id: counts_grow
    compared_with: earlier_part
    outcome: refuse
    reason: số đếm không giảm
    source: Quy ước
    verified: false
    inputs: [in_force]
  - id: counts_leap
    compared_with: jump
    outcome: confirm
    reason: ít khi tăng nhanh
    source: Chung
    verified: false
    factor: 10
    at_least: 20
""",
    "agencies.csv": """\
id,code,name,head,level,parent,start,end,predecessors,has_dossiers,inspects,source,verified
so-noi-vu,,Sở Nội vụ,GIÁM ĐỐC,province,lao-cai,2021-01-01,,,true,true,chung,false
so-van-hoa,,Sở Văn hóa,GIÁM ĐỐC,province,lao-cai,2021-01-01,2022-04-20,,true,false,chung,false
so-bao-chi,,Sở Báo chí,GIÁM ĐỐC,province,lao-cai,2021-01-01,2022-04-10,,true,false,chung,false
so-du-lich,,Sở Du lịch,GĐ,province,lao-cai,2022-04-21,,so-van-hoa; so-bao-chi,true,false,chung,false
083-huyen,083,UBND huyện A,CHỦ TỊCH,district,lao-cai,2021-01-01,,,true,true,chung,true
02779-xa,02779,"UBND xã B, huyện A",CHỦ TỊCH,commune,083-huyen,2021-01-01,,,false,false,chung,true
""",
}
OFFERED = Offered(
    {
        "digitised_results": FunctionNeeds(counts=("in_force", "digitised")),
        "satisfaction": FunctionNeeds(),
        "recruited": FunctionNeeds(),
        "ballots": FunctionNeeds(counts=("ballots",)),
    },
    {"c7", "c8"},
    {"satisfied", "valid"},
)


def a_plan(root: Path, *changes: tuple[str, str, str], **files: str | None) -> dict[str, str]:
    """Write the small plan under `root` with each (file, old, new) replaced once; return its texts.

    `files`: new texts by stem for whole files, or None to leave a file out.
    """
    texts = dict(SMALL)
    for name, old, new in changes:
        assert texts[name].count(old) == 1, f"{name}: {old!r} occurs {texts[name].count(old)} times"
        texts[name] = texts[name].replace(old, new)
    names = {name.split(".")[0]: name for name in SMALL}
    for stem, text in files.items():
        name = names.get(stem, f"{stem}.yml")
        texts = {k: v for k, v in texts.items() if k != name} | ({name: text} if text else {})
    folder = root / PLACE
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    (root / "notebooks").mkdir(exist_ok=True)
    for name in ("area", "procedures"):
        (root / "notebooks" / f"{name}.ipynb").touch()
    return texts


def faults_of(root: Path) -> tuple[Fault, ...]:
    with pytest.raises(ParamsError) as refusal:
        load_plan(root, "small-2022", OFFERED)
    assert str(refusal.value) == "\n".join(map(str, refusal.value.faults))
    return refusal.value.faults


def line_of(text: str, needle: str) -> int:
    """The line of the only occurrence of `needle`."""
    assert text.count(needle) == 1, f"{needle!r} occurs {text.count(needle)} times"
    return text[: text.index(needle)].count("\n") + 1


PLAN, P, C, A = "plan.yml", "procedures.yml", "civil_service.yml", "agencies.csv"
