"""Descriptions by the million, and copies of them as people make copies."""

import random

from kheo.demo import topics


class Writer:
    """Writes descriptions: a real topic, and clauses put together from pieces of other topics, with numbers."""

    def __init__(self, choose: random.Random) -> None:
        self._choose = choose
        self._titles = [topic.title for topic in topics.topics()]
        self._words = [word for title in self._titles for word in title.split()]

    def title(self) -> str:
        return f"{self._choose.choice(self._titles)} tại {self.piece(2)}"

    def text(self) -> str:
        clauses = (f"{self.piece(self._choose.randint(3, 6))} {self._choose.randint(2, 400)}" for _ in range(8))
        return ", ".join(clauses)

    def piece(self, length: int) -> str:
        start = self._choose.randrange(len(self._words) - length)
        return " ".join(self._words[start : start + length])


def spoilt(text: str, choose: random.Random, *, share: float) -> str:
    """A copy as people make it: so many of its words replaced, its clauses in another order."""
    words = text.split(" ")
    for place in choose.sample(range(len(words)), round(len(words) * share)):
        words[place] = choose.choice(words) + choose.choice("aeiou")
    clauses = " ".join(words).split(", ")
    choose.shuffle(clauses)
    return ", ".join(clauses)
