"""What does the shop look like?"""
