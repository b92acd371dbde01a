"""What a late return costs."""

from datetime import date

GRACE_DAYS = 2
FEE_PER_DAY = 25
HIGHEST_FEE = 1000


def days_late(due: date, returned: date) -> int:
    """Days between the due date and the return; 0 for a return in time."""
    return max(0, (returned - due).days)


def late_fee(due: date, returned: date) -> int:
    """The fee in cents. The first GRACE_DAYS days are free."""
    late = days_late(due, returned)
    if late < GRACE_DAYS:
        return 0
    return min(HIGHEST_FEE, late * FEE_PER_DAY)
