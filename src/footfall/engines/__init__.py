"""Where does the SQL run? `engines` alone connects, transpiles and checks."""
