"""What happened: the canonical event, and how every source becomes a log of them."""
