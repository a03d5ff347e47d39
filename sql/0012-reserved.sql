-- The number is taken by an upgrade that is made elsewhere; its file takes the place of this one.
SELECT;
