"""Where in the world? The declaration of a map, the shapes of countries, and how both are drawn on the screen and on paper."""
