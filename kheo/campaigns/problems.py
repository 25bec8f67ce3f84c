"""The catalogue of problems: every code, how severe it is, its Vietnamese sentence, how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """`block`: cannot be taken as it is; `warn`: taken and marked for a person; `info`: worth knowing."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True)
class Sort:
    """One line of the catalogue; `sentence` may name details in braces."""

    severity: Severity
    sentence: str


@dataclass(frozen=True)
class Problem:
    """One thing a person should mend or know, with the cell it concerns."""

    code: str
    at: str | None = None
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    @property
    def message(self) -> str:
        return CATALOGUE[self.code].sentence.format(**self.details)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "severity": str(self.severity), "at": self.at, "message": self.message}


def blocking(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.BLOCK for problem in problems)


CATALOGUE: dict[str, Sort] = {
    # What the readers may refuse (the codes come from kheo.office and kheo.confinement).
    "unreadable": Sort(
        Severity.BLOCK,
        "Không đọc được tệp này ({why}). Đề nghị mở tệp bằng Word hoặc Excel, "
        "lưu lại thành .docx hoặc .xlsx rồi gửi lại.",
    ),
    "empty_file": Sort(Severity.BLOCK, "Tệp rỗng, không có nội dung. Đề nghị kiểm tra lại và gửi tệp đã ghi đủ."),
    "damaged_file": Sort(
        Severity.BLOCK,
        "Tệp bị hỏng hoặc chưa tải lên hết ({why}). Đề nghị mở tệp trên máy, lưu lại thành tệp mới rồi gửi lại.",
    ),
    "hostile_file": Sort(
        Severity.BLOCK,
        "Tệp có cấu trúc bất thường nên không mở ({why}). Đề nghị chép nội dung sang biểu mẫu mới rồi gửi lại.",
    ),
    "too_large": Sort(
        Severity.BLOCK, "Tệp quá lớn so với một biểu mẫu ({why}). Đề nghị chỉ giữ phần biểu cần gửi rồi gửi lại."
    ),
    "too_many_forms": Sort(
        Severity.BLOCK,
        "Tệp có {count} biểu, chỉ đọc {most} biểu đầu. Đề nghị tách phần còn lại thành tệp khác rồi gửi.",
    ),
    "encrypted_file": Sort(Severity.BLOCK, "Tệp có đặt mật khẩu. Đề nghị bỏ mật khẩu rồi gửi lại."),
    "old_excel_file": Sort(
        Severity.BLOCK,
        "Đây là {why} của Excel, chưa đọc được. Đề nghị mở bằng Excel, chọn Lưu thành (Save As), "
        "kiểu Excel Workbook (.xlsx) rồi gửi lại.",
    ),
    "old_word_file": Sort(
        Severity.BLOCK,
        "Đây là {why}, cũ hơn Word 97, chưa đọc được. Đề nghị mở bằng Word hoặc LibreOffice, chọn Lưu thành (Save As), "
        "kiểu Word Document (.docx) rồi gửi lại.",
    ),
    "opendocument_file": Sort(
        Severity.BLOCK,
        "Đây là {why} không phải văn bản hay bảng tính (.odt, .ods), chưa đọc được. "
        "Đề nghị lưu thành .xlsx hoặc .docx rồi gửi lại.",
    ),
    "picture_file": Sort(
        Severity.BLOCK,
        "Đây là {why}, không đọc được thành biểu. Đề nghị gửi ảnh rõ cả trang (JPEG, PNG) hoặc tệp Word, Excel.",
    ),
    "html_file": Sort(
        Severity.BLOCK,
        "Đây là trang web lưu dưới tên khác, chưa đọc được. Đề nghị mở bằng Excel, lưu thành .xlsx rồi gửi lại.",
    ),
    "xml_file": Sort(
        Severity.BLOCK,
        "Đây là {why}, chưa đọc được. Đề nghị mở bằng Excel hoặc Word, lưu thành .xlsx hoặc .docx rồi gửi lại.",
    ),
    "archive_file": Sort(
        Severity.BLOCK, "Đây là {why}, không phải biểu mẫu. Đề nghị giải nén và gửi riêng từng tệp Word hoặc Excel."
    ),
    "unknown_kind": Sort(
        Severity.BLOCK, "Không nhận ra loại tệp này ({why}). Đề nghị gửi tệp Word (.docx), Excel (.xlsx) hoặc .csv."
    ),
    # What the readers saw and a person should know.
    "hidden_sheet": Sort(Severity.WARN, "Trang tính này bị ẩn mà có nội dung; đề nghị xem có phần nào cần tính không."),
    "formula_without_value": Sort(
        Severity.WARN, "Ô này có công thức chưa tính; đề nghị mở tệp bằng Excel, lưu lại, hoặc gõ thẳng giá trị."
    ),
    "error_value": Sort(Severity.WARN, "Công thức ở ô này bị lỗi; đề nghị sửa công thức hoặc gõ thẳng giá trị."),
    "covered_value": Sort(
        Severity.WARN, "Có chữ nằm khuất dưới ô gộp nên không được đọc; đề nghị bỏ gộp ô và xem lại."
    ),
    "macros": Sort(
        Severity.WARN, "Tệp có chứa macro; chỉ chữ và số trong ô được đọc. Không nên mở tệp này trên máy của cơ quan."
    ),
    "active_content": Sort(
        Severity.WARN, "Tệp có chèn tệp khác hoặc lấy dữ liệu từ tệp ngoài; chỉ phần chữ và số đang hiện được đọc."
    ),
    # What the Word reader saw but could not turn into text.
    "legacy_font": Sort(
        Severity.INFO,
        "Chữ gõ bằng bảng mã cũ ({encoding}) đã được đổi sang Unicode khi đọc, ở {count} chỗ kể từ chỗ này, "
        "ví dụ “{typed}” thành “{read}”. Tệp gốc vẫn giữ nguyên; đề nghị xem lại chữ đã đổi.",
    ),
    "embedded_left_out": Sort(
        Severity.WARN, "Có tệp khác chèn ở chỗ này, chưa đọc được phần này; đề nghị chép nội dung vào thẳng văn bản."
    ),
    "text_box_left_out": Sort(
        Severity.WARN, "Có chữ trong khung (text box) ở chỗ này, chưa đọc được; đề nghị đưa chữ ra ngoài khung."
    ),
    "form_field_left_out": Sort(
        Severity.WARN, "Có ô chọn của Word ở chỗ này, chưa đọc được lựa chọn; đề nghị gõ thành chữ."
    ),
    "active_field": Sort(
        Severity.WARN, "Chỗ này có trường lấy dữ liệu từ nơi khác; phần này chỉ được đọc như chữ đang hiện."
    ),
    # What reading paper may say (kheo.office.pages, kheo.intake.forms.scanned).
    "doubtful_value": Sort(
        Severity.WARN, "Máy đọc từ ảnh chụp, bản quét là “{text}” và chỉ chắc {sure}%; đề nghị đối chiếu với bản gốc."
    ),
    "pages_left_out": Sort(
        Severity.WARN, "Tệp có nhiều trang; các trang từ chỗ này trở đi chưa đọc. Đề nghị gửi riêng phần biểu."
    ),
    "page_unread": Sort(Severity.WARN, "Trang này không đọc được; đề nghị xem bản gốc hoặc gửi lại trang rõ hơn."),
    "scan_unreadable": Sort(
        Severity.BLOCK,
        "Đây là ảnh chụp hoặc bản quét mà máy chưa đọc được ({why}). Đề nghị gửi tệp Word hoặc Excel của biểu này.",
    ),
    # What reading a form may say (kheo.intake.reading).
    "unknown_columns": Sort(
        Severity.INFO, "Các cột không thuộc biểu này, hoặc đã có cột khác cùng nội dung, nên không đọc: {names}."
    ),
    "unknown_code": Sort(
        Severity.WARN, "Không hiểu “{text}” ở cột {label}; được giữ nguyên, đề nghị ghi theo từ dùng trong biểu mẫu."
    ),
    "words_left_out": Sort(
        Severity.INFO,
        "“{text}” ở cột {label} được hiểu là “{meant}”; biểu không có mục riêng cho phần chữ này nên không ghi lại.",
    ),
    "table_left_out": Sort(
        Severity.INFO, "Bảng ở chỗ này (“{text}”) không phải biểu đăng ký hay kết quả nên không đọc; đề nghị xem lại."
    ),
    "joined_line": Sort(Severity.INFO, "Dòng này không có số thứ tự và tên, được nối vào dòng trên."),
    "unnumbered_line": Sort(
        Severity.WARN, "Dòng này không có số thứ tự, được đọc thành một mô hình riêng; đề nghị xem có đúng không."
    ),
    "stray_text": Sort(Severity.WARN, "“{text}” đứng lẻ ngoài các dòng của biểu nên không đọc; đề nghị xem lại."),
    "nil_report": Sort(Severity.INFO, "Đơn vị báo là không có gì để đăng ký hoặc báo cáo."),
    "no_file": Sort(Severity.BLOCK, "Không mở được tệp này trên đĩa ({why}); đề nghị kiểm tra lại tên tệp."),
    "no_table": Sort(Severity.INFO, "Không thấy biểu đăng ký hay danh sách kết quả nào trong tệp."),
    "no_lines": Sort(Severity.INFO, "Biểu chưa ghi dòng nào."),
    # What checking an answer may say (kheo.records).
    "empty_form": Sort(
        Severity.BLOCK,
        "Biểu không có dòng nào được ghi; đề nghị ghi nội dung rồi gửi lại, hoặc ghi rõ là không có để báo cáo.",
    ),
    "missing_title": Sort(Severity.WARN, "Dòng này chưa ghi tên mô hình, điển hình; đề nghị ghi thêm."),
    "repeated_title": Sort(
        Severity.WARN, "Tên này đã ghi ở {first}; nếu là hai mô hình khác nhau, đề nghị ghi rõ để phân biệt."
    ),
    "missing_person": Sort(Severity.WARN, "Dòng của cá nhân chưa ghi họ và tên; đề nghị ghi thêm."),
    "unknown_area": Sort(
        Severity.WARN, "Lĩnh vực “{area}” không có trong công văn; đề nghị chọn một lĩnh vực nêu trong công văn."
    ),
    "short": Sort(Severity.WARN, "Đăng ký {what}."),
    "off_target": Sort(Severity.INFO, "So với định hướng của công văn: {what}."),
    "late": Sort(Severity.INFO, "Gửi sau hạn ({due})."),
    "not_registered": Sort(
        Severity.WARN, "Mô hình này không thấy trong danh sách đơn vị đã đăng ký; vẫn được ghi nhận, đề nghị xem lại."
    ),
    "doubtful_match": Sort(Severity.WARN, "Được hiểu là mô hình đã đăng ký “{title}”; đề nghị xem có đúng không."),
    "not_reported": Sort(
        Severity.WARN,
        "Còn {count} mô hình đã đăng ký chưa báo cáo: {titles}. Mô hình không đạt hiệu quả thì báo cáo "
        "là mô hình thực hiện không nhân rộng được.",
    ),
    "missing_outcome": Sort(
        Severity.WARN, "Chưa ghi kết quả của mô hình này; đề nghị ghi kết quả, hoặc ghi là không nhân rộng được."
    ),
    "unclear_date": Sort(Severity.WARN, "Không hiểu ngày “{text}”; đề nghị ghi theo dạng 05/10/2022."),
    # What the pipeline may say of a submission (kheo.intake).
    "no_form": Sort(
        Severity.WARN, "Trong tệp không thấy biểu nào của đợt này; cần cán bộ xem. Biểu mẫu gửi kèm công văn."
    ),
    "no_attachment": Sort(
        Severity.WARN, "Thư không có tệp Word, Excel nào đính kèm để đọc; cần cán bộ đọc thư và nhập thay."
    ),
    "links_instead": Sort(
        Severity.BLOCK,
        "Thư chỉ có đường dẫn ({link}) mà không có tệp; hệ thống không mở đường dẫn. "
        "Đề nghị tải tệp về rồi đính kèm thẳng vào thư và gửi lại.",
    ),
    "attachment_too_large": Sort(
        Severity.BLOCK,
        "Tệp đính kèm “{name}” quá lớn nên không đọc. Đề nghị giảm cỡ ảnh hoặc gửi riêng từng tệp trong nhiều thư.",
    ),
    "automatic_letter": Sort(Severity.INFO, "Thư do máy tự gửi (báo vắng mặt, báo đã nhận…), không có tệp để đọc."),
    "nil_letter": Sort(
        Severity.INFO,
        "Lời thư có vẻ báo là đơn vị không có gì để đăng ký hoặc báo cáo; xem thư rồi nhập thay cho đơn vị.",
    ),
    "attached_before": Sort(Severity.INFO, "Tệp đính kèm “{name}” đã nhận trước đây, mã {code}."),
    "unknown_unit": Sort(Severity.WARN, "Chưa rõ tệp này của đơn vị nào; cần cán bộ chọn đơn vị."),
    "unsure_unit": Sort(Severity.WARN, "Chưa chắc tệp này của đơn vị nào, có thể là {name}; cần cán bộ xác nhận."),
    "unproven_sender": Sort(
        Severity.WARN,
        "Máy chủ thư không xác minh được người gửi {sender} (SPF, DKIM hoặc DMARC không đạt); cần cán bộ xem có đúng "
        "là đơn vị gửi.",
    ),
    "stranger_replaces": Sort(
        Severity.WARN,
        "{name} đã có bản được ghi nhận, mã {code}; tệp này gửi từ địa chỉ chưa biết {sender} nên chưa thay bản ấy; "
        "cần cán bộ xem hai bản.",
    ),
    "several_units": Sort(
        Severity.WARN,
        "Cột “{heading}” ghi nhiều đơn vị ({names}), mà cả biểu được nhận là của một đơn vị; cần cán bộ tách dòng cho "
        "từng đơn vị hoặc xác nhận.",
    ),
    "other_head": Sort(
        Severity.WARN, "Đầu biểu ghi {head}, nhưng được gửi cho {unit}; đề nghị xem có gửi nhầm tệp không."
    ),
    "not_asked": Sort(Severity.WARN, "{name} không thuộc đối tượng phải gửi theo công văn này; cần cán bộ xem."),
    "unsure_call": Sort(Severity.WARN, "Chưa rõ tệp này trả lời nội dung nào của công văn; cần cán bộ chọn."),
    "another_portion": Sort(
        Severity.WARN,
        "Trong cùng tệp đã có một biểu của {name} cho nội dung này, mã {code}; cần cán bộ xem hai biểu là một hay biểu "
        "này của đơn vị khác.",
    ),
    "mend_unfitting": Sort(
        Severity.WARN, "Ô này trước đã sửa thành “{now}”, nay tệp đọc ra khác nên chưa sửa theo; đề nghị xem lại."
    ),
    "given_back": Sort(Severity.WARN, "Cán bộ đề nghị bổ sung: {reason}"),
    "not_carried_on": Sort(Severity.INFO, "Đơn vị cho biết không tiếp tục thực hiện của năm trước: {titles}."),
    "withdrawn_by_unit": Sort(
        Severity.INFO, "Đơn vị đã rút lại bản này trước khi cán bộ mở xem; không tính là trả lời."
    ),
    "taken_back": Sort(
        Severity.INFO, "Việc tách hoặc chuyển đến đây đã được hoàn tác; phần này không tính là trả lời."
    ),
    "stumbled": Sort(
        Severity.WARN, "Máy gặp lỗi ngoài dự tính khi ghi nhận tệp này; tệp vẫn được giữ nguyên, cần cán bộ xem."
    ),
    # A campaign's file (campaigns.loading); `at` is the path of the key.
    "file_not_toml": Sort(Severity.BLOCK, "Tệp không phải TOML hợp lệ: {why}."),
    "key_missing": Sort(Severity.BLOCK, "Thiếu mục “{key}”."),
    "key_unknown": Sort(Severity.BLOCK, "Không có mục nào tên “{key}” ở đây; các mục dùng được: {known}."),
    "key_wrong": Sort(Severity.BLOCK, "Mục “{key}” phải là {wanted}."),
    "value_too_long": Sort(Severity.BLOCK, "Mục “{key}” dài {length} chữ, chỉ được tối đa {most}."),
    "value_not_allowed": Sort(Severity.BLOCK, "“{value}” không dùng được ở mục “{key}”; chọn một trong: {allowed}."),
    "value_twice": Sort(Severity.BLOCK, "Mã “{value}” đã dùng ở trên; mỗi mã chỉ dùng một lần."),
    "bounds_missing": Sort(Severity.BLOCK, "Yêu cầu này chưa có mức: ghi “least” (ít nhất), “most” (nhiều nhất)."),
    "bounds_crossed": Sort(Severity.BLOCK, "Mức ít nhất ({least}) lớn hơn mức nhiều nhất ({most})."),
    "root_unknown": Sort(
        Severity.BLOCK, "Không có đơn vị mã “{code}”; hãy nạp danh sách đơn vị trước (kheo import units)."
    ),
    "strand_unknown": Sort(Severity.BLOCK, "Không có nội dung (strands) nào mang mã “{code}”."),
    "campaign_published": Sort(
        Severity.BLOCK,
        "Đợt “{slug}” đã ban hành nên không sửa, nạp lại hay ban hành lần nữa; "
        "gia hạn, miễn hoặc giao thêm từng đơn vị ở bảng theo dõi, hoặc lập đợt mới với mã khác.",
    ),
    # Before publishing, and where the letter and its rules part (campaigns.planning, campaigns.letter_text).
    "campaign_not_published": Sort(Severity.BLOCK, "Đợt này chưa ban hành nên chưa giao cho đơn vị nào được."),
    "campaign_without_calls": Sort(Severity.BLOCK, "Đợt này chưa yêu cầu đơn vị gửi gì; thêm ít nhất một nội dung."),
    "call_due_before_letter": Sort(Severity.WARN, "Hạn của “{call}” đã qua vào lúc ban hành."),
    "call_owed_by_nobody": Sort(
        Severity.BLOCK, "Không đơn vị nào phải gửi “{call}”: xem lại loại đơn vị và khối, hoặc đánh dấu giao riêng."
    ),
    "rule_binds_nobody": Sort(Severity.WARN, "Yêu cầu “{rule}” không áp dụng cho đơn vị nào phải gửi."),
    "place_unknown": Sort(Severity.BLOCK, "Chỗ trống {{{place}}} trong lời thư không có gì để điền."),
    "letter_says_otherwise": Sort(
        Severity.WARN, "Lời thư ghi “{typed}”, khác với quy định của đợt; nên thay bằng chỗ trống tự điền."
    ),
    "letter_leaves_unsaid": Sort(Severity.WARN, "Lời thư chưa nói đến {what}."),
}
