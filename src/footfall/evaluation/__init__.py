"""How good are the answers, and does the data give them away?"""
