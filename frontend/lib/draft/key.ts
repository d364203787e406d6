/** A fresh Idempotency-Key: 128 random bits. */

/** Not `crypto.randomUUID`: browsers have that only over TLS and on the machine itself, not at a plain address of a home network. */
export function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
