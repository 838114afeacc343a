"""What Streamlit runs for a reader, from top to bottom, at every answer."""

from ui import frame

frame.run()
