import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.store.errors import NotAShop, ShopBusy
from app.store.lock import ShopLock, filesystem_of, is_network_path, parse_linux_mounts, parse_mac_mounts

HOLD = """
import sys
from pathlib import Path
from app.store.lock import ShopLock
lock = ShopLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def holding(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def test_another_process_is_kept_out_and_named_until_it_is_killed(tmp_path: Path):
    with holding(tmp_path) as process:
        with pytest.raises(ShopBusy) as caught:
            ShopLock(tmp_path).acquire()
        assert str(process.pid) in str(caught.value)
        process.kill()
        process.wait()
    with ShopLock(tmp_path) as lock:
        assert lock.held


def test_a_second_window_of_this_program_is_kept_out(tmp_path: Path):
    with ShopLock(tmp_path) as lock:
        lock.acquire()
        with pytest.raises(ShopBusy) as caught:
            ShopLock(tmp_path).acquire()
        assert str(os.getpid()) in str(caught.value)
        holder = lock.holder()
        assert holder is not None and holder.pid == os.getpid()
    with ShopLock(tmp_path):
        pass


def test_a_left_over_or_unreadable_lock_file_means_nothing(tmp_path: Path):
    (tmp_path / "shop.lock").write_bytes(b"\xff\x00 nonsense " * 50)
    lock = ShopLock(tmp_path)
    assert lock.holder() is None
    with lock:
        assert lock.holder() is not None


def test_a_missing_folder_is_no_shop(tmp_path: Path):
    with pytest.raises(NotAShop):
        ShopLock(tmp_path / "gone").acquire()


def test_network_drives_are_told_from_local_ones(tmp_path: Path):
    assert not is_network_path(tmp_path)
    linux = parse_linux_mounts(
        "/dev/sda1 / ext4 rw 0 0\nnas:/x /mnt/my\\040share nfs4 rw 0 0\nfoo /mnt fuse.sshfs rw 0 0\nbroken\n"
    )
    assert filesystem_of(Path("/mnt/my share/shop"), linux) == "nfs4"
    assert filesystem_of(Path("/mnt/other"), linux) == "fuse.sshfs"
    assert filesystem_of(Path("/home/a"), linux) == "ext4"
    mac = parse_mac_mounts(
        "/dev/disk1s1 on / (apfs, local, journaled)\n//me@nas/x on /Volumes/My x (smbfs, nodev, nosuid)\n"
    )
    assert filesystem_of(Path("/Volumes/My x/shop"), mac) == "smbfs"
    assert filesystem_of(Path("/Users/a"), mac) == "apfs"
