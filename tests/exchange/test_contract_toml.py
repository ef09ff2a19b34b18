"""A contract as TOML: the one of the order, every key, what is refused and in which line, and back again."""

import tomllib
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvuedge_desktop.domain.contracts import Contract, CreditPolicy, Tier, contract_year
from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.domain.periods import Period
from rvuedge_desktop.exchange.contract_toml import contract_text, read_contract
from tests.contract_files import RIVERSIDE

LEAVE = "[[leave]]\nfrom = 2026-08-01\nto = 2026-08-02\n"
SHORTEST = 'name = "Short"\nfrom = 2026-07-01\n'
EVERYTHING = """\
name = "Lakeside"
provider = "Kim"
from = 2027-03-16
year_start = "01-01"
base_salary = "210500.50"
fte = "0.8"
schedule = "RVU21A"
target_wrvu = "4800.5"
true_up = "quarter"
tiers = "whole"
draw = "2500"
cap = "90000"
floor = "20000"
weekdays = ["mon", "tue", "sat"]
holidays = [2027-05-31, 2027-07-05]
[[tier]]
from_wrvu = "0"
rate = "38.25"
[[leave]]
from = 2027-08-02
to = 2027-08-13
[[leave]]
from = 2027-12-24
to = 2027-12-24
[credit]
preset = "medicare"
reductions = false
not_credited = ["99072", "G0552"]
AS = "0.136"
[credit.codes]
99214 = "2.5"
"90853" = "0.75"
"""


def read(text: str) -> Contract:
    return read_contract(text, "riverside.toml")


def refusal(text: str) -> str:
    with pytest.raises(BadInputError) as refused:
        read(text)
    assert refused.value.safe == "No contract was changed"
    assert refused.value.fix
    return refused.value.what


def test_the_contract_of_the_order() -> None:
    contract = read(RIVERSIDE)
    assert contract == Contract(
        name="Riverside 2026",
        provider="default",
        first_day=date(2026, 7, 1),
        year_start=(7, 1),
        base_salary=Decimal(180_000),
        target_wrvu=Decimal(6000),
        tiers=(
            Tier(Decimal(0), Decimal(0)),
            Tier(Decimal(4000), Decimal(45)),
            Tier(Decimal(5500), Decimal("52.5")),
        ),
        credit=CreditPolicy(by_modifier={"80": Decimal("0.16"), "62": Decimal("0.625")}),
    )
    year = contract_year([contract], date(2026, 7, 15))
    assert year is not None
    assert str(year.productivity(Decimal(5600))) == "72750.00"


def test_every_key() -> None:
    assert read(EVERYTHING) == Contract(
        name="Lakeside",
        provider="Kim",
        first_day=date(2027, 3, 16),
        year_start=(1, 1),
        base_salary=Decimal("210500.50"),
        fte=Decimal("0.8"),
        schedule="RVU21A",
        target_wrvu=Decimal("4800.5"),
        true_up="quarter",
        tier_kind="whole",
        tiers=(Tier(Decimal(0), Decimal("38.25")),),
        draw=Decimal(2500),
        cap=Decimal(90_000),
        floor=Decimal(20_000),
        credit=CreditPolicy(
            "medicare",
            {"AS": Decimal("0.136")},
            reductions=False,
            own_values={"99214": Decimal("2.5"), "90853": Decimal("0.75")},
            not_credited=frozenset({"99072", "G0552"}),
        ),
        weekdays=frozenset({0, 1, 5}),
        holidays=frozenset({date(2027, 5, 31), date(2027, 7, 5)}),
        leaves=(
            Period(date(2027, 8, 2), date(2027, 8, 13)),
            Period(date(2027, 12, 24), date(2027, 12, 24)),
        ),
    )


def test_what_is_left_out_has_its_usual_value() -> None:
    contract = read(SHORTEST)
    assert contract == Contract("Short", "default", date(2026, 7, 1), (7, 1), Decimal(0))
    assert (contract.schedule, contract.tier_kind, contract.true_up) == (
        "date-of-service",
        "marginal",
        "year",
    )
    assert (contract.cap, contract.target_wrvu, contract.tiers) == (None, None, ())


@pytest.mark.parametrize(
    ("credit", "reductions"),
    [
        ("", False),
        ('preset = "full"', False),
        ('preset = "medicare"', True),
        ('preset = "full"\nreductions = true', True),
        ('preset = "medicare"\nreductions = false', False),
    ],
)
def test_reductions_go_with_the_preset_unless_said(credit: str, reductions: bool) -> None:
    assert read(f"{SHORTEST}[credit]\n{credit}").credit.reductions is reductions


@pytest.mark.parametrize("schedule", ["date-of-service", "2021", "RVU21A", "RVU24AR"])
def test_schedules_that_can_be_named(schedule: str) -> None:
    assert read(f'{SHORTEST}schedule = "{schedule}"').schedule == schedule


def test_a_year_may_begin_on_the_29th_of_february() -> None:
    assert read(f'{SHORTEST}year_start = "02-29"').year_start == (2, 29)
    assert read(SHORTEST.replace("2026-07-01", "2024-02-29")).year_start == (2, 29)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"Riverside 2026"', '" "', "line 1: its name is empty"),
        ('"Riverside 2026"', "7", "line 1: its name is empty"),
        ('name = "Riverside 2026"', "", "it has no \u201cname\u201d"),
        ("from = 2026-07-01", "", "it has no \u201cfrom\u201d"),
        ("2026-07-01", '"2026-07-01"', "line 3: from is '2026-07-01', which is no day"),
        ("2026-07-01", "2026-07-01T08:00:00", "line 3: from is "),
        ("2026-07-01", "2026-02-30", "is not TOML: Invalid date"),
        ('"180000"', "180000", "line 4: base_salary must be a string"),
        ('"180000"', "180000.0", "line 4: base_salary must be a string"),
        ('"180000"', '"180,000"', "line 4: base_salary is '180,000', which is no number"),
        ('"180000"', '"-1"', "line 4: base_salary is -1, which is not from 0 to 100,000,000"),
        ('"180000"', '"NaN"', "line 4: base_salary is NaN, which is not from 0"),
        ('"180000"', '"sNaN"', "line 4: base_salary is sNaN, which is not from 0"),
        ('"180000"', '"1e-99999"', "line 4: base_salary is '1e-99999', which is not written with digits"),
        ('"180000"', '"180000.005"', "line 4: base_salary is 180000.005, which has more than 2 decimals"),
        ('"6000"', '"6000.00005"', "line 7: target_wrvu is 6000.00005, which has more than 4 decimals"),
        ('"45.00"', '"45.00005"', "line 15: rate is 45.00005, which has more than 4 decimals"),
        ('"4000"', '"4000.00005"', "line 14: from_wrvu is 4000.00005, which has more than 4 decimals"),
        ('"4000"', '"x"', "line 14: from_wrvu is 'x', which is no number"),
        ('"4000"', "4000", "line 14: from_wrvu must be a string"),
        ('from_wrvu = "4000"\n', "", "line 13: a tier has no \u201cfrom_wrvu\u201d"),
        (
            "2026-07-01",
            "1989-12-31",
            "line 3: from is 1989-12-31, which is not from 1990-01-01 to 2100-01-01",
        ),
        ("2026-07-01", "2100-01-02", "line 3: from is 2100-01-02, which is not from"),
        ('"default"', '" "', "line 2: provider is ' ', which is no name"),
        ('"default"', "7", "line 2: provider is 7, which is no name"),
        ('"default"', '"Kim\\nLee"', "line 2: a provider's name stands in one line"),
        ('"180000"', '"Infinity"', "line 4: base_salary is Infinity, which is not from 0"),
        ('"1.0"', '"2.1"', "line 5: fte is 2.1, which is not from 0 to 2"),
        ('"date-of-service"', '"1999"', "line 6: schedule is '1999'"),
        ('"date-of-service"', '"RVU21X"', "line 6: schedule is 'RVU21X'"),
        ('"6000"', '"x"', "line 7: target_wrvu is 'x', which is no number"),
        ('"year" ', '"week"', "line 8: true_up is 'week'"),
        ('"marginal" ', '["marginal"]', "line 9: tiers is ['marginal']"),
        ('"5500"', '"4000"', "line 17: the tier from 4000 stands behind the one from 4000"),
        ('"5500"', '"3999.99"', "line 17: the tier from 3999.99 stands behind the one from 4000"),
        ('rate = "52.50"', "", "a tier has no \u201crate\u201d"),
        ('from_wrvu = "5500"\n', "", "a tier has no \u201cfrom_wrvu\u201d"),
        ('rate = "52.50"', 'rate = "52.50"\nrtae = "1"', "line 19: \u201crtae\u201d is no key of a contract"),
        ("fte", "ftee", "line 5: \u201cftee\u201d is no key of a contract"),
        ('"full" ', '"half"', "line 20: preset is 'half'"),
        ('"0.16"', '"4.01"', "line 21: 80 is 4.01, which is not from 0 to 4"),
        ('"0.16"', '"16 %"', "line 21: 80 is '16 %', which is no number"),
        ('"80"', '"8O"', "line 21: \u201c8O\u201d under credit is neither a modifier nor a known key"),
        (
            '"80"',
            "presets",
            "line 21: \u201cpresets\u201d under credit is neither a modifier nor a known key",
        ),
        ("[credit]", "[[credit]]", "line 19: credit must be a table"),
    ],
)
def test_what_contradicts_itself_is_refused_with_its_line(old: str, new: str, said: str) -> None:
    assert RIVERSIDE.count(old) == 1
    assert said in refusal(RIVERSIDE.replace(old, new))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('year_start = "13-01"', "line 3: year_start is '13-01'"),
        ('year_start = "02-30"', "line 3: year_start is '02-30'"),
        ("year_start = 7", "line 3: year_start is 7"),
        ('weekdays = ["mon", "Tue"]', "line 3: weekdays is 'Tue'"),
        ('weekdays = "mon"', "line 3: weekdays must be a list"),
        ('holidays = ["2026-12-25"]', "line 3: holidays is '2026-12-25', which is no day"),
        ("holidays = 2026-12-25", "line 3: holidays must be a list"),
        ("leave = [2026-12-25]", "line 3: leave must be a table"),
        ("[[leave]]\nfrom = 2026-12-25", "line 3: a leave needs a first day"),
        ("[[leave]]\nfrom = 2026-12-25\nto = 2026-12-24", "a leave ends on 2026-12-24, before it begins"),
        ("[[leave]]\nfrom = 2026-12-25\nto = 1", "line 5: to is 1, which is no day"),
        ("[[leave]]\nfirst = 2026-12-25", "line 4: \u201cfirst\u201d is no key of a contract"),
        ('tier = "45.00"', "line 3: tier must be a list"),
        ("tier = [1]", "line 3: tier must be a table"),
        ("credit = 1", "line 3: credit must be a table"),
        ("[credit]\nreductions = 1", "line 4: reductions must be true or false"),
        ('[credit]\nnot_credited = ["9921"]', "\u201c9921\u201d is not a code"),
        ("[credit]\nnot_credited = 99214", "line 4: not_credited must be a list"),
        ("[credit]\ncodes = 1", "line 4: codes must be a table"),
        ('[credit.codes]\nvisit = "1"', "line 4: \u201cvisit\u201d is not a code"),
        ('[credit.codes]\n99214 = "1001"', "line 4: 99214 is 1001, which is not from 0 to 1,000"),
        ("draw = 1", "line 3: draw must be a string"),
        ('cap = ""', "line 3: cap is '', which is no number"),
        ('cap = "10"\nfloor = "11"', "line 4: floor is 11 and cap is 10"),
        ('cap = "0.001"', "line 3: cap is 0.001, which has more than 2 decimals"),
        ('draw = "100.125"', "line 3: draw is 100.125, which has more than 2 decimals"),
        ("weekdays = []", "line 3: weekdays names no day"),
        ("from = 1\n[[leave]]\nfrom = 2026-12-25", "is not TOML"),
        (f"{LEAVE}{LEAVE.replace('01', '1')}", "is not TOML"),
        (f"{LEAVE}[[leave]]\nfrom = 1\nto = 2026-12-24\n{LEAVE}", "line 7: from is 1, which is no day"),
        (f"{LEAVE}[[leave]]\nfrom = 2026-12-25\n{LEAVE}", "line 6: a leave needs a first day"),
        (f"{LEAVE}[[leave]]\nfrom = 2026-12-25\nto = 2026-12-24\n{LEAVE}", "line 8: a leave ends on"),
        (f"{LEAVE}[[leave]]\nfirst = 1\n{LEAVE}", "line 7: \u201cfirst\u201d is no key"),
        ("leave = [{from = 2026-12-25, to = 1}]", "line 3: to is 1, which is no day"),
        ("[credit]\npreset = 1\n[credit.codes]\npreset = 1", "line 6: \u201cpreset\u201d is not a code"),
        ('credit.preset = "half"', "line 3: preset is 'half'"),
        ("[credit]\n[credit.kodes]", "line 4: \u201ckodes\u201d under credit is neither"),
        ('[credit]\nnot_credited = [\n"9921"]', "line 4: \u201c9921\u201d is not a code"),
        ('name = "Twice"', "is not TOML: "),
        ("what?", "is not TOML: "),
    ],
)
def test_what_is_added_wrongly_is_refused_with_its_line(line: str, said: str) -> None:
    assert said in refusal(SHORTEST + line)


def test_the_file_is_named() -> None:
    assert refusal("colour = 1").startswith("riverside.toml, line 1: ")


def test_a_contract_is_written_so_that_a_person_can_read_it() -> None:
    text = contract_text(read(RIVERSIDE))
    assert text.startswith(
        'name = "Riverside 2026"\nprovider = "default"\nfrom = 2026-07-01\nyear_start = "07-01"\n'
        'base_salary = "180000"\nfte = "1.0"\nschedule = "date-of-service"\ntarget_wrvu = "6000"\n'
    )
    assert '[[tier]]\nfrom_wrvu = "4000"\nrate = "45.00"\n' in text
    assert text.endswith('[credit]\npreset = "full"\nreductions = false\n"62" = "0.625"\n"80" = "0.16"\n')


@pytest.mark.parametrize("text", [RIVERSIDE, SHORTEST, EVERYTHING])
def test_a_contract_is_written_and_read_back_the_same(text: str) -> None:
    contract = read(text)
    assert read(contract_text(contract)) == contract


@pytest.mark.parametrize(
    "name",
    [
        'St. "Mary" \\ Sons',
        "Spitäler Zürich",
        "\U0001f3e5",
        "\U000e0001\U0010ffff",
        "two\nlines\tand a tab",
        "\x1b[31m\x7f",
    ],
)
def test_any_name_comes_back_as_it_was(name: str) -> None:
    contract = read(SHORTEST)._replace(name=name)
    assert read(contract_text(contract)) == contract


def test_what_an_older_version_kept_is_read_from_the_log() -> None:
    text = 'name = "Old"\nfrom = 1985-01-01\ndraw = "100.125"\nweekdays = []\nprovider = "two\\nlines"\n'
    contract = read_contract(text, "the log", kept=True)
    assert (contract.draw, contract.weekdays) == (Decimal("100.125"), frozenset())
    assert read_contract(contract_text(contract), "the log", kept=True) == contract
    for line in text.splitlines()[1:]:
        old = "\n".join(one for one in (SHORTEST if "from" not in line else 'name = "Short"', line))
        refusal(old)


def test_a_byte_order_mark_and_line_ends_of_windows_are_accepted() -> None:
    assert read("\ufeff" + RIVERSIDE.replace("\n", "\r\n")) == read(RIVERSIDE)


@pytest.mark.parametrize("value", ["1" * 5000, "[" * 5000, "0x" + "f" * 5000])
@pytest.mark.parametrize("key", ["x", "from", "schedule"])
def test_what_is_far_too_long_or_deep_is_refused(key: str, value: str) -> None:
    text = "\n".join(line for line in SHORTEST.splitlines() if not line.startswith(key))
    assert refusal(f"{text}\n{key} = {value}").startswith("riverside.toml")


@pytest.mark.parametrize(("given", "kept"), [('" Kim "', "Kim"), ('"Kim Lee"', "Kim Lee")])
def test_a_provider_is_a_name(given: str, kept: str) -> None:
    assert read(f"{SHORTEST}provider = {given}").provider == kept


# What holds of every contract

DAY = timedelta(days=1)
numbers = st.decimals(0, 100_000_000, places=4)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
codes = st.from_regex(r"[0-9A-Z][0-9]{3}[0-9A-Z]", fullmatch=True)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).map(str.strip).filter(bool)
amounts = st.decimals(0, 100_000_000, places=2)
providers = names.filter(str.isprintable)
periods = st.tuples(days, st.integers(0, 60)).map(lambda run: Period(run[0], run[0] + run[1] * DAY))
policies = st.builds(
    CreditPolicy,
    st.sampled_from(["full", "medicare"]),
    st.dictionaries(st.sampled_from(["80", "62", "AS", "22"]), st.decimals(0, 4, places=3)),
    st.booleans(),
    st.dictionaries(codes, st.decimals(0, 1000, places=4), max_size=4),
    st.frozensets(codes, max_size=4),
)
tiers = st.lists(st.builds(Tier, numbers, numbers), max_size=5, unique_by=lambda tier: tier.from_wrvu).map(
    lambda some: tuple(sorted(some))
)
contracts = st.builds(
    Contract,
    name=names,
    provider=providers,
    first_day=days.filter(lambda day: day <= date(2100, 1, 1)),
    year_start=days.map(lambda day: (day.month, day.day)),
    base_salary=amounts,
    fte=st.decimals(0, 2, places=2),
    schedule=st.sampled_from(["date-of-service", "2021", "RVU21A"]),
    target_wrvu=st.none() | numbers,
    true_up=st.sampled_from(["month", "quarter", "year"]),
    tier_kind=st.sampled_from(["marginal", "whole"]),
    tiers=tiers,
    draw=amounts,
    cap=st.none() | st.decimals(50_000, 100_000, places=2),
    floor=st.none() | st.decimals(0, 50_000, places=2),
    credit=policies,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    holidays=st.frozensets(days, max_size=4),
    leaves=st.lists(periods, max_size=3).map(tuple),
)


@given(contracts)
def test_any_contract_is_written_and_read_back_the_same(contract: Contract) -> None:
    assert read(contract_text(contract)) == contract


def reads_or_refuses(text: str) -> None:
    try:
        contract = read(text)
    except BadInputError as refused:
        assert refused.what.startswith("riverside.toml")  # noqa: PT017 - either end is fine
    else:
        assert read(contract_text(contract)) == contract


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    reads_or_refuses(text)


pieces = st.sampled_from([*EVERYTHING.splitlines(), *RIVERSIDE.splitlines(), *SHORTEST.splitlines()])
values = st.sampled_from(
    ["1", '"x"', '"1"', "[]", "{}", "true", "2026-07-01", "08:00:00", "1.5", "nan", '["a", 1]', "[{}]"]
)
keys = st.sampled_from([*tomllib.loads(EVERYTHING), "[credit]\npreset", "[[tier]]\nrate", "[[leave]]\nto"])
assignments = st.tuples(keys, values).map(" = ".join)


@given(st.lists(pieces | assignments, max_size=12))
def test_any_mixture_of_lines_is_read_or_refused(lines: list[str]) -> None:
    reads_or_refuses(SHORTEST + "\n".join(lines))
    reads_or_refuses("\n".join(lines))


@given(assignments)
def test_any_value_of_any_key_is_read_or_refused(line: str) -> None:
    reads_or_refuses(SHORTEST + line)
