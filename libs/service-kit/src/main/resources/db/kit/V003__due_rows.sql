-- Rulebook, Time passing: how far each seller's events have come, so that nothing falls due before what the next record disproves.
CREATE TABLE seller_arrival (
  seller_id  text COLLATE "C" PRIMARY KEY,
  partition  integer     NOT NULL, -- of rapport.inbound
  newest_at  timestamptz NOT NULL, -- when the newest of its events happened at the marketplace
  arrived_at timestamptz NOT NULL  -- when the last of them was applied, to within some seconds
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 500);
SELECT kit_protect('seller_arrival');
