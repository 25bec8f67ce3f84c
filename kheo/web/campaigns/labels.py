"""What each key of a campaign is called on screen; the keys are those of its file."""

from kheo.campaigns.letter_text import PARTS
from kheo.campaigns.models import Campaign, Requirement
from kheo.campaigns.requirements import MEASURES

LABELS = {
    "slug": "Mã trong địa chỉ (chữ thường, không dấu)",
    "title": "Tên",
    "year": "Năm",
    "root": "Mã đơn vị phát động",
    "regime": "Hệ văn bản",
    "parent_organ": "Cơ quan cấp trên",
    "organ": "Cơ quan ban hành",
    "organ_symbol": "Ký hiệu cơ quan",
    "place": "Địa danh",
    "document_type": "Loại văn bản",
    "document_symbol": "Ký hiệu loại",
    "number": "Số",
    "issued_on": "Ngày ban hành",
    "subject": "Trích yếu",
    "recipients": "Nơi nhận (mỗi dòng một nơi)",
    "signer_titles": "Chức vụ người ký (mỗi dòng một dòng in)",
    "signer_name": "Họ tên người ký",
    "collector": "Nơi tổng hợp",
    "email": "Hộp thư nhận",
    "addressees": "Kính gửi (mỗi dòng một nơi)",
    "code": "Mã",
    "name": "Tên",
    "dated": "Ngày",
    "issuer": "Cơ quan ban hành",
    "strand": "Mã mảng",
    "synonyms": "Cách gọi khác (mỗi dòng một cách)",
    "upper_code": "Mã ở cấp trên",
    "paper": "Biểu mẫu",
    "form_title": "Tên biểu in trên mẫu",
    "due_at": "Hạn (trước giờ này)",
    "due_wording": "Cách ghi hạn",
    "audience_kinds": "Loại đơn vị phải gửi (trống: mọi loại)",
    "audience_blocs": "Khối phải gửi (trống: mọi khối)",
    "by_choice": "Chỉ đơn vị được cơ quan chỉ định",
    "part": "Phần",
    "text": "Nội dung",
    "measure": "Tính theo",
    "strength": "Mức",
    "least": "Ít nhất",
    "most": "Nhiều nhất",
    "kinds": "Với loại đơn vị",
    "except_kinds": "Trừ loại đơn vị",
    "blocs": "Với khối",
    "audience_words": "Cách gọi trong công văn",
}
TABLES = {
    "strands": "Các mảng",
    "bases": "Căn cứ",
    "areas": "Lĩnh vực",
    "calls": "Nội dung yêu cầu",
    "sections": "Các đoạn của công văn",
}
CHOICES = {
    "regime": list(Campaign._meta.get_field("regime").flatchoices),
    "paper": [("registration", "Biểu đăng ký"), ("results", "Danh sách kết quả"), ("conference", "Hội nghị")],
    "part": list(PARTS.items()),
    "measure": list(MEASURES.items()),
    "strength": list(Requirement.Strength.choices),
}
LONG = {"text", "subject", "issuer"}
WIDE = {"text", "subject"}
