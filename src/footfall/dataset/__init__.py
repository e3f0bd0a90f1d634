"""What does a model learn from, and in which parts?"""
