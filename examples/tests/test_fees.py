from datetime import date

from shelf.fees import late_fee

DUE = date(2026, 3, 10)


def test_return_in_time_is_free():
    assert late_fee(DUE, date(2026, 3, 9)) == 0


def test_one_day_of_grace_is_free():
    assert late_fee(DUE, date(2026, 3, 11)) == 0


def test_highest_fee():
    assert late_fee(DUE, date(2026, 12, 24)) == 1000
