/**
 * What the server allows this page to style by: a number in its document, new for each answer. Styles that scripts add
 * carry it.
 */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** For the library that keeps the page still behind a dialog; it looks for a global variable. */
export function tellNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
}
