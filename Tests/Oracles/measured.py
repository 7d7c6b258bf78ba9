"""Runs a command and tells what it cost.

usage: measured.py COMMAND [ARGUMENT…]
Prints {"status", "cpu" (seconds), "memory" (bytes at most), "output", "errors"}; the command is killed after 60 seconds of CPU.
"""

import json
import resource
import subprocess
import sys


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (60, 61))


ran = subprocess.run(sys.argv[1:], capture_output=True, preexec_fn=limit)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({
    "status": ran.returncode, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * 1024,
    "output": ran.stdout.decode("utf-8", "replace"), "errors": ran.stderr.decode("utf-8", "replace"),
}))
