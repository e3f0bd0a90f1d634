-- Share of this session's product pages that had been seen before in it.
-- item_revisit_share=item_revisits/item_views
-- unit share, scope as its parts, clock as its parts
SELECT
  ord,
  item_revisits,
  item_views,
  (
    CAST(item_revisits AS DOUBLE) / NULLIF(CAST(item_views AS DOUBLE), 0)
  ) AS item_revisit_share
FROM (
  WITH plain AS (
    SELECT
      ord
    FROM visits
  ), w0 AS (
    SELECT
      ord,
      COUNT(CASE WHEN seen0 > 1 THEN 1 END) OVER (
        PARTITION BY session_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p0
    FROM (
      SELECT
        *,
        CASE
          WHEN NOT CASE WHEN (
            type = 'view_item'
          ) THEN item_id END IS NULL
          THEN ROW_NUMBER() OVER (
            PARTITION BY session_no, CASE WHEN (
              type = 'view_item'
            ) THEN item_id END
            ORDER BY ord
          )
        END AS seen0
      FROM visits
    ) AS seen
  ), w1 AS (
    SELECT
      ord,
      COUNT(CASE WHEN (
        type = 'view_item'
      ) THEN 1 END) OVER (
        PARTITION BY session_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p1
    FROM visits
  )
  SELECT
    ord,
    p0 AS item_revisits,
    p1 AS item_views
  FROM plain
  JOIN w0
    USING (ord)
  JOIN w1
    USING (ord)
) AS answered
