"""How do events become visits?"""
