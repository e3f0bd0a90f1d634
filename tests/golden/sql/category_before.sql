-- Category of the click before the latest in this session.
-- current(previous_category), over the session
-- unit category, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    previous_category
  FROM visits
)
SELECT
  ord,
  previous_category AS category_before
FROM plain
