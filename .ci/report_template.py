"""Write params/documents/report.docx, the template of the draft report.

Run it after a change of this file: `.venv/bin/python .ci/report_template.py`. The same script gives
the same bytes. What the report says is filled in by `helpers.documents.docx`; the names between
braces are the fields of `helpers.documents.report.Report`.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from helpers.documents.docx import repacked

PATH = Path(__file__).parents[1] / "params" / "documents" / "report.docx"
FONT = "Times New Roman"
CENTRE, BOTH, LEFT = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
    WD_ALIGN_PARAGRAPH.LEFT,
)
FIXED = datetime(2000, 1, 1, tzinfo=UTC)
RESULT_WIDTHS = (1.0, 6.4, 3.4, 6.2, 3.4, 4.2)  # cm
DOSSIER_WIDTHS = (4.0, *[1.85] * 11)
TASK_WIDTHS = (1.8, 11.8, 2.2, 2.2, 2.2, 2.2, 2.2)


def main() -> None:
    """Write the template."""
    made = Document()
    _properties(made)
    _styles(made)
    _page(made.sections[0], landscape=False)
    made.sections[0].different_first_page_header_footer = True
    _head(made)
    _body(made)
    _foot(made)
    _annexes(made)
    _headers(made)
    out = io.BytesIO()
    made.save(out)
    PATH.parent.mkdir(parents=True, exist_ok=True)
    PATH.write_bytes(repacked(out.getvalue()))
    print(f"{PATH}: {PATH.stat().st_size} bytes")


def _properties(made: Document) -> None:
    given = made.core_properties
    given.author = given.last_modified_by = given.comments = given.keywords = ""
    given.title, given.subject, given.language = "{{ title }}", "{{ marks }}", "vi-VN"
    given.created = given.modified = FIXED
    given.revision = 1


def _styles(made: Document) -> None:
    kept = ("Normal Table", "Table Grid", "No List")
    for style in list(made.styles):
        if style.type in (WD_STYLE_TYPE.TABLE, WD_STYLE_TYPE.LIST) and style.name not in kept:
            style.delete()
    style = made.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.space_after = Pt(0)
    for level, size in ((1, 14), (2, 14)):
        heading = made.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.bold = FONT, Pt(size), True
        heading.font.italic, heading.font.color.rgb = False, None
        heading.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:ascii"), FONT)
        for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            heading.element.rPr.rFonts.attrib.pop(qn(name), None)
        for colour in heading.element.rPr.findall(qn("w:color")):
            heading.element.rPr.remove(colour)
        heading.paragraph_format.space_before = Pt(8)
        heading.paragraph_format.space_after = Pt(4)
        heading.paragraph_format.first_line_indent = Cm(1.27)


def _page(section: object, landscape: bool) -> None:
    short, long = Cm(21), Cm(29.7)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.header_distance = Cm(1)


def _line(
    place: object, text: str, size: float = 14, align: object = CENTRE, **how: bool
) -> object:
    """A paragraph of one run; `how`: bold, italic."""
    paragraph = place.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), how.get("bold"), how.get("italic")
    return paragraph


def _rule(place: object, indent: float) -> None:
    """A short line, so many centimetres from both ends of its cell."""
    paragraph = _line(place, "", 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(indent)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()
    # Word wants the properties of a paragraph in their order.
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")
    mark = OxmlElement("w:rPr")  # the height of an empty paragraph is that of its mark
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "4")
    mark.append(size)
    properties.append(mark)


def _cell(table: object, row: int, column: int) -> object:
    cell = table.cell(row, column)
    cell._tc.remove(cell.paragraphs[0]._p)
    return cell


def _head(made: Document) -> None:
    table = made.add_table(1, 2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in enumerate((Cm(6.3), Cm(10.2))):
        table.columns[column].width = table.cell(0, column).width = width
    left, right = _cell(table, 0, 0), _cell(table, 0, 1)
    _line(left, "{{ above }}", 13)
    _line(left, "{{ issuer }}", 13, bold=True)
    _rule(left, 2.2)
    _line(left, "{{ number }}", 13).paragraph_format.space_before = Pt(6)
    _line(left, "{{ draft }}", 13, bold=True).paragraph_format.space_before = Pt(4)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    _rule(right, 2.2)
    _line(right, "{{ place_and_day }}", 14, italic=True).paragraph_format.space_before = Pt(6)
    _line(right, "{{ simulated }}", 13, bold=True).paragraph_format.space_before = Pt(4)
    _line(made, "BÁO CÁO", 14, bold=True).paragraph_format.space_before = Pt(18)
    _line(made, "{{ title }}", 14, bold=True).paragraph_format.space_after = Pt(12)


def _text(made: Document, text: str, italic: bool = False, size: float = 14) -> None:
    paragraph = _line(made, text, size, BOTH, italic=italic)
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.space_after = Pt(6)


def _body(made: Document) -> None:
    made.add_paragraph("{%p for part in parts %}")
    made.add_paragraph("{{ part.title }}", style="Heading 1")
    made.add_paragraph("{%p for section in part.sections %}")
    made.add_paragraph("{%p if section.title %}")
    made.add_paragraph("{{ section.title }}", style="Heading 2")
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p for line in section.lines %}")
    _text(made, "{{ line }}")
    for _ in range(3):
        made.add_paragraph("{%p endfor %}")
    _text(made, "{{ closing }}")


def _foot(made: Document) -> None:
    table = made.add_table(1, 2)
    table.autofit = False
    for column, width in enumerate((Cm(8.2), Cm(8.3))):
        table.columns[column].width = table.cell(0, column).width = width
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = _cell(table, 0, 0), _cell(table, 0, 1)
    _line(left, "Nơi nhận:", 12, LEFT, bold=True, italic=True)
    left.add_paragraph("{%p for name in recipients %}")
    _line(left, "- {{ name }}", 11, LEFT)
    left.add_paragraph("{%p endfor %}")
    _line(right, "{{ signer }}", 14, bold=True)
    _line(right, "{{ blank }}", 13, italic=True).paragraph_format.space_before = Pt(60)
    made.add_paragraph("{%p if unverified %}")
    heading = _line(made, "{{ form_title }}", 12, LEFT, bold=True, italic=True)
    heading.paragraph_format.space_before = Pt(18)
    made.add_paragraph("{%p for line in unverified %}")
    _line(made, "- {{ line }}", 12, BOTH, italic=True)
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{%p endif %}")


def _annexes(made: Document) -> None:
    section = made.add_section(WD_SECTION.NEW_PAGE)
    _page(section, landscape=True)
    section.different_first_page_header_footer = False
    made.add_paragraph("{%p for annex in results %}")
    title = _line(made, "{{ annex.title }}", 13, bold=True)
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(12), Pt(4)
    title.paragraph_format.keep_with_next = True
    _table(made, 6, RESULT_WIDTHS)
    made.add_paragraph("{%p endfor %}")
    for name, widths in (("dossiers", DOSSIER_WIDTHS), ("tasks", TASK_WIDTHS)):
        made.add_paragraph(f"{{%p if {name}.rows %}}")
        title = _line(made, f"{{{{ {name}.title }}}}", 13, bold=True)
        title.paragraph_format.space_before, title.paragraph_format.page_break_before = Pt(12), True
        _line(made, f"{{{{ {name}.note }}}}", 12, italic=True)
        _table(made, len(widths), widths, name)
        made.add_paragraph("{%p endif %}")
    made.add_paragraph()  # Word wants one after the last table


def _table(made: Document, columns: int, widths: tuple[float, ...], name: str = "annex") -> None:
    """A table with the heads repeated on every page, a row for each row of the annex."""
    table = made.add_table(4, columns)
    table.style = "Table Grid"
    table.autofit = False
    for column, width in enumerate(widths):
        table.columns[column].width = Cm(width)
        for row in range(4):
            table.cell(row, column).width = Cm(width)
    for column in range(columns):
        for row, words in ((0, f"heads[{column}]"), (2, f"row[{column}]")):
            place = _cell(table, row, column)
            of = f"{name}.{words}" if row == 0 else words
            first = column == 0 and name != "dossiers"
            right = row == 2 and name != "annex" and column > (0 if name == "dossiers" else 1)
            align = CENTRE if row == 0 or first else WD_ALIGN_PARAGRAPH.RIGHT if right else LEFT
            _line(place, f"{{{{ {of} }}}}", 11, align, bold=row == 0)
    for row, words in ((1, f"{{%tr for row in {name}.rows %}}"), (3, "{%tr endfor %}")):
        table.cell(row, 0).text = words
    for row in (table.rows[0], table.rows[2]):
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _headers(made: Document) -> None:
    """The number of the page in the middle of the top margin, not on the first page; the marks."""
    header = made.sections[0].header
    paragraph = header.paragraphs[0]
    paragraph.alignment = CENTRE
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = words
        run._r.append(part)
    _line(header, "{{ marks }}", 10, bold=True)
    made.sections[0].first_page_header.paragraphs[0].alignment = CENTRE


if __name__ == "__main__":
    main()
