-- MSG-15: a seller whose webhook hangs, or who has very much to deliver, holds up nobody else. Claims go seller by seller.
CREATE INDEX connector_dispatch_waiting ON connector_dispatch (seller_id, due_at) WHERE due_at IS NOT NULL;
DROP INDEX connector_dispatch_due;
