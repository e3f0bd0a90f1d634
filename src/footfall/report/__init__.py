"""What should be done next? The report and its figures."""
