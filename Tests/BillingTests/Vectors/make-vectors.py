#!/usr/bin/env python3
"""Writes vectors.txt: what exact decimal arithmetic is, by Python's decimal module. The same bytes every time.

One case a line, fields separated by tabs. Amounts are whole numbers of 1e-15, residues whole numbers of 1e-33.

    parse     TEXT  AMOUNT  RESIDUE     refuse    TEXT  REASON
    add       A  B  SUM  DIFFERENCE     compare   A  B  -1|0|1
    multiply  A  B  PRODUCT             divide    A  B  QUOTIENT
    round     A  PLACES  AMOUNT  TEXT   show      A  TEXT
    stored    A  MICROS  REMAINDER      split     WHOLE  WEIGHT;…  PART;…
"""

import pathlib
import random
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, localcontext, setcontext

setcontext(Context(prec=400, Emax=999999, Emin=-999999))
draw = random.Random(20261121)
FEMTO = Decimal("1e-15")
BOUND = Decimal("9200000000000")
lines = []


def emit(*fields):
    lines.append("\t".join(str(field) for field in fields))


def femtos(value):
    return int(value.scaleb(15).to_integral_value(ROUND_HALF_EVEN))


def parse(text):
    """A number keeps its first 36 significant digits for the residue; all of them count for the rounding."""
    if text.endswith("."):
        emit("refuse", text, "endsInPoint")
        return
    exact = Decimal(text)
    amount = exact.quantize(FEMTO, ROUND_HALF_EVEN) if abs(exact) < 2 * BOUND else exact
    if abs(amount) > BOUND:
        emit("refuse", text, "tooLarge")
        return
    with localcontext() as context:
        context.prec = 36
        context.rounding = ROUND_DOWN
        kept = +exact
    residue = ((kept - amount).scaleb(33)).to_integral_value(ROUND_DOWN)
    emit("parse", text, femtos(amount), int(residue))


def digits(count):
    return "".join(draw.choice("0123456789") for _ in range(count))


def number():
    """A number as bills write it, more often short than long."""
    sign = draw.choice(["", "", "", "-"])
    whole = draw.choice(["0", str(draw.randrange(10)), str(draw.randrange(100000)), str(draw.randrange(10**12)), ""])
    decimals = draw.choice([0, 1, 2, 2, 4, 9, 11, 15, 16, 17, 18, 20, 24, 33, 40, 55])
    fraction = "." + digits(decimals) if decimals else draw.choice(["", "", "."])
    if not whole and len(fraction) < 2:
        whole = "7"
    exponent = ""
    if draw.random() < 0.3:
        exponent = draw.choice("eE") + draw.choice(["", "-", "-", "-", "+"]) + str(draw.choice([0, 1, 2, 5, 7, 8, 12, 18, 30, 45, 60]))
    return sign + draw.choice(["", "", "", "0", "000"]) + whole + fraction + exponent


def amount():
    """Units of 1e-15 of any size that a file may state, with the edges more often than chance has them."""
    kind = draw.random()
    if kind < 0.1:
        return draw.choice([0, 1, -1, 10**15, -(10**15), 5 * 10**14, 9200000000000 * 10**15, -9200000000000 * 10**15, 10**9, -1 - 10**9])
    value = draw.randrange(10 ** draw.randrange(1, 28))
    if kind < 0.3:
        value -= value % 10 ** draw.randrange(0, 15)
    return draw.choice([1, 1, -1]) * min(value, 9200000000000 * 10**15)


def half_even(numerator, denominator):
    quotient, remainder = divmod(abs(numerator), abs(denominator))
    if 2 * remainder > abs(denominator) or (2 * remainder == abs(denominator) and quotient % 2):
        quotient += 1
    return quotient if (numerator < 0) == (denominator < 0) or quotient == 0 else -quotient


def show(value, places=None):
    exact = Decimal(value).scaleb(-15)
    if places is None:
        text = format(exact, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = format(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN), "f")
    return text.lstrip("-") if not text.strip("-0.") else text


def split(whole, weights):
    total = sum(weights)
    shares = [divmod(abs(whole) * weight, total) for weight in weights]
    parts = [share[0] for share in shares]
    order = sorted(range(len(weights)), key=lambda index: (-shares[index][1], index))
    for index in order[: abs(whole) - sum(parts)]:
        parts[index] += 1
    return [part if whole >= 0 else -part for part in parts]


for text in """0 -0 00 0.0 -0.000 0e5 0E-99 0e9999 1 -1 .5 -.5 5. 1e0 1E+0 1e-0 6.71E-8 4.0E-7 5e-06 5.64902E-05 0.00000080000 5.28E-4
    1.7566668E9 0.00022500000000000002 18.00663861840 2.000000000000000 9200000000000 -9200000000000 9.2e12 92E11 9200000000000.0
    9200000000000.0000000000000004 9200000000000.0000000000000005 9200000000000.0000000000000006 9200000000000.000000000000001
    -9200000000000.000000000000001 9200000000001 1e13 1e12 1e-15 1e-16 5e-16 15e-16 25e-16 -5e-16 -15e-16 5.0000000000000000000001e-16
    4.9999999999999999999999e-16 1e-33 1e-34 9e-34 1e-400 1e400 123456789012.123456789012345678901234567890123456789
    0.000000000000000500000000000000000000000000000000000000000000000001 1000000000000000000000000000000000000000000e-40
    0.0000000000000000999999999999999999999999999999999999 99999999999999999999999999999999999999999999 0.9999999999999995
    0.9999999999999994999999999999999999999999 000000000000000000000000000000000000000000000000001.5""".split():
    parse(text)
for text, reason in [
    ("", "empty"), ("1,204.50", "thousandsSeparator"), ("-1,204", "thousandsSeparator"), ("1,5", "thousandsSeparator"),
    ("+1", "leadingPlus"), ("+", "leadingPlus"), ("+1.5e3", "leadingPlus"), (" 1", "space"), ("1 ", "space"), ("1 204", "space"),
    ("\\t1", "space"), (" ", "space"), ("1_000", "underscore"), ("1e1_0", "underscore"), ("(12.50)", "parentheses"), ("(", "parentheses"),
    ("$5", "currencySign"), ("5$", "currencySign"), ("-$5", "currencySign"), ("€5", "currencySign"), ("5 €", "space"), ("5€", "currencySign"),
    ("£5", "currencySign"), ("¥5", "currencySign"), ("5\u00a0000", "space"), ("5\u202f000", "space"), ("\u22125", "notANumber"),
    ("0x1F", "hexadecimal"), ("0Xff", "hexadecimal"), ("-0x1F", "hexadecimal"), ("NaN", "notANumber"), ("nan", "notANumber"),
    ("Infinity", "notANumber"), ("-inf", "notANumber"), ("NULL", "notANumber"), ("null", "notANumber"), ("None", "notANumber"),
    ("-", "notANumber"), (".", "notANumber"), ("-.", "notANumber"), ("--1", "notANumber"), ("-+1", "notANumber"), ("1-", "notANumber"),
    ("1.2.3", "notANumber"), ("1..2", "notANumber"), ("e5", "notANumber"), (".e5", "notANumber"), ("1e", "notANumber"), ("1e-", "notANumber"),
    ("1e+", "notANumber"), ("1e5.5", "notANumber"), ("1e5e5", "notANumber"), ("1e--5", "notANumber"), ("12abc", "notANumber"),
    ("abc", "notANumber"), ("1/2", "notANumber"), ("1%", "notANumber"), ("\u0661", "notANumber"), ("\uff11", "notANumber"), ("1:2", "notANumber"),
    ("1;2", "notANumber"), ("1'204", "notANumber"), ("\"1\"", "notANumber"), ("1d5", "notANumber"), ("1f", "notANumber"), ("true", "notANumber"),
]:
    emit("refuse", text, reason)
for _ in range(9000):
    parse(number())
for _ in range(400):
    # Just about the bound, from both sides, with digits that only rounding can see.
    text = draw.choice(["", "-"]) + draw.choice(["9199999999999", "9200000000000"]) + "." + draw.choice(["0", "9"]) * draw.randrange(10, 18) + digits(draw.randrange(1, 30))
    parse(text)
for _ in range(600):
    # Ties and their neighbours at 1e-15.
    parse(draw.choice(["", "-"]) + str(draw.randrange(10**6)) + "." + digits(15) + "5" + "0" * draw.randrange(0, 30) + draw.choice(["", "1"]))
for _ in range(600):
    text = draw.choice(["1", "-12.5", "0.07", "1e5"])
    at = draw.randrange(len(text) + 1)
    mark, reason = draw.choice([(",", "thousandsSeparator"), (" ", "space"), ("_", "underscore"), ("(", "parentheses"), ("$", "currencySign"), ("x", "notANumber"), ("'", "notANumber")])
    broken = text[:at] + mark + text[at:]
    if broken.lstrip("-").startswith("0x"):
        reason = "hexadecimal"
    emit("refuse", broken, reason)

for _ in range(2500):
    a, b = amount(), amount()
    emit("add", a, b, a + b, a - b)
for _ in range(1500):
    a = amount()
    b = draw.choice([a, a + 1, -a, amount()])
    emit("compare", a, b, (a > b) - (a < b))
for _ in range(1500):
    a, b = amount(), draw.choice([amount() % 10**19, -(amount() % 10**19), 10**15, 5 * 10**14])
    emit("multiply", a, b, half_even(a * b, 10**15))
for _ in range(1500):
    a, b = amount(), 0
    while abs(b) < 10**6:
        b = draw.choice([amount(), 3 * 10**15, 7 * 10**14, -(10**15)])
    emit("divide", a, b, half_even(a * 10**15, b))
for _ in range(2000):
    a, places = amount(), draw.randrange(0, 16)
    if draw.random() < 0.4:
        step = 10 ** (15 - places)
        a = a - a % step + step // 2
    emit("round", a, places, half_even(a, 10 ** (15 - places)) * 10 ** (15 - places), show(a, places))
for _ in range(1000):
    a = amount()
    emit("show", a, show(a))
for _ in range(1000):
    a = amount()
    emit("stored", a, int(Decimal(a).scaleb(-9).to_integral_value(ROUND_FLOOR)), a % 10**9)
for _ in range(2500):
    weights = [draw.choice([0, 1, 3, draw.randrange(100), abs(amount()) % 10**22]) * draw.choice([1, 10**15]) for _ in range(draw.choice([1, 2, 3, 3, 3, 5, 12]))]
    if not sum(weights):
        weights[0] = 1
    whole = amount()
    emit("split", whole, ";".join(map(str, weights)), ";".join(map(str, split(whole, weights))))

pathlib.Path(__file__).with_name("vectors.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
