"""Base Atlas: an interactive map of foreign military bases in Central Asia, 2001 to 2021."""

from ui import shell

shell.run()
