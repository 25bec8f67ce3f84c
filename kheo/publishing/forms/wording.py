"""Words every form carries."""

UNIT = "Đơn vị:"
PLACE = "……………"
NO_DATE = f"{PLACE}, ngày ..... tháng ..... năm {{year}}"
SIGNER = "THỦ TRƯỞNG ĐƠN VỊ"
FOOT = "Mã biểu in sẵn:"
KEEP = "xin giữ nguyên dòng này"
PICK = {
    "error_title": "Không có trong danh sách",
    "error_message": "Nên chọn một mục trong danh sách. Vẫn ghi như đã gõ?",
}
