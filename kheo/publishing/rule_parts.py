"""The parts of a rule set: how a component is set, the sheet, spacing, set words, where things stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Both ends of a range, included; the upper one may be infinite.
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """How one component of a paper is set; size in points, `caps` means written in capitals, `framed` in a box."""

    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False
    framed: bool = False
    # The sizes the rule allows, where it gives a range; empty: `size` alone.
    sizes: tuple[float, ...] = ()

    @property
    def allowed(self) -> Range:
        return (self.sizes[0], self.sizes[-1]) if self.sizes else (self.size, self.size)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and its margins, in millimetres; `mirrored` swaps left and right on the back of a sheet."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    number_from_edge: float
    mirrored: bool = False
    ranges: Mapping[str, Range] = field(default_factory=dict)

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    def allowed(self, name: str) -> Range:
        """The range of a margin ("top", "bottom", "left", "right"), in millimetres."""
        return self.ranges.get(name, (getattr(self, name), getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Spacing:
    """Of body paragraphs: first line in millimetres, the rest in points; "multiple" counts `line` in lines."""

    first_line: float
    after: float
    line: float
    # "exactly", "at_least" or "multiple"
    line_rule: str
    ranges: Mapping[str, Range] = field(default_factory=dict)

    def allowed(self, name: str) -> Range:
        """The range of "first_line", "after" or "line", in the unit of each."""
        return self.ranges.get(name, (getattr(self, name), getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Header:
    """The two columns at the head of page 1 (millimetres) and what stands in them; `title_length` in points."""

    left: float
    right: float
    title: str
    # Of the words the line runs under; used where their letters cannot be measured.
    title_length: float
    # Characters on a line of their own; empty where the rules want a drawn line, as long as this share of the words.
    below_organ: str
    below_kind: str
    # The second line of the title (tiêu ngữ); the line runs under it where there is one.
    motto: str = ""
    organ_line: float = 0
    kind_line: float = 0
    line_weight: float = 0.75
    # Points above the subject of a letter, under its number.
    subject_before: float = 0
    ranges: Mapping[str, Range] = field(default_factory=dict)

    @property
    def underlined(self) -> str:
        """The words whose length the line under the title has."""
        return self.motto or self.title

    def allowed(self, name: str) -> Range:
        """The range of "organ_line" or "kind_line", as shares of the words above."""
        return self.ranges.get(name, (getattr(self, name), getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Words:
    """Set words, marks and forms; what stands in braces is filled in."""

    number: str
    # The symbol of a paper by its type and organ, and of a letter (công văn).
    symbol: str
    letter_symbol: str
    blank_number: str
    place_date: str
    day: str
    blank_day: str
    short_day: str
    subject: str
    kind_subject: str
    addressees: str
    presented: str
    receivers: str
    item: str
    item_end: str
    last_addressee_end: str
    one_addressee_end: str
    last_receiver_end: str
    base: str
    base_end: str
    last_base_end: str
    text_end: str
    annex: str
    numbered_annex: str
    attached: str
    below_annex: str
    # Where a paper is kept, the last of its receivers.
    archive: str
    # What stays readable at the foot of the last page instead of at the head of the first.
    circulation_at_foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Zeros:
    """A zero stands before a day, a month, a number of a paper that is smaller than this."""

    day_below: int
    month_below: int
    number_below: int


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs how: forms by the codes of `issuers.models.Signer.Power`; a form that is missing does not exist."""

    # Beginnings of lines that state an authority to sign (T/M, K/T, T/L), set otherwise than a post.
    authorities: tuple[str, ...]
    blank_lines: int
    # Each the lines above the name.
    forms: Mapping[str, tuple[str, ...]]
    between_posts: str
    minutes_writer: str
    minutes_chair: str


@dataclass(frozen=True, slots=True)
class Placing:
    """Where movable components stand; millimetres from the left margin."""

    # "beside" the label or "below" its colon
    addressees: str
    label_at: float
    names_at: float
    # "edge" of page 1, at its right, or under the "date"
    circulation: str
    # The page that has the line of contact: "first" or "last".
    contact: str
    # "arabic" or "roman"
    annex_numbers: str
    # Of the QR code of the common door.
    code_width: float


@dataclass(frozen=True, slots=True)
class Gaps:
    """Empty space in points, where no rule names it."""

    kind_before: float
    kind_after: float
    addressees_before: float
    addressees_after: float
    signature_before: float
    receivers_before: float
    part_before: float
    title_line: float
    drawn_line: float
    annex_after: float
    list_before: float
    list_after: float
    cell: float
    section: float
    heading_row: float
    box: float


@dataclass(frozen=True, slots=True)
class Unsure:
    """A setting no text of the rules was found for: where it stands in the data, and what to ask, for the screen."""

    at: str
    says: str
