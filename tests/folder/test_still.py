from pathlib import Path

import pytest

from engine.folder.still import MovedError, read_still


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/proc/self/status", id="says it is empty and holds text"),
        pytest.param(
            "/sys/kernel/mm/transparent_hugepage/enabled", id="holds less than it says"
        ),
    ],
)
def test_a_file_whose_size_is_not_what_can_be_read_is_not_still(path):
    if not Path(path).exists():
        pytest.skip("this system has no such file")
    with pytest.raises(MovedError):
        read_still(Path(path), 10_000)


def test_a_file_longer_than_the_cap_is_not_read(tmp_path):
    (tmp_path / "a").write_bytes(b"12345")
    assert read_still(tmp_path / "a", 5)[0] == b"12345"
    with pytest.raises(MovedError):
        read_still(tmp_path / "a", 4)
