"""What a reader sees: the frame, the filters, one module per panel. Streamlit lives only here."""
