-- What has changed, and the cache that processes share may not have been told of: written with the change, so that it
-- outlives the process that made it and whatever keeps Redis from answering. Only where somebody has used such a cache.

CREATE TABLE stockula.untold_changes (
  tag text PRIMARY KEY,
  change bigint NOT NULL GENERATED ALWAYS AS IDENTITY
);
COMMENT ON TABLE stockula.untold_changes IS 'tags of values in Redis that are outdated until Redis is told';

ALTER TABLE stockula.identity ADD COLUMN shared_cache boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN stockula.identity.shared_cache IS 'whether a process has ever used a shared cache of this database';
