-- Time since something was last put in the cart in this session.
-- since(), where (type = 'add_to_cart'), over the session
-- unit seconds, scope session, clock second
WITH plain AS (
  SELECT
    ord,
    us,
    (
      time_precision IN ('microsecond', 'millisecond', 'second')
    ) AS r1
  FROM visits
), w0 AS (
  SELECT
    ord,
    MAX(CASE WHEN (
      type = 'add_to_cart'
    ) THEN us END) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE WHEN r1 THEN (
    CAST((
      us - p0
    ) AS DOUBLE) / 1000000
  ) END AS seconds_since_cart_add
FROM plain
JOIN w0
  USING (ord)
