# SPDX-License-Identifier: Apache-2.0
"""`python -m auditor` is the command."""

from auditor.cli import main

if __name__ == "__main__":
    main()
