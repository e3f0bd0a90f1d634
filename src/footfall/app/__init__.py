"""What does a person see who will not use a terminal? Streamlit pages: views only, everything they show is computed below."""
