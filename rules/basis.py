"""What a decision rests on: an article of the Regulation, or a named choice of ours."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """A paragraph of Regulation (GRK) No. 23/2023: `Article(8, "3")` reads `8(3)`."""

    number: int
    paragraph: str = ""

    def __str__(self) -> str:
        return f"{self.number}({self.paragraph})" if self.paragraph else str(self.number)


@dataclass(frozen=True, slots=True)
class Default:
    """A choice where the text is silent; shown to people as ours, never as law."""

    name: str
    days: int
    """0 where the choice is no time limit."""
    beside: Article
    """The provision that leaves the gap."""
    count: int = 0
    """How many, where it limits a number and no time."""

    def __str__(self) -> str:
        return str(self.beside)


Basis = Article | Default
