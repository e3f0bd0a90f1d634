"""What do we know as of an event?"""
