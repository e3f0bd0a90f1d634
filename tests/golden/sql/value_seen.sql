-- Summed price of the different products seen in this session.
-- total_distinct(price_micros), over the session
-- unit currency, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    SUM(CASE WHEN seen0 = 1 THEN price_micros END) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM (
    SELECT
      *,
      CASE
        WHEN NOT item_id IS NULL
        THEN ROW_NUMBER() OVER (PARTITION BY session_no, item_id ORDER BY ord)
      END AS seen0
    FROM visits
  ) AS seen
)
SELECT
  ord,
  (
    CAST(CAST(COALESCE(p0, 0) AS BIGINT) AS DOUBLE) / 1000000
  ) AS value_seen
FROM plain
JOIN w0
  USING (ord)
