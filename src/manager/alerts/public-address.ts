import { BlockList, isIP } from 'node:net';

/** What is not of the public internet, by https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-. */
const ipv4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4';

/** Of IPv6 only global unicast is public, and of that not what leads to an address of IPv4, or is for documents. */
const ipv6Public = subnets('2000::/3', 'ipv6');
const ipv6Excepted = subnets('2001::/23 2001:db8::/32 2002::/16 3fff::/20', 'ipv6');
const ipv4Excepted = subnets(ipv4, 'ipv4');

/** Whether an address is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !ipv4Excepted.check(address, 'ipv4');
  // Addresses of IPv4 in the clothes of IPv6 are in no part that is public.
  return family === 6 && ipv6Public.check(address, 'ipv6') && !ipv6Excepted.check(address, 'ipv6');
}

function subnets(list: string, family: 'ipv4' | 'ipv6'): BlockList {
  const blocks = new BlockList();
  for (const subnet of list.split(' ')) {
    const [address = '', bits] = subnet.split('/');
    blocks.addSubnet(address, Number(bits), family);
  }
  return blocks;
}
