import { BlockList, isIPv4, isIPv6, type Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Whether only this machine can have such an address. */
function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(plain)) return loopback.check(plain);
  return isIPv6(plain) && loopback.check(plain, 'ipv6');
}

/** Whether a server that listens there can be reached from this machine only. */
export const isLoopbackHost = (host: string): boolean => host === 'localhost' || isLoopback(host);

/** An address is that of its connection: looked at once for all its requests. */
const known = new WeakMap<Socket, boolean>();

function isLocal(socket: Socket): boolean {
  const before = known.get(socket);
  if (before !== undefined) return before;
  const local = isLoopback(socket.remoteAddress ?? '');
  known.set(socket, local);
  return local;
}

/**
 * Whether somebody on this machine asks, and not by way of a name that somebody else made point here (DNS rebinding).
 * What says that it was passed on must say the same of every station; without a proxy that is trusted nothing may.
 */
export function isFromHere({ socket, headers, hostname }: FastifyRequest, isProxyTrusted: boolean): boolean {
  const stations = stationsOf(headers['x-forwarded-for'], headers['forwarded']);
  const passedOn = stations.length > 0 || headers['x-forwarded-host'] !== undefined;
  if (passedOn && !isProxyTrusted) return false;
  return isLocal(socket) && stations.every(isLoopback) && isOurName(hostname);
}

function isOurName(hostname: string): boolean {
  if (hostname === '127.0.0.1' || hostname === 'localhost') return true;
  const name = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return isLoopbackHost(name);
}

function stationsOf(
  forwardedFor: string | string[] | undefined,
  forwarded: string | undefined,
): readonly string[] {
  if (forwardedFor === undefined && forwarded === undefined) return [];
  // Of the other form of the header we take no addresses, so it is held for one from elsewhere.
  const others = forwarded === undefined ? [] : ['elsewhere'];
  return [
    ...others,
    ...[forwardedFor ?? []]
      .flat()
      .join(',')
      .split(',')
      .map((text) => text.trim())
      .filter(Boolean),
  ];
}
