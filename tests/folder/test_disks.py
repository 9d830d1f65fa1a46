from pathlib import Path

import pytest

from engine.folder.disks import file_system_kind, kind_among, remote, unfit_state

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:41 / /srv/shared\\040plans rw - cifs //files/plans rw
31 22 0:42 / /home/ada/cloud rw - fuse.rclone cloud: rw
32 31 8:3 / /home/ada/cloud/local rw - xfs /dev/sdb1 rw
33 22 8:4 / /mnt rw - ext4 /dev/sdc1 rw
34 33 0:44 / /mnt rw - nfs4 files:/plans rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        pytest.param("/etc", "ext4", id="the root"),
        pytest.param("/srv/shared plans/North", "cifs", id="a space in the mount point"),
        pytest.param("/srv/shared", "ext4", id="a prefix of letters is no folder"),
        pytest.param("/home/ada/cloud/x", "fuse.rclone", id="a cloud drive"),
        pytest.param("/home/ada/cloud/local/x", "xfs", id="the innermost wins"),
        pytest.param("/mnt", "nfs4", id="of two on one place the later wins"),
    ],
)
def test_a_path_lies_on_the_innermost_mount_above_it(path, kind):
    assert kind_among(MOUNTS, Path(path)) == kind


@pytest.mark.parametrize(
    ("kind", "far"),
    [
        *(
            (kind, True)
            for kind in ("nfs", "nfs4", "cifs", "smb3", "fuse", "fuse.sshfs", "fuseblk")
        ),
        *((kind, True) for kind in ("9p", "virtiofs", "drvfs", "ceph")),
        *((kind, False) for kind in ("ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "")),
    ],
)
def test_network_and_fuse_disks_are_known_by_name(kind, far):
    assert remote(kind) is far


def test_the_state_folder_stays_out_of_the_shared_one(tmp_path):
    plans = tmp_path / "plans"
    (tmp_path / "link").symlink_to(plans)
    assert unfit_state(tmp_path / ".planward", plans) is None
    for state in (plans, plans / ".planward", tmp_path / "link" / ".planward", tmp_path):
        assert unfit_state(state, plans) is not None


@pytest.mark.skipif(
    not Path("/proc/self/mountinfo").exists(), reason="only Linux lists mounts so"
)
def test_a_disk_that_is_no_place_for_the_truth_is_named(tmp_path):
    assert file_system_kind(Path("/proc/self")) == "proc"
    assert not remote(file_system_kind(tmp_path / "not there yet"))
