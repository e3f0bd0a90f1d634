"""What would a shop look like whose truth is known?"""
