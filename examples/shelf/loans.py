"""Who has which book."""

from dataclasses import dataclass, field
from datetime import date, timedelta

LOAN_DAYS = 21


@dataclass
class Loan:
    """One book in one reader's hands."""

    title: str
    reader: str
    due: date


@dataclass
class Shelf:
    """All loans that are out."""

    loans: dict[str, Loan] = field(default_factory=dict)

    def lend(self, title: str, reader: str, today: date) -> Loan:
        """Lends a book; raises ValueError when somebody has it already."""
        if title in self.loans:
            raise ValueError(f"{title} is lent already")
        loan = Loan(title, reader, today + timedelta(days=LOAN_DAYS))
        self.loans[title] = loan
        return loan

    def give_back(self, title: str) -> Loan:
        """Takes a book back; raises KeyError when nobody has it."""
        return self.loans.pop(title)
