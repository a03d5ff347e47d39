-- The Apache edition has no compression: nothing to set up.
SELECT 1;
