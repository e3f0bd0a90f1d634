-- Latest clicks in a row in the category at hand.
-- current(category_run), over the session
-- unit events, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    category_run
  FROM visits
)
SELECT
  ord,
  category_run AS category_run
FROM plain
