import pytest

from engine.core.values.diagnostic import Diagnostic


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        pytest.param(
            Diagnostic("field.yaml", 7, 16, "P104", 'found "80", expected a percent', "write 80%"),
            'field.yaml:7:16: P104 found "80", expected a percent\n  hint: write 80%',
            id="with a place and a hint",
        ),
        pytest.param(
            Diagnostic("field.yaml", 7, 16, "P104", 'found "80"'),
            'field.yaml:7:16: P104 found "80"', id="without a hint: no line for one",
        ),
        pytest.param(
            Diagnostic("march.xlsx", 0, 0, "F301", "no number", where="sheet Sales, row 14"),
            "march.xlsx: sheet Sales, row 14: F301 no number", id="a cell is said in words",
        ),
        pytest.param(
            Diagnostic("march.xlsx", 0, 0, "F301", "damaged"), "march.xlsx: F301 damaged", id="a whole file",
        ),
    ],
)  # fmt: skip
def test_a_problem_prints_its_place_code_and_hint(problem: Diagnostic, text: str) -> None:
    assert str(problem) == text


def test_problems_sort_by_place_as_numbers() -> None:
    places = [("b.yaml", 1, 1), ("a.yaml", 10, 1), ("a.yaml", 9, 2), ("a.yaml", 9, 1)]
    problems = [Diagnostic(*place, "P101", "x") for place in places]
    assert [(p.file, p.line, p.column) for p in sorted(problems)] == sorted(places)
