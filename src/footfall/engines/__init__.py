"""Where does the SQL run? `engines` alone connects, transpiles and checks; nobody else imports a database."""
