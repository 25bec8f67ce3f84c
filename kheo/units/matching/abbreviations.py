"""How offices shorten names: data only, read by the spelling beside it.

Left sides are folded tokens unless said otherwise. Add a line when the desk meets a new one.
"""

# Never a word of their own: written out wherever they stand. Several expansions mean the letters are
# ambiguous; the first is the usual one, the others are tried too.
ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    # state
    "ubnd": ("uy ban nhan dan",),
    "hdnd": ("hoi dong nhan dan",),
    "ub": ("uy ban",),
    "vp": ("van phong",),
    "chqs": ("chi huy quan su",),
    "bchqs": ("ban chi huy quan su",),
    "ch": ("chi huy",),
    "qs": ("quan su",),
    "bdbp": ("bo doi bien phong",),
    "dbp": ("don bien phong",),
    "bp": ("bien phong",),
    "vksnd": ("vien kiem sat nhan dan",),
    "tand": ("toa an nhan dan",),
    "thads": ("thi hanh an dan su",),
    "bhxh": ("bao hiem xa hoi",),
    "nhcsxh": ("ngan hang chinh sach xa hoi",),
    "kbnn": ("kho bac nha nuoc",),
    "qlda": ("quan ly du an",),
    "tnmt": ("tai nguyen moi truong",),
    "ldtbxh": ("lao dong thuong binh xa hoi",),
    "tbxh": ("thuong binh xa hoi",),
    "tckh": ("tai chinh ke hoach",),
    "ktht": ("kinh te ha tang",),
    "bqlda": ("ban quan ly du an",),
    "bql": ("ban quan ly",),
    "csxh": ("chinh sach xa hoi",),
    "nhno": ("ngan hang nong nghiep",),
    "bhxhh": ("bao hiem xa hoi huyen",),
    "vks": ("vien kiem sat",),
    "nn": ("nong nghiep",),
    "nnptnt": ("nong nghiep phat trien nong thon",),
    "ptnt": ("phat trien nong thon",),
    "dvnn": ("dich vu nong nghiep",),
    "vhtt": ("van hoa thong tin",),
    "vhttdl": ("van hoa the thao du lich",),
    "vhtttt": ("van hoa the thao truyen thong",),
    # Party
    "bcd": ("ban chi dao",),
    "bch": ("ban chap hanh",),
    "btv": ("ban thuong vu",),
    "qcdc": ("quy che dan chu",),
    "bdv": ("ban dan van",),
    "kdv": ("khoi dan van",),
    "dvk": ("dan van kheo",),
    "btg": ("ban tuyen giao",),
    "btgdv": ("ban tuyen giao dan van",),
    "btc": ("ban to chuc",),
    "ubkt": ("uy ban kiem tra",),
    "bdvhu": ("ban dan van huyen uy",),
    "bdvtu": ("ban dan van tinh uy",),
    "bdvthu": ("ban dan van thanh uy",),
    "btghu": ("ban tuyen giao huyen uy",),
    "btgtu": ("ban tuyen giao tinh uy",),
    "btchu": ("ban to chuc huyen uy",),
    "ubkthu": ("uy ban kiem tra huyen uy",),
    "vphu": ("van phong huyen uy",),
    "dbcs": ("dang bo co so",),
    # front and mass organisations
    "mttq": ("mat tran to quoc",),
    "mttqvn": ("mat tran to quoc viet nam",),
    "ubmttq": ("uy ban mat tran to quoc",),
    "ubmttqvn": ("uy ban mat tran to quoc viet nam",),
    "lhpn": ("lien hiep phu nu",),
    "hlhpn": ("hoi lien hiep phu nu",),
    "hpn": ("hoi phu nu",),
    "pn": ("phu nu",),
    "ccb": ("cuu chien binh",),
    "hccb": ("hoi cuu chien binh",),
    "hnd": ("hoi nong dan",),
    "nd": ("nong dan",),
    "tncs": ("thanh nien cong san",),
    "tnxp": ("thanh nien xung phong",),
    "tn": ("thanh nien",),
    "ldld": ("lien doan lao dong",),
    "cdcs": ("cong doan co so",),
    "ctd": ("chu thap do",),
    # schools, health, firms
    "mn": ("mam non",),
    "mg": ("mau giao",),
    "th": ("tieu hoc",),
    "thcs": ("trung hoc co so",),
    "thpt": ("trung hoc pho thong",),
    "ptdt": ("pho thong dan toc",),
    "ptdtbt": ("pho thong dan toc ban tru",),
    "ptdtnt": ("pho thong dan toc noi tru",),
    "gd": ("giao duc",),
    "gddt": ("giao duc dao tao",),
    "pgd": ("phong giao duc",),
    "pgddt": ("phong giao duc dao tao",),
    "gdtx": ("giao duc thuong xuyen",),
    "gdnn": ("giao duc nghe nghiep",),
    "ttgdnn": ("trung tam giao duc nghe nghiep",),
    "ttyt": ("trung tam y te",),
    "tyt": ("tram y te",),
    "bv": ("benh vien",),
    "bvdk": ("benh vien da khoa",),
    "cp": ("co phan",),
    "cty": ("cong ty",),
    "tnhh": ("trach nhiem huu han",),
    "mtv": ("mot thanh vien",),
    "htx": ("hop tac xa",),
    "cd": ("cao dang", "cong doan"),
    # places
    "tp": ("thanh pho",),
    "hcm": ("ho chi minh",),
    "tphcm": ("thanh pho ho chi minh",),
    "tx": ("thi xa",),
    "tdp": ("to dan pho",),
    "kp": ("khu pho",),
    "kdc": ("khu dan cu",),
    "tt": ("thi tran", "trung tam"),
    "h": ("huyen",),
    "q": ("quan",),
    "x": ("xa",),
    "p": ("phuong", "phong"),
    "t": ("tinh",),
}

# What follows decides: (token, folded next token) → expansion.
BEFORE: dict[tuple[str, str], str] = {
    **{("tt", following): "trung tam" for following in ("y", "gdtx", "gdnn", "vh", "vhtt", "dv", "dvnn", "gd")},
    **{("p", following): "phong" for following in ("gd", "gddt", "giao", "tnmt", "vhtt", "ldtbxh")},
    **{
        ("ca", following): "cong an"
        for following in ("xa", "x", "phuong", "p", "huyen", "h", "quan", "q", "tinh", "thanh", "tp", "thi", "tt", "tx")
    },
    ("gd", "dt"): "giao duc",
    ("tn", "mt"): "tai nguyen",
    ("tc", "kh"): "tai chinh",
    ("kt", "ht"): "kinh te",
    ("vh", "tt"): "van hoa",
    ("vhtt", "tt"): "van hoa the thao",
    ("ttvh", "tt"): "trung tam van hoa",
    **{("ld", following): "lao dong" for following in ("tb", "tbxh", "thuong", "huyen", "tinh")},
    ("tb", "xh"): "thuong binh",
    ("kl", "huyen"): "kiem lam",
    **{("cct", following): "chi cuc thue" for following in ("khu", "kv", "huyen", "h")},
    **{("kv", following): "khu vuc" for following in ("huyen",)},
}
AFTER: dict[tuple[str, str], str] = {
    ("gd", "dt"): "dao tao",
    ("pgd", "dt"): "dao tao",
    ("tn", "mt"): "moi truong",
    ("tc", "kh"): "ke hoach",
    ("kt", "ht"): "ha tang",
    ("tb", "xh"): "xa hoi",
    ("vh", "tt"): "the thao",
    ("ttvh", "tt"): "the thao",
    ("tt", "tt"): "truyen thong",
    ("vhtt", "tt"): "truyen thong",
    ("thue", "kv"): "khu vuc",
}

# Also ordinary syllables (du lịch, Tu Tra, Ca Dy): only when typed as capitals within a text that is not all capitals.
# These keep their accents: ĐU is not DU.
CAPITALS_ONLY: dict[str, str] = {
    "ĐU": "dang uy",
    "HU": "huyen uy",
    "TU": "tinh uy",
    "CA": "cong an",
    "ĐB": "dang bo",
}

# One body under several names: the left side reads as the right one, longest first.
SAME: dict[str, str] = {
    "uy ban mat tran to quoc viet nam": "mat tran to quoc",
    "uy ban mat tran to quoc": "mat tran to quoc",
    "mat tran to quoc viet nam": "mat tran to quoc",
    "mat tran to quoc": "mat tran to quoc",
    "mat tran": "mat tran to quoc",
    "lien hiep phu nu viet nam": "phu nu",
    "lien hiep phu nu": "phu nu",
    "hoi nong dan viet nam": "hoi nong dan",
    "hoi cuu chien binh viet nam": "hoi cuu chien binh",
    "doan thanh nien cong san ho chi minh": "doan thanh nien",
    "doan thanh nien cong san ho chi minh huyen": "huyen doan",
    "doan thanh nien cong san ho chi minh tinh": "tinh doan",
    "cong doan huyen": "lien doan lao dong huyen",
    "vien kiem sat nhan dan": "vien kiem sat",
    "toa an nhan dan": "toa an",
    "dang bo": "dang uy",
    "doan thanh nien huyen": "huyen doan",
    "doan thanh nien tinh": "tinh doan",
    "truong mam non": "mam non",
    "truong mau giao": "mau giao",
    "truong tieu hoc": "tieu hoc",
    "truong trung hoc": "trung hoc",
    "truong pho thong": "pho thong",
    "thuc hien quy che dan chu o co so": "quy che dan chu",
    "thuc hien quy che dan chu": "quy che dan chu",
    "quy che dan chu o co so": "quy che dan chu",
}

# Bodies that stand for the place itself: "Đảng ủy xã X", "UBND xã X" answer as commune X.
STANDS_FOR_PLACE: tuple[str, ...] = (
    "ban chi dao quy che dan chu",
    "ban chi dao",
    "ban chap hanh dang uy",
    "ban thuong vu dang uy",
    "ban thuong vu",
    "khoi dan van dang uy",
    "khoi dan van",
    "hoi dong nhan dan uy ban nhan dan",
    "uy ban nhan dan",
    "hoi dong nhan dan",
    "van phong dang uy",
    "dang uy",
)
# Said or left out, the school stays the same.
LEFT_OUT: tuple[str, ...] = ("pho thong dan toc ban tru ", "pho thong dan toc noi tru ")
# "Huyện ủy X" answers as "huyện X".
COMMITTEES: dict[str, str] = {
    "huyen uy": "huyen",
    "tinh uy": "tinh",
    "thanh uy": "thanh pho",
    "quan uy": "quan",
    "thi uy": "thi xa",
}

# Levels of place by the words that open their names; a higher number holds the lower ones.
# Bản and làng are left out: folded they are also ban (committee) and lang.
LEVELS: dict[str, int] = {
    **dict.fromkeys(("thon", "ap", "xom", "buon", "khom", "to dan pho", "khu pho", "khu dan cu"), 0),
    **dict.fromkeys(("xa", "phuong", "thi tran", "dac khu"), 1),
    **dict.fromkeys(("huyen", "quan", "thi xa"), 2),
    "thanh pho": 3,
    "tinh": 3,
}

# Said around a unit's name in heads, subjects and file names without meaning another unit.
_AROUND = (
    "don vi|ten don vi|co quan|ten co quan|kinh gui|dang ky|bao cao|bieu|bieu mau|mau|mau so|so|phu luc|danh sach|"
    "tong hop|ket qua|thuc hien|mo hinh|dien hinh|tap the|ca nhan|dan van kheo|dan van|phong trao|thi dua|nam|quy|"
    "gui|nop|lan|ban|moi|chinh thuc|da ky|cua|file|xlsx|docx|xls|doc|csv|pdf|eml"
)
AROUND = frozenset(_AROUND.split("|"))
# Names of sorts of units, which never say which one.
_GENERIC = (
    "xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tinh|dac khu|thon|ban|ap|xom|to|to dan pho|khu dan cu|khoi|"
    "chi bo|chi doan|chi hoi|dang uy|dang bo|uy ban nhan dan|uy ban|mat tran to quoc|hoi|hoi phu nu|phu nu|"
    "hoi nong dan|hoi cuu chien binh|cuu chien binh|doan thanh nien|doan|doan co so|truong|mam non|mau giao|"
    "tieu hoc|trung hoc co so|trung hoc pho thong|tram y te|tram|cong an|van phong|ban chi dao|trung tam|phong|"
    "khoi dan van|ban dan van|don vi|co quan|chi cuc|cong doan|hoi dong nhan dan"
)
GENERIC = frozenset(_GENERIC.split("|"))
