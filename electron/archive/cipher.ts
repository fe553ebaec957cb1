/** The system's own keeping of secrets. `available` is false where it would be no better than plain text. */
export interface Cipher {
  available(): Promise<boolean>
  encrypt(text: string): Promise<Buffer>
  decrypt(bytes: Buffer): Promise<string>
}
