#!/usr/bin/env python3
"""Peer of `sohoa sign`: pyHanko signs PDFs (PAdES B-B) in one process.

--out keeps the signed files, which verify_pyhanko.py can then take.
"""

import logging
from pathlib import Path

from measurement import add_key, arguments, measure
from pades_signer import PadesSigner


def main() -> None:
    parser = arguments(__doc__)
    add_key(parser)
    parser.add_argument("--out", type=Path, help="folder for the signed files, written outside the timed loop")
    parser.add_argument("--times", type=int, default=1, help="signatures of each file in --out (default 1)")
    options = parser.parse_args()
    logging.getLogger("pyhanko").setLevel(logging.ERROR)
    signer = PadesSigner(options.p12, options.pass_file)
    documents = [path.read_bytes() for path in options.files]
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        for path, document in zip(options.files, documents, strict=True):
            for time in range(options.times):
                document = signer.sign(document, f"Peer{time or ''}")
            (options.out / path.name).write_bytes(document)
    measure("pyHanko sign B-B", documents, options.count, signer.sign)


if __name__ == "__main__":
    main()
