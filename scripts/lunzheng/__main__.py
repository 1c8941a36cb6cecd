"""``python -m lunzheng`` is the command ``lunzheng``."""

from lunzheng.cli import main

if __name__ == "__main__":
    main()
