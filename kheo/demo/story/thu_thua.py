"""Thủ Thừa 2022: the state of 18/10/2022 exactly as the letter 51-CV/BCĐ tells it, and what came after.

Known from the letter: eight communes held their conference, four of them sent the report; two offices of the Party
bloc, three organisations, one agency of the economic bloc and four kindergartens had done both. Which other four
communes held theirs, and all that came after 18/10, is invented.
"""

from kheo.demo.story.sendings import Office, Sending

SLUG = "thu-thua-2022"
PUBLISHED = "2022-10-03T08:00+07:00"
OFFICE = Office(
    paper="results",
    year=2022,
    address="bandanvan.thuthua@example.vn",
    subject="danh sách kết quả thực hiện mô hình “Dân vận khéo” năm 2022",
)
# (unit, held on, place): told to the officer, who typed them in on the evening of that day.
CONFERENCES = (
    ("28057", "2022-10-10", "Hội trường UBND xã"),
    ("28060", "2022-10-11", "Hội trường UBND xã"),
    ("28048", "2022-10-12", "Nhà văn hóa xã"),
    ("28051", "2022-10-13", "Hội trường UBND xã"),
    ("28045", "2022-10-14", "Hội trường UBND xã"),
    ("28063", "2022-10-14", "Nhà văn hóa xã"),
    ("28072", "2022-10-17", "Hội trường UBND xã"),
    ("28036", "2022-10-18", "Hội trường UBND thị trấn"),
    ("804-01", "2022-10-07", "Phòng họp cơ quan"),
    ("804-02", "2022-10-07", "Phòng họp cơ quan"),
    ("804-06", "2022-10-11", "Phòng họp cơ quan"),
    ("804-07", "2022-10-12", "Phòng họp cơ quan"),
    ("804-08", "2022-10-13", "Phòng họp cơ quan"),
    ("804-11", "2022-10-12", "Phòng họp Trung tâm"),
    ("804-14", "2022-10-10", "Văn phòng nhà trường"),
    ("804-15", "2022-10-11", "Văn phòng nhà trường"),
    ("804-16", "2022-10-12", "Văn phòng nhà trường"),
    ("804-17", "2022-10-13", "Văn phòng nhà trường"),
    ("28039", "2022-10-20", "Hội trường UBND xã"),
    ("804-09", "2022-10-20", "Phòng họp cơ quan"),
)
SENDINGS = (
    Sending("804-01", "2022-10-10T09:10+07:00", 1),
    Sending("804-02", "2022-10-10T15:25+07:00", 2, format="docx"),
    Sending("28057", "2022-10-12T08:40+07:00", 4),
    Sending("804-14", "2022-10-12T10:15+07:00", 1, format="docx"),
    Sending("28060", "2022-10-13T14:20+07:00", 3, format="docx"),
    Sending("804-15", "2022-10-13T16:05+07:00", 1),
    Sending("804-06", "2022-10-13T16:50+07:00", 2),
    Sending("804-11", "2022-10-14T07:55+07:00", 1, format="docx"),
    Sending("28048", "2022-10-14T09:30+07:00", 5),
    Sending("804-07", "2022-10-14T10:42+07:00", 3, format="docx"),
    Sending("804-16", "2022-10-14T13:30+07:00", 1),
    Sending("28051", "2022-10-17T08:15+07:00", 3),
    Sending("804-08", "2022-10-17T11:20+07:00", 2),
    Sending("804-17", "2022-10-17T15:37+07:00", 1, format="docx"),
    # After the letter of 19/10.
    Sending("28045", "2022-10-20T09:00+07:00", 2),
    Sending("28063", "2022-10-20T15:10+07:00", 3, format="docx"),
    Sending("28039", "2022-10-21T16:45+07:00", 2),
    Sending("804-09", "2022-10-21T20:30+07:00", 2, format="docx"),
    Sending("28072", "2022-10-24T08:20+07:00", 2),
)
