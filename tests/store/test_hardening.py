import subprocess
import sys


def test_no_core_file_is_written():
    script = (
        "from app.store.hardening import forbid_core_dumps; import resource;"
        "assert forbid_core_dumps(); print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(0, 0)"
