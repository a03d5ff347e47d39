import type { IncomingMessage, ServerResponse } from 'node:http';

const form = '<form><input type="hidden" name="csrfToken" value="t&#x2B;n"></form>';

function redirect(response: ServerResponse, location: string, cookie: string): void {
  const value = `${cookie}=1; Domain=.yahoo.com; Path=/; Secure`;
  response.writeHead(302, { location, 'set-cookie': value }).end();
}

function takeForm(request: IncomingMessage, response: ServerResponse): void {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => {
    body += chunk;
  });
  request.on('end', () => {
    if (body.startsWith('csrfToken=t%2Bn&'))
      redirect(response, 'https://guce.yahoo.com/copyConsent?s=1', 'CFC');
    else response.writeHead(400).end();
  });
}

/** The pages by which one agrees to cookies; whether the request was for one of them. */
export function answerConsent(url: URL, request: IncomingMessage, response: ServerResponse): boolean {
  const { pathname } = url;
  if (pathname.startsWith('/quote/') && !request.headers.cookie?.includes('GUC=')) {
    redirect(response, 'https://guce.yahoo.com/consent?s=1', 'GUCS');
  } else if (pathname === '/consent') {
    redirect(response, 'https://consent.yahoo.com/v2/collectConsent?s=1', 'S');
  } else if (pathname === '/v2/collectConsent') {
    if (request.method === 'POST') takeForm(request, response);
    else response.end(form);
  } else if (pathname === '/copyConsent') {
    redirect(response, 'https://finance.yahoo.com/quote/AAPL?guccounter=1', 'GUC');
  } else {
    return false;
  }
  return true;
}
