"""`python -m celtint_cli` is `celtint`."""

import sys

from celtint_cli.main import main

sys.exit(main())
