"""What a reader sees: the frame, the filters and one module per panel. Streamlit lives here only."""
