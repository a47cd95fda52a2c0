"""The cases of the corpus of exports: files of dossiers and surveys, then tables of totals. The
expected answers are in export_answers.yml."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

from corpus.exports import (
    ALL,
    HEADS,
    II06A_MERGED,
    SA_PA,
    SO_NOI_VU,
    SOUND,
    SPLIT_HEADS,
    SPLIT_MERGED,
    SURVEY_HEADS,
    Case,
    Sheet,
    as_cp1258,
    as_csv,
    as_excel,
    ballots,
    changed,
    dossier,
    ii06a,
    in_tcvn3,
    in_vni,
    opened_wrongly,
    spelled,
    squared,
    text,
    through_english_excel,
    without_values,
)
from corpus.totals_cases import TOTALS_CASES

ENCODINGS = {
    "59 UTF-8 with a mark": as_csv(SOUND, "utf-8-sig"),
    "59 UTF-8, semicolons": as_csv(SOUND, separator=";"),
    "59 UTF-16 little end first, tabs": as_csv(SOUND, "utf-16", "\t"),
    "59 UTF-16 big end first, no mark": as_csv(SOUND, "utf-16-be"),
    "59 UTF-16 little end first, no mark": as_csv(SOUND, "utf-16-le", ";"),
    "59 Windows-1258": as_cp1258(SOUND),
    "59 lines of an old Mac": lambda: text(SOUND).replace("\n", "\r").encode(),
    "59 lines of an old Mac, a new line in a cell": lambda: (
        text(SOUND).replace("\n", "\r").replace("Tôn giáo", '"Tôn\ngiáo"').encode()
    ),
    "59 UTF-16, lines of an old Mac": lambda: text(SOUND).replace("\n", "\r").encode("utf-16"),
    "59 Windows-1258, lines of an old Mac": lambda: as_cp1258(SOUND)().replace(b"\n", b"\r"),
    "55 letters in NFD": lambda: unicodedata.normalize("NFD", text(SOUND)).encode(),
    "43 columns in another order": as_csv([row[::-1] for row in SOUND]),
    "44 a title above the heads": as_csv([("DANH SÁCH HỒ SƠ", *[""] * 15), *SOUND]),
    "69 Excel": as_excel(Sheet(SOUND)),
    "44 Excel with a title": as_excel(Sheet([("DANH SÁCH HỒ SƠ",), (), *SOUND])),
    "29 Excel with day cells": as_excel(
        Sheet(
            [
                HEADS,
                *(
                    [date(2022, 3, 10) if i == 9 else c for i, c in enumerate(dossier(n))]
                    for n in (1, 2)
                ),
            ]
        )
    ),
    "63 blank rows between": as_csv([*SOUND[:2], [""] * 16, SOUND[2], [""] * 16]),
}

CASES = [
    *(Case(case, {"x": make}, dossiers=2) for case, make in ENCODINGS.items()),
    Case("56 TCVN3 bytes", {"x": lambda: in_tcvn3(text(SOUND)).encode("latin-1")}, 0),
    Case("56 TCVN3 letters", {"x": as_csv(spelled(SOUND, in_tcvn3))}, 0),
    Case("56 TCVN3 cells", {"x": as_csv(spelled(SOUND, in_tcvn3, heads=False))}, 0),
    Case("57 VNI bytes", {"x": lambda: in_vni(text(SOUND)).encode("latin-1")}, 0),
    Case("57 VNI letters in Excel", {"x": as_excel(Sheet(spelled(SOUND, in_vni)))}, 0),
    Case("58 UTF-8 opened as 1252", {"x": as_csv(spelled(SOUND, opened_wrongly))}, 0),
    Case("57 VNI cells", {"x": as_csv(spelled(SOUND, in_vni, heads=False))}, 0),
    Case("58 cells opened as 1252", {"x": as_csv(spelled(SOUND, opened_wrongly, heads=False))}, 0),
    Case(
        "56 one field in TCVN3",
        {"x": as_csv(changed(Lĩnh_vực=in_tcvn3("Tôn giáo"), Ngày_hẹn_trả="31/02/2022"))},
        0,
    ),
    Case(
        "57 units of totals in VNI",
        {"x": as_csv(squared(ii06a(*spelled([SO_NOI_VU, SA_PA], in_vni), ALL)))},
        0,
    ),
    Case("56 survey, TCVN3 bytes", {"x": lambda: in_tcvn3(text(ballots(3))).encode("latin-1")}, 0),
    Case("56 survey, TCVN3 letters", {"x": as_csv(spelled(ballots(3), in_tcvn3))}, 0),
    Case("56 survey, TCVN3 cells", {"x": as_csv(spelled(ballots(3), in_tcvn3, heads=False))}, 0),
    Case(
        "57 survey, one answer in VNI",
        {"x": as_csv([*ballots(3), *ballots(4, in_vni("Rất hài lòng"))[4:]])},
        0,
    ),
    Case("57 survey, VNI letters in Excel", {"x": as_excel(Sheet(spelled(ballots(3), in_vni)))}, 0),
    Case(
        "58 survey, cells opened as 1252",
        {"x": as_csv(spelled(ballots(3), opened_wrongly, heads=False))},
        0,
    ),
    Case("59 no encoding fits", {"x": lambda: text(SOUND).encode() + b"\xff\xfe\xfd\n"}, 0),
    Case("60 ragged", {"x": lambda: text(SOUND).encode() + b"a,b\n"}, 0),
    Case("60 quote", {"x": lambda: text(SOUND).encode() + b'"a\n'}, 0),
    Case("60 NUL", {"x": lambda: text(SOUND).replace("H.2", "H\0.2").encode()}, 0),
    Case("61 number in place of an id", {"x": as_csv(changed(Mã_hồ_sơ="7,9E+10"))}, 1, 3),
    Case(
        "61 code without its zero",
        {
            "x": as_excel(
                Sheet(
                    [
                        *SOUND,
                        dossier(
                            3,
                            **{
                                "Mã đơn vị giải quyết": 88,
                                "Đơn vị giải quyết": "UBND thị xã Sa Pa",
                            },
                        ),
                    ]
                )
            )
        },
        1,
        3,
    ),
    Case("62 one id, two rows", {"x": as_csv([*SOUND, dossier(2, **{"Lĩnh vực": "Khác"})])}, 0),
    Case("62 a row twice", {"x": as_csv([*SOUND, dossier(2)])}, 1, 2),
    Case(
        "41 a head is missing",
        {"x": as_csv([[h.replace("hẹn trả", "hẹn tra") for h in HEADS], *SOUND[1:]])},
        0,
    ),
    Case(
        "42 a further column",
        {"x": as_csv([(*HEADS, "Ghi chú"), *([*r, ""] for r in SOUND[1:])])},
        1,
        2,
    ),
    Case(
        "44 heads in two rows, merged",
        {"x": as_excel(Sheet([*SPLIT_HEADS, dossier(1), dossier(2)], merged=SPLIT_MERGED))},
        0,
    ),
    Case(
        "44 heads in two rows under a title",
        {
            "x": as_csv(
                [("DANH SÁCH HỒ SƠ", *[""] * 15), *SPLIT_HEADS, dossier(1), dossier(2)],
                separator=";",
            )
        },
        0,
    ),
    Case(
        "44 heads of groups above whole heads",
        {
            "x": as_excel(
                Sheet([SPLIT_HEADS[0], *SOUND], merged=["B1:C1", "D1:E1", "I1:K1", "M1:N1"])
            )
        },
        1,
        2,
    ),
    Case("46 hidden rows", {"x": as_excel(Sheet(SOUND, hidden_rows=[3]))}, 1, 2),
    Case("46 hidden columns", {"x": as_excel(Sheet(SOUND, hidden_columns="F:G"))}, 1, 2),
    Case("47 hidden sheet", {"x": as_excel(Sheet(SOUND), Sheet(SOUND, "Cũ", hidden=True))}, 1, 2),
    Case(
        "47 second sheet",
        {"x": as_excel(Sheet([("Ghi chú",)], "Bìa"), Sheet(SOUND, "Số liệu"))},
        1,
        2,
    ),
    Case("52 two sheets", {"x": as_excel(Sheet(SOUND, "Tháng 1"), Sheet(SOUND, "Tháng 2"))}, 0),
    Case("48 filter, nothing hidden", {"x": as_excel(Sheet(SOUND, filtered="A1:P3"))}, 1, 2),
    Case(
        "48 filter hides a row",
        {"x": as_excel(Sheet(SOUND, filtered="A1:P3", hidden_rows=[2]))},
        1,
        2,
    ),
    Case(
        "49 total row", {"x": as_csv([*SOUND, ["", "", "", "", "Tổng cộng: 2", *[""] * 11]])}, 1, 2
    ),
    Case(
        "49 total row with its word in place of the id",
        {"x": as_csv([*SOUND, ["TỔNG CỘNG: 2", *[""] * 11, 2, *[""] * 3]])},
        1,
        2,
    ),
    Case(
        "49 total row over several columns in Excel",
        {"x": as_excel(Sheet([*SOUND, ["Tổng cộng: 2 hồ sơ", *[""] * 15]], merged=["A4:E4"]))},
        1,
        2,
    ),
    Case("45 cells merged across a dossier", {"x": as_excel(Sheet(SOUND, merged=["E2:F2"]))}, 0),
    Case(
        "49 numbers of the columns, and the heads on each page",
        {
            "x": as_csv(
                [
                    HEADS,
                    [f"({n})" for n in range(1, 17)],
                    dossier(1),
                    [head.upper() for head in HEADS],
                    dossier(2),
                    HEADS,
                    [*"AB", *range(1, 15)],
                    dossier(3),
                ]
            )
        },
        1,
        3,
    ),
    Case(
        "49 survey with all of these",
        {
            "x": as_excel(
                Sheet(
                    [
                        *ballots(2),
                        SURVEY_HEADS,
                        [*range(1, 11)],
                        *ballots(3)[3:],
                        ["Cộng", *[""] * 9],
                    ]
                )
            )
        },
    ),
    Case(
        "49 a dossier that only begins like a sum",
        {"x": as_csv(changed(Mã_hồ_sơ="", Đơn_vị_tiếp_nhận="Tổng cục Thuế"))},
        1,
        3,
    ),
    Case("45 merged cells", {"x": as_excel(Sheet(SOUND, merged=["E2:E3"]))}, 0),
    Case(
        "23 formula without a value",
        {"x": without_values(as_excel(Sheet(SOUND, formulas={"M2": ("=1+1", 2)})), "M2")},
        0,
    ),
    Case("24 cached error", {"x": as_excel(Sheet(SOUND, formulas={"M3": ("=1/0", "#DIV/0!")}))}, 0),
    Case(
        "26 formula that takes its result from another file",
        {"x": as_excel(Sheet(SOUND, formulas={"M2": ("=[1]Sheet1!A1", 2)}))},
        0,
    ),
    Case(
        "26 total that takes its result from another file",
        {
            "x": as_excel(
                Sheet(
                    squared(ii06a(SO_NOI_VU, SA_PA, ALL)),
                    merged=II06A_MERGED,
                    formulas={"D8": ("='C:\\bao cao\\[so.xlsx]Quý 4'!$A$1", 40)},
                )
            )
        },
        0,
    ),
    Case("64 far cell", {"x": as_excel(Sheet(SOUND, formulas={"XFD1048576": ("=1", 1)}))}, 0),
    Case(
        "5 number with a fraction",
        {"x": as_excel(Sheet([*SOUND, dossier(3, **{"Số giao dịch thanh toán": 1.5})]))},
        1,
        3,
    ),
    Case("33 no such day", {"x": as_csv(changed(Ngày_tiếp_nhận="31/02/2022"))}, 0),
    Case(
        "30 day and month exchanged by an English Excel",
        {
            "x": as_excel(
                Sheet(
                    [
                        ("Ngày in: 31/12/2022", *[""] * 7, date(2022, 12, 31)),
                        *through_english_excel(
                            [
                                HEADS,
                                dossier(1, **{"Ngày tiếp nhận": "04/03/2022"}),
                                dossier(2, **{"Ngày tiếp nhận": "13/03/2022 08:30"}),
                                dossier(3, **{"Ngày tiếp nhận": "05/03/2022"}),
                                dossier(4, **{"Ngày có kết quả": "14/03/2022"}),
                            ]
                        ),
                    ]
                )
            )
        },
        0,
    ),
    Case(
        "30 survey, day and month exchanged by an English Excel",
        {
            "x": as_excel(
                Sheet(
                    through_english_excel(
                        [
                            *ballots(7),
                            *(
                                [*row[:4], "13/11/2022", *row[5:]]
                                for row in ballots(8, how="Tự nguyện")[8:]
                            ),
                        ]
                    )
                )
            )
        },
        0,
    ),
    Case(
        "29 Excel with day cells and texts of all days",
        {
            "x": as_excel(
                Sheet(
                    [
                        HEADS,
                        dossier(1, **{"Ngày hẹn trả": date(2022, 3, 31)}),
                        dossier(2, **{"Ngày hẹn trả": date(2022, 3, 10)}),
                        dossier(3, **{"Ngày hẹn trả": "31/03/2022"}),
                    ]
                )
            )
        },
        1,
        3,
    ),
    Case(
        "29 Excel cells with a time of day",
        {
            "x": as_excel(
                Sheet(
                    [
                        HEADS,
                        *(
                            dossier(
                                n,
                                **{
                                    "Ngày tiếp nhận": datetime(2022, 3, 1, 8, 30),
                                    "Ngày có kết quả": datetime(2022, 3, 1, *clock),
                                },
                            )
                            for n, clock in enumerate([(8, 29), (8, 31), (0, 0)])
                        ),
                    ]
                )
            )
        },
        1,
        3,
    ),
    Case("29 a day in the order of ISO", {"x": as_csv(changed(Ngày_hẹn_trả="2022-03-10"))}, 0),
    Case(
        "61 ids of sixteen figures in Excel",
        {
            "x": as_excel(
                Sheet(
                    [
                        HEADS,
                        dossier(1, **{"Mã hồ sơ": 123456789012345}),
                        dossier(2, **{"Mã hồ sơ": 1234567890123456}),
                        dossier(3, **{"Mã hồ sơ": 1234567890123457, "Lĩnh vực": "Khác"}),
                    ]
                )
            )
        },
        1,
        3,
    ),
    Case("37 Buddhist year", {"x": as_csv(changed(Ngày_hẹn_trả="10/03/2565"))}, 0),
    Case("53 abbreviated unit", {"x": as_csv(changed(Đơn_vị_giải_quyết="UBND TX Sa Pa"))}, 1, 3),
    Case(
        "54 ended agency",
        {
            "x": as_csv(
                changed(
                    Đơn_vị_giải_quyết="Sở Văn hóa, Thể thao và Du lịch",
                    Ngày_tiếp_nhận="01/06/2022",
                    Ngày_hẹn_trả="10/06/2022",
                    Ngày_có_kết_quả="09/06/2022",
                )
            )
        },
        1,
        3,
    ),
    Case(
        "receiving desk and competent agency",
        {"x": as_csv(changed(Đơn_vị_tiếp_nhận="UBND thị xã Sa Pa"))},
        1,
        3,
    ),
    Case("central body", {"x": as_csv(changed(Đơn_vị_giải_quyết="Công an tỉnh Lào Cai"))}, 1, 3),
    Case(
        "70 payloads",
        {
            "x": as_csv(
                changed(Lĩnh_vực="=cmd|' /C calc'!A0", Kênh_tiếp_nhận="<script>alert(1)</script>")
            )
        },
        1,
        3,
    ),
    Case(
        "both namings",
        {
            "x": as_csv(
                [
                    *SOUND[:1],
                    dossier(1, **{"Mức độ dịch vụ công": "Mức độ 4"}),
                    dossier(2, **{"Mức độ dịch vụ công": "Toàn trình"}),
                ]
            )
        },
        1,
        2,
    ),
    Case(
        "two exports of different dossiers",
        {"a": as_csv(SOUND), "b": as_csv((HEADS, dossier(3)), "utf-16")},
        2,
        3,
    ),
    Case(
        "62 one dossier in two exports",
        {"a": as_csv(SOUND), "b": as_csv((HEADS, dossier(2), dossier(3)))},
        2,
        3,
    ),
    Case(
        "62 one dossier, two contents",
        {
            "a": as_csv(SOUND),
            "b": as_csv((HEADS, dossier(2, **{"Ngày có kết quả": ""}), dossier(3))),
        },
        0,
    ),
    Case("52 the same bytes twice", {"a": as_csv(SOUND), "b": as_csv(SOUND)}, 1, 2),
    # Slovin: 400/(1 + 400·0,0025) = 200.
    Case(
        "sample large enough",
        {"a": as_csv((HEADS, *(dossier(n) for n in range(400)))), "b": as_csv(ballots(200))},
        2,
        400,
    ),
    Case(
        "sample too small",
        {
            "a": as_csv((HEADS, *(dossier(n) for n in range(400)))),
            "b": as_csv(ballots(200, blank=1)),
        },
        2,
        400,
    ),
    Case(
        "voluntary ballots are no sample",
        {
            "a": as_csv((HEADS, *(dossier(n) for n in range(400)))),
            "b": as_csv(ballots(10, how="Tự nguyện")),
        },
        2,
        400,
    ),
    Case("survey in Windows-1258", {"x": as_cp1258(ballots(3))}),
    Case("survey in Excel", {"x": as_excel(Sheet(ballots(3)))}),
    *TOTALS_CASES,
]
