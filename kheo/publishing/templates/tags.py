"""The tags of templates: name, what stands there, and a sentence for the person who edits the template in Word.

All come from `papers.Paper` and the set words of a rule set (values.py); a template can reach nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kheo.publishing.documents.kind import Kind

# Công văn in a rule set's own words prints no type; lists have no type at all.
LETTER, MINUTES, PROPOSAL = "Công văn", "Biên bản", "Tờ trình"
_EACH = {"noi_dung": "doan", "tham_quyen": "doan", "cac_phu_luc": "phu_luc", "dong": "dong", "cot": "cot", "o": "o"}
_ANNEX = (
    ("ten", "optional", "“Phụ lục”, có số thứ tự nếu có từ hai phụ lục"),
    ("tieu_de", "optional", "Tiêu đề: “Danh sách”, “Biểu tổng hợp”"),
    ("phu_de", "optional", "Tên của bảng, dưới tiêu đề"),
    ("kem_theo", "optional", "Dòng “Kèm theo …” chỉ văn bản mà phụ lục đi cùng"),
    ("ghi_chu", "optional", "Ghi chú dưới tên bảng, như thời điểm tính số liệu"),
    ("gach", "optional", "Dấu gạch dưới phần tiêu đề phụ lục, nếu bộ quy tắc có"),
    ("ca_bang", "block", "Cả bảng, trình bày sẵn theo bộ quy tắc; đứng một mình trong đoạn"),
    ("cot[].ten", "text", "Tên cột: {{ cot[0].ten }} là cột đầu"),
    ("cot[].chu_thich", "text", "Phần trong ngoặc sau tên cột"),
    ("cot[].nhom", "text", "Tên nhóm cột ở dòng trên"),
    ("dong[].o[]", "lines", "Một ô của dòng: {{ dong.o[0] }} là ô đầu; dòng gọi bằng {%tr for dong in … %}"),
    ("dong[].chu", "lines", "Chữ của dòng đề mục chạy suốt bảng (tên khối, tên đơn vị, tổng cộng)"),
    ("dong[].la_nhom_1", "flag", "Dòng này là đề mục cấp một"),
    ("dong[].la_nhom_2", "flag", "Dòng này là đề mục cấp hai"),
    ("dong[].giu", "flag", ""),
    ("cuoi", "text", ""),
    ("cach", "number", ""),
)
_PARAGRAPH = (
    ("chu", "spans", "Chữ của đoạn, giữ chỗ in đậm, in nghiêng; viết {{r doan.chu }}"),
    ("so", "text", "Số thứ tự hoặc gạch đầu dòng, kèm dấu cách; trống nếu đoạn không có"),
    ("la_de_muc", "flag", "Đoạn là đề mục (“I. MỤC ĐÍCH, YÊU CẦU”)"),
    ("la_dieu", "flag", "Đoạn là một điều (“Điều 1.”)"),
    ("la_quyet_dinh", "flag", "Đoạn là dòng “QUYẾT ĐỊNH:”"),
    ("la_giua", "flag", "Đoạn đặt giữa dòng"),
    ("ma_qr", "picture", "Mã QR dẫn đến trang của đợt thi đua, dưới đoạn nói về nó"),
    ("giu", "flag", ""),
    ("giu_ma", "flag", ""),
)
# Names set centred in several lines about equally long: how far each is set in is measured for every paper.
INDENTED = ("co_quan_cap_tren", "co_quan", "trich_yeu", "do_khan", "pham_vi")
# Path, what it gives, what it means; [] is each one of a list. Without a meaning: for the program's own use.
_ALL = (
    ("co_quan_cap_tren", "paragraphs", "Cơ quan cấp trên trực tiếp"),
    ("co_quan", "paragraphs", "Cơ quan ban hành"),
    ("so_ky_hieu", "text", "Số và ký hiệu như in, ví dụ “Số 05-CV/BTGDVTU”; bản thảo để trống số"),
    ("ky_hieu", "text", "Riêng ký hiệu, ví dụ “CV/BTGDVTU”"),
    ("dia_danh_ngay_thang", "text", "Địa danh và ngày, tháng, năm như in"),
    ("dia_danh", "text", "Riêng địa danh"),
    ("ngay_thang", "text", "Riêng ngày, tháng, năm"),
    ("ten_loai", "optional", "Tên loại văn bản: Kế hoạch, Thông báo…"),
    ("trich_yeu", "paragraphs", "Trích yếu như in (công văn có “về việc”)"),
    ("trich_yeu_goc", "text", "Trích yếu, không có chữ nào thêm vào"),
    ("do_khan", "optional", "Độ khẩn; trống thì cả đoạn được bỏ"),
    ("pham_vi", "optional", "Phạm vi lưu hành in ở đầu trang thứ nhất"),
    ("pham_vi_cuoi", "optional", "Phạm vi lưu hành in ở chân trang cuối"),
    ("du_thao", "optional", "“Dự thảo lần …”"),
    ("kinh_gui[]", "text", "Từng nơi kính gửi, có gạch đầu dòng và dấu cuối"),
    ("kinh_gui_mot", "optional", "Nơi kính gửi duy nhất, đặt cùng dòng “Kính gửi:”"),
    ("kinh_gui_dai", "optional", "Nơi kính gửi duy nhất có tên dài hơn một dòng"),
    ("kinh_gui_dau", "optional", "Nơi kính gửi đầu tiên khi có từ hai nơi"),
    ("kinh_gui_giua[]", "text", "Các nơi kính gửi giữa nơi đầu và nơi cuối"),
    ("kinh_gui_cuoi", "optional", "Nơi kính gửi cuối cùng khi có từ hai nơi"),
    ("tham_quyen[]", _PARAGRAPH, "Các đoạn trên phần căn cứ (ai ban hành quyết định)"),
    ("can_cu[]", "text", "Từng căn cứ, có gạch đầu dòng và dấu cuối"),
    ("noi_dung[]", _PARAGRAPH, "Các đoạn của nội dung, theo thứ tự"),
    ("chuc_vu_dau", "spans", "Dòng đầu trên chữ ký: quyền hạn hoặc chức vụ, đã viết hoa"),
    ("chuc_vu_sau[]", "spans", "Các dòng quyền hạn, chức vụ tiếp theo"),
    ("chuc_vu_tren_ten", "paragraphs", "Chức danh ghi ngay trên họ tên, nếu có"),
    ("nguoi_ky", "text", "Họ tên người ký"),
    ("chuc_vu_trai_dau", "spans", "Dòng đầu trên chữ ký bên trái (biên bản, văn bản liên tịch)"),
    ("chuc_vu_trai_sau[]", "spans", "Các dòng tiếp theo trên chữ ký bên trái"),
    ("chuc_vu_trai_tren_ten", "paragraphs", "Chức danh ghi ngay trên họ tên bên trái, nếu có"),
    ("nguoi_ky_trai", "text", "Họ tên người ký bên trái"),
    ("noi_nhan[]", "text", "Từng nơi nhận, có gạch đầu dòng và dấu cuối"),
    ("nguoi_soan", "optional", "Người soạn thảo và số bản"),
    ("lien_he", "optional", "Dòng thông tin liên hệ"),
    ("bang", _ANNEX, "Bảng của danh sách, biểu"),
    ("cac_phu_luc[]", _ANNEX, "Các phụ lục kèm theo, mỗi phụ lục một bảng"),
    ("thut", tuple((f"{name}[]", "number", "") for name in INDENTED), ""),
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A tag as the page lists it: how it is typed in Word, and what stands there."""

    typed: str
    says: str


def meanings(kind: Kind) -> list[Meaning]:
    """The tags that mean something in templates of this kind, in the order of a paper."""
    unused = _unused(kind)
    if kind.type_name != MINUTES:
        unused |= {path.removesuffix("[]") for path, _, _ in _ALL if "_trai" in path}
    return [
        one for path, sort, says in _ALL if path.removesuffix("[]") not in unused for one in _meanings(path, sort, says)
    ]


def shape(kind: Kind) -> dict[str, Any]:
    """The skeleton of the values, by which tags are checked (confined/language.py)."""
    unused = _unused(kind)
    return _shape([(path, sort) for path, sort, _ in _ALL if path.removesuffix("[]") not in unused])


def whole_shape() -> dict[str, Any]:
    """As `shape`, of all kinds together: what a template that was checked before may name."""
    return _shape([(path, sort) for path, sort, _ in _ALL])


def required(kind: Kind) -> list[tuple[list[str], str, str]]:
    """(names of which one must be used, words that do instead, the sentence where none is) for this kind."""
    lost = "Mẫu không còn chỗ cho {what}; đặt lại thẻ {tag}."
    wanted = [
        (["co_quan"], "", "tên cơ quan ban hành", "{{ co_quan }}"),
        (["dia_danh_ngay_thang", "ngay_thang"], "", "địa danh, ngày tháng", "{{ dia_danh_ngay_thang }}"),
        (["chuc_vu_dau"], "", "quyền hạn, chức vụ người ký", "{{r chuc_vu_dau }}"),
        (["nguoi_ky"], "", "họ tên người ký", "{{ nguoi_ky }}"),
        (["noi_nhan"], "", "nơi nhận", "{%p for noi in noi_nhan %}"),
    ]
    if kind.type_name:
        wanted.append((["so_ky_hieu"], "", "số và ký hiệu", "{{ so_ky_hieu }}"))
        wanted.append((["trich_yeu", "trich_yeu_goc"], "", "trích yếu", "{{ trich_yeu }}"))
        wanted.append((["noi_dung"], "", "nội dung", "{%p for doan in noi_dung %}"))
        wanted.append((["cac_phu_luc"], "", "các phụ lục", "{%p for phu_luc in cac_phu_luc %}"))
    else:
        wanted.append((["bang"], "", "bảng", "{{ bang.ca_bang }} hoặc {%tr for dong in bang.dong %}"))
        wanted.append((["phu_de"], "", "tên bảng", "{{ bang.phu_de }}"))
    if is_typed(kind):
        wanted.append((["ten_loai"], kind.type_name, "tên loại văn bản", "{{ ten_loai }}"))
    if kind.addressed:
        names = ["kinh_gui", "kinh_gui_mot", "kinh_gui_dau"]
        wanted.append((names, "", "nơi kính gửi", "{{ kinh_gui_mot }}, {{ kinh_gui_dau }}"))
    if kind.type_name == MINUTES:
        wanted.append((["nguoi_ky_trai"], "", "chữ ký bên trái", "{{ nguoi_ky_trai }}"))
    return [(names, words, lost.format(what=what, tag=tag)) for names, words, what, tag in wanted]


def is_typed(kind: Kind) -> bool:
    """Does it print its type (tên loại)? Lists have none, letters do not print it."""
    return kind.type_name not in {"", LETTER}


def _unused(kind: Kind) -> set[str]:
    """Names that have no sense in this kind: a list has no text, a letter prints no type."""
    if not kind.type_name:
        letters = {path.removesuffix("[]") for path, _, _ in _ALL if path.startswith(("kinh_gui", "tham_quyen"))}
        return letters | {
            "can_cu",
            "noi_dung",
            "cac_phu_luc",
            "trich_yeu",
            "trich_yeu_goc",
            "ten_loai",
            "so_ky_hieu",
            "ky_hieu",
        }
    return {"bang"} if is_typed(kind) else {"bang", "ten_loai", "tham_quyen", "can_cu"}


def _meanings(path: str, sort: Any, says: str) -> Iterator[Meaning]:
    name, listed = path.removesuffix("[]"), path.endswith("[]")
    if not says:
        return
    if isinstance(sort, str):
        each = "can" if name == "can_cu" else "dong" if sort == "spans" else "noi"
        yield Meaning(f"{{%p for {each} in {name} %}} … {_typed(each, sort)}" if listed else _typed(name, sort), says)
        return
    root = _EACH.get(name, name)
    yield Meaning(f"{{%p for {root} in {name} %}} … {{%p endfor %}}" if listed else f"{name}.…", says)
    for inner, leaf, inner_says in sort:
        if inner_says:
            yield Meaning(_typed(_within(root, inner), leaf), inner_says)


def _within(root: str, path: str) -> str:
    """'dong[].la_nhom_1' of an annex is written dong.la_nhom_1, since rows are gone through by a loop of that name."""
    if "[]" not in path:
        return f"{root}.{path}"
    listed, _, rest = path.partition("[]")
    whole = f"{listed}{rest}" if listed == "dong" else f"{root}.{listed}[0]{rest}"
    return whole.replace("[]", "[0]")


def _typed(name: str, sort: Any) -> str:
    if sort == "flag":
        return f"{{%p if {name} %}}"
    return f"{{{{r {name} }}}}" if sort == "spans" else f"{{{{ {name} }}}}"


def _shape(paths: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path, sort in paths:
        leaf = sort if isinstance(sort, str) else _shape([(inner, one) for inner, one, _ in sort])
        _place(found, path, leaf)
    return found


def _place(record: dict[str, Any], path: str, leaf: Any) -> None:
    head, dot, rest = path.partition(".")
    name = head.removesuffix("[]")
    if not dot:
        record[name] = [leaf] if head.endswith("[]") else leaf
        return
    inner = record.setdefault(name, [{}] if head.endswith("[]") else {})
    _place(inner[0] if isinstance(inner, list) else inner, rest, leaf)
