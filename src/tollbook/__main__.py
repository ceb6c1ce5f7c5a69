"""``python -m tollbook``: the same as the command ``tollbook``."""

import sys

from tollbook.cli import main

sys.exit(main())
