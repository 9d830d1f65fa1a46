"""What every room's tests share: golden files, and the rule about what may be skipped."""

import os
import shutil
import subprocess
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from hypothesis import settings

# How long one example takes says how busy the machine is; `make bench` measures what is fast enough.
settings.register_profile("here", deadline=None)
if settings.get_current_profile_name() == "default":  # on a CI machine it is another already
    settings.load_profile("here")
# `pytest --hypothesis-profile=thorough tests/core/test_promises.py`: before a release, for a night.
settings.register_profile("thorough", max_examples=5000)

MAY_BE_SKIPPED = "shared_data"

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files anew; then read the difference like code",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden("documents/plan.txt", text)` compares with the file, or rewrites it on request."""
    update = request.config.getoption("--update-golden")

    def check(name: str, text: str) -> None:
        file = GOLDEN / name
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.is_file(), f"{file} is missing: run pytest --update-golden and read it"
        assert text == file.read_text(encoding="utf-8")

    return check


def may_be_skipped(report: pytest.TestReport | pytest.CollectReport) -> bool:
    """Where the checks run, everything is there but the real exports; elsewhere a system may lack things."""
    return "CI" not in os.environ or MAY_BE_SKIPPED in report.keywords


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and not may_be_skipped(report):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} may not be skipped here: {report.longreprtext}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(MAY_BE_SKIPPED in report.keywords for report in skipped)
    if office := shutil.which("soffice"):
        says = subprocess.run([office, "--version"], capture_output=True, text=True, timeout=60)
        terminalreporter.write_line(f"driven: {says.stdout.strip()}")
    terminalreporter.write_line(f"{count} tests marked {MAY_BE_SKIPPED} were skipped")
