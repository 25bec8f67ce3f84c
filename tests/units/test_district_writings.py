"""The bodies of one district as its clerks write them: the place left out, the name shortened."""

from collections import Counter

from kheo.units.matching.index import Index, Known
from kheo.units.tree import step

WRITINGS = {
    "Liên đoàn Lao động huyện Phong Thổ": [
        "LĐLĐ huyện Phong Thổ",
        "LĐLĐ huyện",
        "Liên đoàn LĐ huyện",
        "Lien doan lao dong huyen Phong Tho",
        "Công đoàn huyện",
        "LIÊN ĐOÀN LAO ĐỘNG HUYỆN",
    ],
    "Hội Liên hiệp Phụ nữ huyện Phong Thổ": [
        "Hội LHPN huyện",
        "Hội phụ nữ huyện Phong Thổ",
        "HỘI LIÊN HIỆP PHỤ NỮ",
        "Hội LHPN H.Phong Thổ",
    ],
    "Hội Cựu chiến binh huyện Phong Thổ": ["Hội CCB huyện", "CCB huyện Phong Thổ", "Hội cựu chiến binh"],
    "Hội Nông dân huyện Phong Thổ": ["HND huyện", "Hội ND huyện Phong Thổ", "Hội nông dân huyện"],
    "Huyện đoàn Phong Thổ": [
        "Huyện Đoàn",
        "Đoàn TNCS Hồ Chí Minh huyện Phong Thổ",
        "Đoàn TN huyện",
        "HUYỆN ĐOÀN PHONG THỔ",
    ],
    "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Phong Thổ": [
        "UBMTTQ huyện",
        "Ủy ban MTTQ Việt Nam huyện Phong Thổ",
        "MTTQ huyện",
        "Uỷ ban MTTQVN huyện",
        "Mặt trận Tổ quốc huyện",
    ],
    "Ban Chỉ huy Quân sự huyện Phong Thổ": [
        "Ban CHQS huyện",
        "BCH QS huyện Phong Thổ",
        "Ban chỉ huy quân sự",
        "Quân sự huyện",
    ],
    "Công an huyện Phong Thổ": ["CA huyện", "Công an huyện", "CAH Phong Thổ"],
    "Bảo hiểm xã hội huyện Phong Thổ": ["BHXH huyện", "BHXH huyện Phong Thổ", "Bảo hiểm xã hội"],
    "Kho bạc Nhà nước Phong Thổ": ["KBNN Phong Thổ", "KBNN huyện", "Kho bạc nhà nước huyện"],
    "Chi cục Thuế khu vực Phong Thổ - Sìn Hồ": [
        "Chi cục Thuế khu vực",
        "CCT khu vực Phong Thổ – Sìn Hồ",
        "Chi cục thuế KV Phong Thổ-Sìn Hồ",
    ],
    "Hạt Kiểm lâm huyện Phong Thổ": ["Hạt KL huyện", "Kiểm lâm huyện Phong Thổ", "hat kiem lam"],
    "Trung tâm Y tế huyện Phong Thổ": ["TTYT huyện", "TTYT Phong Thổ", "Trung tâm Y tế"],
    "Trung tâm Văn hóa, Thể thao và Truyền thông huyện Phong Thổ": [
        "TTVH,TT&TT huyện",
        "TT VH-TT-TT huyện",
        "Trung tâm VHTT&TT",
        "Trung tâm văn hoá thể thao truyền thông",
    ],
    "Phòng Giáo dục và Đào tạo huyện Phong Thổ": [
        "Phòng GD&ĐT",
        "PGD&ĐT huyện Phong Thổ",
        "Phòng GDĐT huyện",
        "Phòng giáo dục - đào tạo",
    ],
    "Phòng Nông nghiệp và Phát triển nông thôn huyện Phong Thổ": [
        "Phòng NN&PTNT",
        "Phòng Nông nghiệp & PTNT huyện",
        "Phòng NN và PTNT",
    ],
    "Phòng Lao động - Thương binh và Xã hội huyện Phong Thổ": [
        "Phòng LĐTBXH",
        "Phòng LĐ-TB&XH huyện",
        "Phòng Lao động TB&XH",
        "P. LĐTB&XH",
    ],
    "Phòng Tài nguyên và Môi trường huyện Phong Thổ": [
        "Phòng TN&MT",
        "Phòng TNMT huyện",
        "Phòng Tài nguyên - Môi trường",
    ],
    "Phòng Tài chính - Kế hoạch huyện Phong Thổ": ["Phòng TC-KH", "Phòng TCKH huyện", "Phòng Tài chính Kế hoạch"],
    "Phòng Kinh tế và Hạ tầng huyện Phong Thổ": ["Phòng KT&HT", "Phòng KTHT", "Phòng Kinh tế - Hạ tầng"],
    "Văn phòng HĐND và UBND huyện Phong Thổ": ["VP HĐND&UBND huyện", "Văn phòng HĐND - UBND huyện", "VP.HĐND-UBND"],
    "Văn phòng Huyện ủy Phong Thổ": ["VPHU", "Văn phòng Huyện uỷ", "VP Huyện ủy"],
    "Ban Tổ chức Huyện ủy Phong Thổ": ["BTCHU", "Ban Tổ chức HU", "Ban tổ chức huyện uỷ"],
    "Ủy ban Kiểm tra Huyện ủy Phong Thổ": ["UBKT Huyện ủy", "UBKTHU", "Uỷ ban Kiểm tra"],
    "Trường PTDTBT Tiểu học Mù Sang": [
        "Trường PTDTBT TH Mù Sang",
        "PTDTBT tiểu học Mù Sang",
        "TH Mù Sang",
        "Trường phổ thông dân tộc bán trú tiểu học Mù Sang",
        "Truong PTDTBT Tieu hoc Mu Sang",
    ],
    "Trường PTDTBT THCS Mù Sang": [
        "PTDTBT THCS Mù Sang",
        "Trường THCS Mù Sang",
        "Trường phổ thông dân tộc bán trú trung học cơ sở Mù Sang",
    ],
    "Trường Mầm non Mù Sang": ["MN Mù Sang", "Trường MN Mù Sang", "mầm non mù sang"],
    "Trường Mầm non Hoa Lan": ["MN Hoa Lan", "Trường MN Hoa lan", "TRƯỜNG MẦM NON HOA LAN"],
    "Trường Tiểu học số 1 Bản Lang": ["TH số 1 Bản Lang", "Trường TH Số 1 Bản Lang", "Tiểu học số 1 Bản Lang"],
    "Trường Tiểu học số 2 Bản Lang": ["TH số 2 Bản Lang", "Trường TH số 2 Bản Lang"],
    "Trường THPT Phong Thổ": ["THPT Phong Thổ", "Trường trung học phổ thông Phong Thổ", "Trường cấp 3 Phong Thổ"],
    "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên huyện Phong Thổ": [
        "TT GDNN-GDTX huyện",
        "TTGDNN – GDTX",
        "Trung tâm GDNN-GDTX Phong Thổ",
    ],
    "Đảng ủy xã Mù Sang": ["ĐU xã Mù Sang", "Đảng uỷ xã Mù Sang", "Đảng bộ xã Mù Sang", "ĐẢNG ỦY XÃ MÙ SANG"],
    "Đảng ủy xã Bản Lang": ["Đảng uỷ Bản Lang", "Đảng bộ xã Bản Lang", "Dang uy xa Ban Lang"],
    "Đảng ủy thị trấn Phong Thổ": ["Đảng bộ thị trấn Phong Thổ", "ĐU TT Phong Thổ", "Đảng uỷ TT. Phong Thổ"],
    "Ủy ban nhân dân xã Mù Sang": ["UBND xã Mù Sang", "Uỷ ban nhân dân xã Mù Sang", "UBND X. Mù Sang"],
    "Ủy ban nhân dân xã Bản Lang": ["UBND xã Bản Lang", "UBND Bản Lang"],
    "Chi bộ bản Tung Trung Vang, xã Mù Sang": [
        "Chi bộ Tung Trung Vang",
        "CB bản Tung Trung Vang",
        "Chi bộ bản Tung Trung Vang",
    ],
    "Ngân hàng Chính sách xã hội huyện Phong Thổ": [
        "NHCSXH huyện",
        "Ngân hàng CSXH Phong Thổ",
        "PGD NHCSXH huyện Phong Thổ",
    ],
    "Ngân hàng Nông nghiệp và Phát triển nông thôn chi nhánh huyện Phong Thổ": [
        "Agribank Phong Thổ",
        "NHNo&PTNT huyện Phong Thổ",
        "Ngân hàng NN&PTNT huyện",
    ],
    "Viện Kiểm sát nhân dân huyện Phong Thổ": ["VKSND huyện", "Viện kiểm sát huyện Phong Thổ"],
    "Tòa án nhân dân huyện Phong Thổ": ["TAND huyện", "Toà án nhân dân huyện", "Tòa án huyện Phong Thổ"],
    "Chi cục Thi hành án dân sự huyện Phong Thổ": [
        "Chi cục THADS huyện",
        "THADS huyện Phong Thổ",
        "Chi cục thi hành án dân sự",
    ],
    "Đồn Biên phòng Ma Lù Thàng": ["Đồn BP Ma Lù Thàng", "ĐBP Ma Lù Thàng", "Đồn biên phòng Malùthàng"],
    "Hội Chữ thập đỏ huyện Phong Thổ": ["Hội CTĐ huyện", "Chữ thập đỏ huyện"],
    "Ban Quản lý dự án huyện Phong Thổ": ["BQLDA huyện", "Ban QLDA huyện Phong Thổ"],
    "Thanh tra huyện Phong Thổ": ["Thanh tra huyện"],
    "Phòng Nội vụ huyện Phong Thổ": ["Phòng Nội vụ", "P.Nội vụ"],
    "Phòng Dân tộc huyện Phong Thổ": ["Phòng Dân tộc"],
    "Trạm Y tế xã Mù Sang": ["TYT xã Mù Sang", "Trạm y tế Mù Sang", "TYT Mù Sang"],
}


def test_the_bodies_of_a_district_are_known_by_what_clerks_call_them() -> None:
    index = Index.of(
        [
            Known("H", "Huyện ủy Phong Thổ", "0001"),
            *(Known(name, name, "0001" + step(place)) for place, name in enumerate(WRITINGS, 1)),
        ]
    )
    outcomes = Counter[str]()
    for name, writings in WRITINGS.items():
        for text in [name, name.upper(), *writings]:
            found = index.match(text)
            outcomes["asked" if found.unit is None else "right" if found.unit == name else "wrong"] += 1

    assert outcomes["wrong"] == 0
    assert outcomes["right"] / outcomes.total() >= 0.9


def test_a_sort_of_body_without_a_level_is_asked_about() -> None:
    index = Index.of(
        [Known("H", "Huyện ủy Phong Thổ", "0001"), Known("ND", "Hội Nông dân huyện Phong Thổ", "00010001")]
    )

    assert (index.match("Hội Nông dân huyện").unit, index.match("Hội Nông dân").verdict) == ("ND", "ask")
    assert [candidate.unit for candidate in index.match("Hội Nông dân").candidates] == ["ND"]


def test_what_a_commune_s_committee_signs_is_not_its_party_committee_s() -> None:
    index = Index.of(
        [Known("U", "Ủy ban nhân dân xã Bản Lang", "00010001"), Known("D", "Đảng ủy xã Bản Lang", "00010002")]
    )

    assert (index.match("UBND Bản Lang").unit, index.match("Đảng bộ xã Bản Lang").unit) == ("U", "D")
