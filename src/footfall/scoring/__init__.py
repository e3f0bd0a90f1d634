"""How does a saved model score?"""
