"""The cases of the corpus of exports that are tables of totals, form II.06a and summaries."""

from __future__ import annotations

from corpus.exports import (
    ALL,
    BTP_HEADS,
    HEADS,
    II06A_MERGED,
    SA_PA,
    SO_NOI_VU,
    SUMMARY_HEADS,
    Case,
    Sheet,
    as_csv,
    as_excel,
    dossier,
    figures,
    ii06a,
    squared,
    titled,
)

BTP_LINE = (1100, 10, 1090, 1090, 1085, 5, 10, 8, 2)
TOTALS_CASES = [
    Case(
        "II.06a",
        {"x": as_csv(squared(ii06a(SO_NOI_VU, SA_PA, ALL)))},
        totals={"so-noi-vu": figures(*SO_NOI_VU[2:]), "088-thi-xa-sa-pa": figures(*SA_PA[2:])},
    ),
    Case(
        "II.06a in Excel, merged heads",
        {
            "x": as_excel(
                Sheet(squared(ii06a(SO_NOI_VU, SA_PA, ALL)), merged=[*II06A_MERGED, "A10:B10"])
            )
        },
        totals={"so-noi-vu": figures(*SO_NOI_VU[2:]), "088-thi-xa-sa-pa": figures(*SA_PA[2:])},
    ),
    Case(
        "II.06a summary",
        {
            "x": as_csv(
                squared([*SUMMARY_HEADS, ("Sở Nội vụ", 100, 90, 10, 90, 60, 25, 5, 10, 8, 2, 10)])
            )
        },
        totals={"so-noi-vu": figures(100, None, None, 10, 90, 60, 25, 5, 10, 8, 2, fresh=90)},
    ),
    Case(
        "07a/BTP",
        {
            "x": as_csv(
                squared(
                    [
                        *BTP_HEADS,
                        ("", 1, "Sở Nội vụ", "1.100", 10, "1.090", "1.090", "1.085", 5, 10, 8, 2),
                        ("", "Tổng cộng", "", 1100, 10, 1090, 1090, 1085, 5, 10, 8, 2),
                    ]
                )
            )
        },
        totals={
            "so-noi-vu": figures(
                1100, None, None, 10, 1090, None, None, 5, 10, 8, 2, fresh=1090, in_time=1085
            )
        },
    ),
    Case(
        "27 each identity broken",
        {"x": as_csv(squared(ii06a((1, "Sở Nội vụ", 100, 41, 50, 10, 91, 60, 25, 5, 11, 8, 2))))},
        totals={"so-noi-vu": figures(100, 41, 50, 10, 91, 60, 25, 5, 11, 8, 2)},
    ),
    Case(
        "49 total that is no sum",
        {"x": as_csv(squared(ii06a(SO_NOI_VU, (*ALL[:2], 107, *ALL[3:]))))},
        totals={"so-noi-vu": figures(*SO_NOI_VU[2:])},
    ),
    Case(
        "49 groups and parts",
        {
            "x": as_csv(
                squared(
                    ii06a(
                        ("I", "Sở, ban, ngành", *SO_NOI_VU[2:]),
                        SO_NOI_VU,
                        ("II", "Cấp huyện", *SA_PA[2:]),
                        SA_PA,
                        ALL,
                        ("", "Trong đó: cấp tỉnh", *SO_NOI_VU[2:]),
                    )
                )
            )
        },
        totals={"so-noi-vu": figures(*SO_NOI_VU[2:]), "088-thi-xa-sa-pa": figures(*SA_PA[2:])},
    ),
    Case(
        "49 groups by letters, with subtotals",
        {
            "x": as_csv(
                squared(
                    ii06a(
                        ("A", "Sở, ban, ngành", *SO_NOI_VU[2:]),
                        SO_NOI_VU,
                        ("", "Cộng khối sở", *SO_NOI_VU[2:]),
                        ("B", "Cấp huyện", *SA_PA[2:]),
                        ("I", "Thị xã"),
                        (1, *SA_PA[1:]),
                        ("", "Cộng", *SA_PA[2:]),
                        ALL,
                    )
                )
            )
        },
        totals={"so-noi-vu": figures(*SO_NOI_VU[2:]), "088-thi-xa-sa-pa": figures(*SA_PA[2:])},
    ),
    Case(
        "49 a subtotal that is no sum",
        {
            "x": as_csv(
                squared(
                    ii06a(
                        SO_NOI_VU,
                        ("", "Cộng khối sở", 101, *SO_NOI_VU[3:]),
                        SA_PA,
                        ("", "Cộng"),
                        ALL,
                    )
                )
            )
        },
        totals={"so-noi-vu": figures(*SO_NOI_VU[2:]), "088-thi-xa-sa-pa": figures(*SA_PA[2:])},
    ),
    Case(
        "49 groups of 07a",
        {
            "x": as_csv(
                squared(
                    [
                        *BTP_HEADS,
                        ("", "I", "Cấp tỉnh", *BTP_LINE),
                        ("", 1, "Sở Nội vụ", *BTP_LINE),
                        ("", "Tổng cộng", "", *BTP_LINE),
                    ]
                )
            )
        },
        totals={
            "so-noi-vu": figures(
                1100, None, None, 10, 1090, None, None, 5, 10, 8, 2, fresh=1090, in_time=1085
            )
        },
    ),
    Case(
        "49 groups of the summary",
        {
            "x": as_csv(
                squared(
                    [
                        SUMMARY_HEADS[0],
                        SUMMARY_HEADS[1][:-1],
                        SUMMARY_HEADS[2][:-1],
                        ("Sở, ban, ngành", 107, 97, 10, 97, 67, 25, 5, 10, 8, 2),
                        ("Sở Nội vụ", 100, 90, 10, 90, 60, 25, 5, 10, 8, 2),
                        ("Sở Du lịch", 7, 7, 0, 7, 7, 0, 0, 0, 0, 0),
                        ("UBND cấp huyện", 7, 7, 0, 7, 7, 0, 0, 0, 0, 0),
                        ("UBND thị xã Sa Pa", 7, 7, 0, 7, 7, 0, 0, 0, 0, 0),
                    ]
                )
            )
        },
        totals={
            "so-noi-vu": figures(100, None, None, 10, 90, 60, 25, 5, 10, 8, 2, fresh=90),
            "so-du-lich": figures(7, None, None, 0, 7, 7, 0, 0, 0, 0, 0, fresh=7),
            "088-thi-xa-sa-pa": figures(7, None, None, 0, 7, 7, 0, 0, 0, 0, 0, fresh=7),
        },
    ),
    Case(
        "53 a misspelt unit numbered like a group",
        {
            "x": as_csv(
                squared(
                    ii06a(
                        ("I", "Sở Nội vụ", *SO_NOI_VU[2:]),
                        ("II", "UBND TX Sa Pa", *SA_PA[2:]),
                        (1, "Sở Du lịch", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                        ALL,
                    )
                )
            )
        },
        totals={"so-noi-vu": figures(*SO_NOI_VU[2:]), "so-du-lich": figures(*[0] * 11)},
    ),
    Case(
        "49 a district that may be the sum of its communes",
        {
            "x": as_csv(
                squared(
                    ii06a(
                        SO_NOI_VU,
                        ("II", "UBND thị xã Sa Pa", *SA_PA[2:]),
                        (1, "UBND xã Thanh Bình, thị xã Sa Pa", *SA_PA[2:]),
                        ALL,
                    )
                )
            )
        },
        totals={"so-noi-vu": figures(*SO_NOI_VU[2:]), "03022-xa-thanh-binh": figures(*SA_PA[2:])},
    ),
    Case(
        "49 a district below its communes, and a sum said to be one",
        {
            "x": as_csv(
                squared(
                    ii06a(
                        (1, "UBND xã Thanh Bình, thị xã Sa Pa", *SA_PA[2:]),
                        SA_PA,
                        ("", "Cộng UBND thị xã Sa Pa", 14, 6, 8, 0, 14, 14, 0, 0, 0, 0, 0),
                        ("I", "Cộng UBND huyện Mường Khương", *SA_PA[2:]),
                        (1, "UBND xã Thanh Bình, huyện Mường Khương", *SA_PA[2:]),
                    )
                )
            )
        },
        totals={
            agency: figures(*SA_PA[2:])
            for agency in ("088-thi-xa-sa-pa", "02779-xa-thanh-binh", "03022-xa-thanh-binh")
        },
    ),
    Case(
        "50 an agency twice",
        {"x": as_csv(squared(ii06a(SO_NOI_VU, SA_PA, (3, "SỞ  NỘI VỤ", *SO_NOI_VU[2:]))))},
        totals={"088-thi-xa-sa-pa": figures(*SA_PA[2:])},
    ),
    Case(
        "16 17 figures not there",
        {
            "x": as_csv(
                squared(
                    ii06a((1, "Sở Nội vụ", 100, "", "không có", 10, 90, 60, 25, 5, "1,0", 8, 2))
                )
            )
        },
        totals={"so-noi-vu": figures(100, None, None, 10, 90, 60, 25, 5, None, 8, 2)},
    ),
    Case(
        "9 a count shown in per cent",
        {
            "x": as_excel(
                Sheet(
                    squared(ii06a(SO_NOI_VU, SA_PA)),
                    merged=II06A_MERGED,
                    percents={"J8": 0.055, "J9": 1},
                )
            )
        },
        totals={
            "so-noi-vu": figures(100, 40, 50, 10, 90, 60, 25, None, 10, 8, 2),
            "088-thi-xa-sa-pa": figures(7, 3, 4, 0, 7, 7, 0, None, 0, 0, 0),
        },
    ),
    Case(
        "38 another period",
        {
            "x": as_csv(
                squared(
                    [
                        *ii06a()[:1],
                        ("Từ ngày 15/12/2021 đến ngày 14/06/2022",),
                        *ii06a(SO_NOI_VU)[2:],
                    ]
                )
            )
        },
        0,
    ),
    Case(
        "38 another period in words",
        {"x": as_csv(squared(titled("Kỳ báo cáo: Quý III/2022", SO_NOI_VU)))},
        0,
    ),
    Case(
        "38 another period, its days in words",
        {
            "x": as_csv(
                squared(
                    titled(
                        "Kỳ báo cáo: Quý III/2022 "
                        "(Từ ngày 15 tháng 6 năm 2022 đến ngày 14 tháng 9 năm 2022)",
                        SO_NOI_VU,
                    )
                )
            )
        },
        0,
    ),
    Case(
        "38 two periods",
        {
            "x": as_csv(
                squared(titled("So sánh 15/12/2020-14/12/2021 và 15/12/2021-14/12/2022", SO_NOI_VU))
            )
        },
        0,
    ),
    Case(
        "38 no days at all",
        {"x": as_csv(squared(titled("Tính đến ngày 14/12/2022", SO_NOI_VU)))},
        totals={"so-noi-vu": figures(*SO_NOI_VU[2:])},
    ),
    Case(
        "38 days of print and of the circular above the period",
        {
            "x": as_csv(
                squared(
                    [
                        ("Ban hành theo Thông tư 01/2020/TT-VPCP ngày 21/10/2020",),
                        ("Ngày xuất: 20/12/2022",),
                        *ii06a(SO_NOI_VU),
                    ]
                )
            )
        },
        totals={"so-noi-vu": figures(*SO_NOI_VU[2:])},
    ),
    Case(
        "totals of no known agency",
        {
            "x": as_csv(
                squared(
                    ii06a((1, "UBND TX Sa Pa", *SA_PA[2:]), (2, "Công an tỉnh Lào Cai", *SA_PA[2:]))
                )
            )
        },
        totals={},
    ),
    Case(
        "totals together with dossiers",
        {
            "a": as_csv((HEADS, *(dossier(n) for n in range(7)))),
            "b": as_csv(squared(ii06a((1, "Sở Nội vụ", 7, 0, 7, 0, 7, 6, 1, 0, 0, 0, 0), SA_PA))),
        },
        2,
        7,
        {
            "so-noi-vu": figures(7, 0, 7, 0, 7, 6, 1, 0, 0, 0, 0),
            "088-thi-xa-sa-pa": figures(*SA_PA[2:]),
        },
    ),
]
