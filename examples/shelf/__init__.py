"""Loans of a small library."""

from shelf.fees import late_fee
from shelf.loans import Loan, Shelf

__all__ = ["Loan", "Shelf", "late_fee"]
