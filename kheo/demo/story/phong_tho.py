"""Phong Thổ 2024: nine days to register; some answered fully, some short, late, unreadable, unknown, many silent.

Invented from the letter on: the letter is real, who sent what is not known.
"""

from kheo.demo.story.sendings import Office, Sending

SLUG = "phong-tho-2024"
PUBLISHED = "2024-01-23T15:00+07:00"
OFFICE = Office(
    paper="registration",
    year=2024,
    address="bandanvan.phongtho@example.vn",
    subject="biểu đăng ký mô hình “Dân vận khéo” năm 2024",
)
SENDINGS = (
    # The town and the communes: two collectives and two individuals at least.
    Sending("03549", "2024-01-25T08:12+07:00", 3, 2),
    Sending("03589", "2024-01-25T14:40+07:00", 2, 2, "docx"),
    Sending("03586", "2024-01-26T09:05+07:00", 2, 3),
    Sending("03571", "2024-01-26T16:31+07:00", 4, 2, "docx", again="2024-01-27T07:50+07:00"),
    Sending("03583", "2024-01-29T10:02+07:00", 2, 2, "xlsx", "upload"),
    Sending("03577", "2024-01-29T15:20+07:00", 3, 3),
    Sending("03580", "2024-01-30T08:45+07:00", 2, 2, "docx"),
    Sending("03592", "2024-01-31T23:41+07:00", 2, 2),
    # Short of one individual.
    Sending("03574", "2024-01-30T09:15+07:00", 2, 1),
    Sending("03490", "2024-01-31T10:30+07:00", 3, 1, "docx"),
    # A line without its title: for the officer to ask about and mend.
    Sending("03391", "2024-01-31T16:58+07:00", 2, 3, flaw="no title"),
    # After the deadline ("trước ngày 01/02/2024").
    Sending("03562", "2024-02-01T07:35+07:00", 2, 2),
    Sending("03550", "2024-02-02T14:10+07:00", 2, 2, "docx"),
    # A file that broke on its way; nobody answers for Mồ Sì San, Pa Vây Sử, Tung Qua Lìn.
    Sending("03568", "2024-01-31T17:22+07:00", 2, 2, "docx", flaw="broken file"),
    # Agencies, organisations, schools, cells: one and one at least.
    Sending("109-01", "2024-01-26T10:11+07:00", 1, 1),
    Sending("109-02", "2024-01-29T09:32+07:00", 1, 1, "docx"),
    Sending("109-05", "2024-01-30T14:05+07:00", 2, 1),
    Sending("109-07", "2024-01-31T08:20+07:00", 1, 1, "csv", "upload"),
    Sending("109-08", "2024-01-29T16:47+07:00", 1, 2),
    Sending("109-09", "2024-01-30T11:26+07:00", 2, 1, "docx"),
    Sending("109-11", "2024-01-31T15:13+07:00", 1, 1),
    Sending("109-12", "2024-01-29T08:55+07:00", 1, 1),
    Sending("109-14", "2024-01-30T09:48+07:00", 1, 1, "docx"),
    Sending("109-15", "2024-01-31T13:37+07:00", 2, 1),
    Sending("109-18", "2024-01-31T11:02+07:00", 1, 1),
    # Short: an agency and a cell without an individual.
    Sending("109-06", "2024-01-31T09:40+07:00", 1, 0),
    Sending("109-16", "2024-01-31T14:29+07:00", 1, 0, "docx"),
    # Late.
    Sending("109-13", "2024-02-01T09:18+07:00", 1, 1),
    # A letter without its form, and one from nobody knows whom.
    Sending("109-10", "2024-01-31T16:40+07:00", flaw="no form"),
    Sending("109-17", "2024-01-31T10:55+07:00", 1, 1, flaw="unknown sender"),
)
# (unit, when, reason): duties the office took away.
EXCUSED = (("109-04", "2024-01-30T10:00+07:00", "Đang sắp xếp lại tổ chức, thực hiện trong năm sau"),)
# (unit, when, new deadline, reason).
EXTENDED = (
    ("03553", "2024-01-31T09:00+07:00", "2024-02-08T00:00+07:00", "Đường vào xã bị sạt lở, chưa họp được chi bộ"),
)
