"""Rules and acts broken on purpose, one at a time: whoever breaks the law fails a test.

`mutants.yaml` says what is broken; `python -m tests.mutants` tries them all, and writes down in
`noticed.txt` which test noticed each, to be asked first the next time.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

ROOT: Final = Path(__file__).parents[2]
LIST: Final = Path(__file__).parent / "mutants.yaml"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One line of the law that says something else."""

    article: str
    """The row of docs/procedure.md whose tests must notice."""
    file: str
    was: str
    """What stands there once."""
    becomes: str

    @property
    def text(self) -> str:
        return (ROOT / self.file).read_text(encoding="utf-8")

    @property
    def broken(self) -> str:
        return self.text.replace(self.was, self.becomes)

    @property
    def name(self) -> str:
        """Short, and another one for another breakage."""
        return hashlib.sha256(f"{self.file}\n{self.was}\n{self.becomes}".encode()).hexdigest()[:12]

    def __str__(self) -> str:
        return f"{self.article} {self.file}: {self.was.strip()}  ->  {self.becomes.strip()}"


def mutants() -> list[Mutant]:
    found = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return [
        Mutant(str(each["article"]), each["file"], each["is"], each["becomes"]) for each in found
    ]
