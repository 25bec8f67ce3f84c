"""OpenDocument texts say what is shown: merged cells, deletions out, notes and boxes after the text."""

from kheo.office.tables import Line, Span
from kheo.office.word.odt import read
from tests.office.hostile_documents import open_text

_STYLES = """
<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">
 <office:font-face-decls><style:font-face style:name="F1" svg:font-family="'.VnTime', serif"/></office:font-face-decls>
 <office:styles>
  <style:style style:name="Old" style:family="paragraph"><style:text-properties style:font-name="F1"/></style:style>
  <style:style style:name="Older" style:family="paragraph" style:parent-style-name="Old"/>
  <style:style style:name="H" style:family="text"><style:text-properties style:font-name=".VnTimeH"/></style:style>
  <style:style style:name="V" style:family="text"><style:text-properties text:display="none"/></style:style>
 </office:styles>
</office:document-styles>"""


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def lines(body: str) -> list[str]:
    return [line.text for line in read(open_text(body, **{"styles.xml": _STYLES})).lines]


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{p(text)}</table:table-cell>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"


def test_lists_sections_and_headings_are_text() -> None:
    body = f"<text:h>I. Mở đầu</text:h><text:list><text:list-item>{p('a')}</text:list-item></text:list>"
    body += f'<text:section>{p("b")}</text:section><text:section text:display="none">{p("ẩn")}</text:section>'

    assert lines(body) == ["I. Mở đầu", "a", "b"]


def test_only_what_is_shown_counts() -> None:
    deleted = f"<text:tracked-changes><text:changed-region>{p('cũ')}</text:changed-region></text:tracked-changes>"
    shown = 'a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d<text:span text:style-name="V">ẩn</text:span>'
    shown += "<text:placeholder>Bấm</text:placeholder><office:annotation><text:p>x</text:p></office:annotation>e"

    assert lines(deleted + p(shown)) == ["a b c\nde"]


def test_notes_and_boxes_follow_the_text() -> None:
    note = (
        f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('chú')}</text:note-body></text:note>"
    )
    box = f"<draw:frame><draw:text-box>{p('khung')}{table(cell('x'))}</draw:text-box></draw:frame>"

    book = read(open_text(p(f"a{note}{box}b")))

    assert book.lines == (
        Line("ab", "paragraph 1", before=0),
        Line("chú", "paragraph 2", before=0),
        Line("khung", "paragraph 3", before=0),
    )
    assert [made.cells for made in book.tables] == [{(0, 0): "x"}]


def test_merged_cells_stand_once() -> None:
    covered = "<table:covered-table-cell/>"
    head = cell("STT", 'table:number-rows-spanned="2"') + cell("Đơn vị", 'table:number-columns-spanned="2"') + covered
    head = f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>"
    below = f"<table:table-row>{covered}{cell('A')}{cell('B')}</table:table-row>"

    (made,) = read(open_text(f"<table:table>{head}{below}</table:table>")).tables

    assert made.cells == {(0, 0): "STT", (0, 1): "Đơn vị", (1, 1): "A", (1, 2): "B"}
    assert made.spans == (Span(0, 0, 1, 0), Span(0, 1, 0, 2))


def test_repeated_cells_and_rows_stand_as_often() -> None:
    rows = "<table:table-row table:number-rows-repeated='3'><table:table-cell/></table:table-row>"
    twice = cell("a", 'table:number-columns-repeated="2"')

    (made,) = read(open_text(f"<table:table>{rows}<table:table-row>{twice}</table:table-row></table:table>")).tables

    assert made.cells == {(3, 0): "a", (3, 1): "a"}


def test_a_table_in_a_cell_follows_its_outer_table() -> None:
    inner = f"<table:table-cell>{p('trước')}{table(cell('trong'))}{p('sau')}</table:table-cell>"

    made = read(open_text(table(inner) + table(cell("cuối")))).tables

    assert [(one.name, one.cells) for one in made] == [
        ("table 1", {(0, 0): "trước\nsau"}),
        ("table 2", {(0, 0): "trong"}),
        ("table 3", {(0, 0): "cuối"}),
    ]


def test_letters_of_old_fonts_are_read_by_their_styles() -> None:
    assert lines(p("§¶ng ñy x· M­êng So", "Older") + p('bé <text:span text:style-name="H">céng</text:span>', "Old")) == [
        "Đảng ủy xã Mường So",
        "bộ CỘNG",
    ]
