"""What are the answers? Models that learn, calibrate, group and are kept."""
