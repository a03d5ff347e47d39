export { isLostConnection } from '../storage/timescale/lost-connection.ts';
